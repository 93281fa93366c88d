"""Two people act on one nomination at the same moment, in processes of their own, on a real database.

The default suite runs a few rounds on the database it is given; ``make proofs`` runs all of them on
PostgreSQL and prints what came of them.
"""

from collections import Counter

import pytest

from .ground import results

ROUNDS = 3


class Bench:
    """People and a campaign for duels, and one process to prepare and to look."""

    def __init__(self, ground, **campaign):
        self.ground = ground
        self.clerk, self.left, self.right = ground.workers_ready(3)
        made = self.clerk.do("people", officers=2, screener=2, leader=2)
        (self.officer, self.other), self.screeners, self.leaders = (
            made["officers"],
            made["screener"],
            made["leader"],
        )
        self.campaign = self.clerk.do("campaign", **campaign)

    def nomination(self, stage: str, **more) -> dict:
        return self.clerk.do(
            "nomination",
            campaign=self.campaign["campaign"],
            officer=self.officer,
            screener=self.screeners[0],
            stage=stage,
            **more,
        )

    def duel(self, left: tuple[str, dict], right: tuple[str, dict]) -> list[dict]:
        return self.ground.duel((self.left, *left), (self.right, *right))

    def agree(self, *, beside: str = "") -> None:
        """Every row agrees, but for lines that speak of what the proof itself has planted."""
        found = self.clerk.do("problems")
        assert [line for line in found if not beside or beside not in line] == []


def approve_against_return(bench: Bench, rounds: int) -> Counter:
    """One leader approves, the other returns; the returned nomination comes back for the next round."""
    found, standing = Counter(), bench.nomination("accepted")
    for _ in range(rounds):
        answers = bench.duel(
            ("take_step", {"step": standing["step"], "user": bench.leaders[0], "action": "approve"}),
            ("take_step", {"step": standing["step"], "user": bench.leaders[1], "action": "reject"}),
        )
        won = "approved" if "done" in answers[0] else "returned"
        found[won] += 1
        assert results(answers) == ["StaleStep", "done"]
        assert bench.clerk.do("stage", nomination=standing["nomination"])["stage"] == won
        bench.agree()
        standing = (
            bench.nomination("accepted")
            if won == "approved"
            else bench.clerk.do(
                "again",
                nomination=standing["nomination"],
                officer=bench.officer,
                screener=bench.screeners[0],
                stage="accepted",
            )
        )
    return found


def accept_against_withdraw(bench: Bench, rounds: int) -> Counter:
    """A screener accepts while the unit withdraws, which it may until the decision: it is withdrawn in the end."""
    found = Counter()
    for _ in range(rounds):
        standing = bench.nomination("submitted")
        answers = bench.duel(
            ("take_step", {"step": standing["step"], "user": bench.screeners[0], "action": "accept"}),
            ("withdraw", {"nomination": standing["nomination"], "user": bench.officer}),
        )
        assert "done" in answers[1]
        found["accepted first" if "done" in answers[0] else "withdrawn first"] += 1
        assert results(answers) in (["StaleStep", "done"], ["Refused", "done"], ["done", "done"])
        assert bench.clerk.do("stage", nomination=standing["nomination"])["stage"] == "withdrawn"
        bench.agree()
    return found


def edit_against_submit(bench: Bench, rounds: int) -> Counter:
    """One tab saves while another submits what it saw: never is something handed in that nobody saw."""
    found = Counter()
    for number in range(rounds):
        standing = bench.nomination("draft")
        seen = {"nomination": standing["nomination"], "user": bench.officer, "revision": standing["revision"]}
        answers = bench.duel(("edit", seen | {"summary": f"Lần {number}"}), ("submit", seen))
        won = "edit" if "done" in answers[0] else "submit"
        found[won] += 1
        assert results(answers) in (["Conflict", "done"], ["NotEditable", "done"])
        after = bench.clerk.do("stage", nomination=standing["nomination"])
        assert (after["stage"], after["summary"] == f"Lần {number}") == (
            ("draft", True) if won == "edit" else ("submitted", False)
        )
        bench.agree()
    return found


def edit_against_edit(bench: Bench, rounds: int) -> Counter:
    """Two tabs save over the same revision: one is stored, the other is told."""
    found, standing = Counter(), bench.nomination("draft")
    for number in range(rounds):
        seen = {"nomination": standing["nomination"], "user": bench.officer, "revision": standing["revision"]}
        answers = bench.duel(
            ("edit", seen | {"summary": f"trái {number}"}), ("edit", seen | {"summary": f"phải {number}"})
        )
        assert results(answers) == ["Conflict", "done"]
        standing = bench.clerk.do("stage", nomination=standing["nomination"])
        assert standing["summary"] == next(answer["done"] for answer in answers if "done" in answer)
        found[standing["summary"].split()[0]] += 1
    bench.agree()
    return found


def two_for_the_last_seat(bench: Bench, rounds: int) -> Counter:
    """Two leaders approve two nominations for the only seat of a field."""
    found = Counter()
    for number in range(rounds):
        field = bench.campaign["fields"][number]
        pair = [bench.nomination("accepted", field=field) for _ in range(2)]
        answers = bench.duel(
            *(
                ("take_step", {"step": one["step"], "user": leader, "action": "approve"})
                for one, leader in zip(pair, bench.leaders, strict=True)
            )
        )
        assert results(answers) == ["SeatTaken", "done"]
        stages = [bench.clerk.do("stage", nomination=one["nomination"])["stage"] for one in pair]
        assert sorted(stages) == ["accepted", "approved"]
        found["left" if stages[0] == "approved" else "right"] += 1
        # Two were put before the leader for one seat, which is what the race is about.
        bench.agree(beside="selected for")
    counted = bench.clerk.do("counts", campaign=bench.campaign["campaign"])
    assert (counted["seats"], counted["approvals"]) == (rounds, rounds)
    return found


def edit_the_campaign_against_open(bench: Bench, rounds: int) -> Counter:
    """A screener publishes a change of the campaign while a unit opens a nomination below it."""
    campaign = bench.campaign["campaign"]
    for number in range(rounds):
        answers = bench.duel(
            ("edit_campaign", {"campaign": campaign, "intro": f"Lần {number}"}),
            ("open_draft", {"campaign": campaign, "user": bench.officer}),
        )
        assert results(answers) == ["done", "done"]
        bench.agree()
    return Counter(both=rounds)


DUELS = [
    (approve_against_return, 200, {}),
    (accept_against_withdraw, 50, {}),
    (edit_against_submit, 50, {}),
    (edit_against_edit, 100, {}),
    (edit_the_campaign_against_open, 100, {}),
    (two_for_the_last_seat, 50, {"seats": 1}),
]


def test_one_wins_and_the_other_is_told(ground):
    bench = Bench(ground)
    for duel, _, more in DUELS:
        # The race for the last seat has fields of one seat; all others have as many as they need.
        bench.campaign = bench.clerk.do("campaign", fields=ROUNDS, **more)

        assert duel(bench, ROUNDS).total() == ROUNDS


@pytest.mark.proof
@pytest.mark.parametrize(("duel", "rounds", "more"), DUELS)
def test_one_wins_in_every_round_on_postgresql(duel, rounds, more, postgres_ground, capsys):
    bench = Bench(postgres_ground, fields=rounds, **more)

    found = duel(bench, rounds)

    with capsys.disabled():
        print(f"\n{duel.__name__}: {rounds} rounds, {dict(found)}, 0 inconsistent")
    assert found.total() == rounds
