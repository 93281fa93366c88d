"""Many hands reach for one seat at the same moment, each in a process of its own: one gets it, the others are told.

The default suite lets a few do it on the database it is given; ``make proofs`` lets fifty do it on PostgreSQL.
"""

import time
from collections import Counter

import pytest

from .ground import results

FEW, MANY = 6, 50


class Hall:
    """A campaign with one field, and a process for each who reaches for a seat."""

    def __init__(self, ground, people: int, seats: int = 1):
        self.ground, self.people = ground, people
        self.clerk, *self.workers = ground.workers_ready(people + 1)
        made = self.clerk.do("people", officers=1, screener=1, leader=people, secretary=people)
        [self.officer], [self.screener] = made["officers"], made["screener"]
        self.leaders, self.secretaries = made["leader"], made["secretary"]
        self.campaign = self.clerk.do("campaign", seats=seats)["campaign"]

    def nomination(self, stage: str, **more) -> dict:
        return self.clerk.do(
            "nomination",
            campaign=self.campaign,
            officer=self.officer,
            screener=self.screener,
            stage=stage,
            **more,
        )

    def reserves(self, count: int) -> list[dict]:
        return [
            self.clerk.do("reserve", nomination=self.nomination("council")["nomination"], number=number)
            for number in range(1, count + 1)
        ]

    def all_at_once(self, orders: list[tuple[str, dict]]) -> list[str]:
        """Give everybody an order for one moment; return what came of each, in alphabetical order."""
        return results(
            self.ground.duel(*((worker, *order) for worker, order in zip(self.workers, orders, strict=True)))
        )

    def signatures(self, standing: list[dict]) -> list[tuple[str, dict]]:
        return [
            ("sign", {"campaign": self.campaign, "steps": [one["step"]], "user": leader})
            for one, leader in zip(standing, self.leaders, strict=False)
        ]

    def promotions(self, nominations: list[int]) -> list[tuple[str, dict]]:
        return [
            ("promote", {"nomination": nomination, "user": secretary})
            for nomination, secretary in zip(nominations, self.secretaries, strict=False)
        ]

    def stages(self) -> Counter:
        return Counter(self.clerk.do("counts", campaign=self.campaign)["stages"])

    def agree(self, *, known: int = 0) -> None:
        """Everything agrees, but for so many fields in which more were selected than there are seats."""
        found = self.clerk.do("problems")
        assert [line for line in found if "selected for" not in line] == []
        assert len(found) == known


def sign_for_one_seat(ground, people: int) -> list[str]:
    """As many leaders sign as many people, for one seat."""
    hall = Hall(ground, people)
    standing = [hall.nomination("accepted") for _ in range(people)]

    answers = hall.all_at_once(hall.signatures(standing))

    counted = hall.clerk.do("counts", campaign=hall.campaign)
    assert Counter(counted["stages"]) == {"approved": 1, "accepted": people - 1}
    assert (counted["seats"], counted["approvals"], counted["profiles"]) == (1, 1, 1)
    hall.agree(known=1)
    return answers


def promote_one_reserve(ground, people: int) -> list[str]:
    """As many secretaries let the same reserve move up; the others find it done."""
    hall = Hall(ground, people)
    first, _second = hall.reserves(2)

    answers = hall.all_at_once(hall.promotions([first["nomination"]] * people))

    assert hall.stages() == {"accepted": 1, "reserve": 1}
    assert hall.clerk.do("moves", nomination=first["nomination"], action="select") == 1
    hall.agree()
    return answers


def promote_every_reserve(ground, people: int) -> list[str]:
    """Each of as many secretaries lets another reserve move up, for one seat: the first of them, nobody else."""
    hall = Hall(ground, people)
    reserves = hall.reserves(people)

    answers = hall.all_at_once(hall.promotions([one["nomination"] for one in reserves]))

    assert hall.stages() == {"accepted": 1, "reserve": people - 1}
    assert hall.clerk.do("stage", nomination=reserves[0]["nomination"])["stage"] == "accepted"
    hall.agree()
    return answers


def decline_sign_and_promote(ground, people: int) -> Counter:
    """While some are declined and others signed, secretaries let reserves move up: never more than the seats."""
    third = people // 3
    hall = Hall(ground, 3 * third, seats=2 * third)
    standing = [hall.nomination("accepted") for _ in range(2 * third)]
    reserves = hall.reserves(third)
    declined = [
        ("take_step", {"step": one["step"], "user": leader, "action": "decline"})
        for one, leader in zip(standing[:third], hall.leaders, strict=False)
    ]
    orders = [
        *declined,
        *hall.signatures(standing[third:]),
        *hall.promotions([one["nomination"] for one in reserves]),
    ]

    answers = Counter(hall.all_at_once(orders))

    stages = hall.stages()
    assert stages["approved"] + stages["accepted"] <= 2 * third
    assert (stages["declined"], stages["approved"]) == (third, third)
    assert answers["done"] == 2 * third + stages["accepted"]
    hall.agree()
    return answers


def test_one_seat_is_filled_once(ground):
    assert sign_for_one_seat(ground, FEW) == ["NotSigned"] * (FEW - 1) + ["done"]


def test_reserves_move_up_one_for_each_seat(ground):
    assert promote_every_reserve(ground, FEW) == ["Refused"] * (FEW - 1) + ["done"]


@pytest.mark.proof
def test_fifty_signatures_for_one_seat_on_postgresql(postgres_ground, capsys):
    began = time.monotonic()
    answers = Counter(sign_for_one_seat(postgres_ground, MANY))

    with capsys.disabled():
        print(
            f"\n50 sign-offs at once for 1 seat: {answers['done']} seat filled, {answers['NotSigned']} told, "
            f"0 inconsistent, {time.monotonic() - began:.0f} s in all"
        )
    assert answers == {"done": 1, "NotSigned": MANY - 1}


@pytest.mark.proof
def test_fifty_secretaries_and_one_reserve_on_postgresql(postgres_ground, capsys):
    answers = Counter(promote_one_reserve(postgres_ground, MANY))

    with capsys.disabled():
        print(f"\n50 at once let one reserve move up: {dict(answers)}, moved once, 0 inconsistent")
    assert answers == {"done": MANY}


@pytest.mark.proof
def test_fifty_reserves_and_one_seat_on_postgresql(postgres_ground, capsys):
    answers = Counter(promote_every_reserve(postgres_ground, MANY))

    with capsys.disabled():
        print(f"\n50 reserves at once for 1 seat: {answers['done']} moved up, {answers['Refused']} told")
    assert answers == {"done": 1, "Refused": MANY - 1}


@pytest.mark.proof
def test_declines_signatures_and_promotions_together_on_postgresql(postgres_ground, capsys):
    answers = decline_sign_and_promote(postgres_ground, MANY)

    with capsys.disabled():
        print(
            f"\n16 declined, 16 signed, 16 reserves at once for 32 seats: {dict(answers)}, 0 beyond the quota"
        )
