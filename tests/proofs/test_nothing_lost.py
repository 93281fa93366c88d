"""Nothing that was handed in is lost, halved or doubled: many people at once, and workers that are killed."""

import os
import random
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from .site import Officer, Site

WHOLE = {
    "stage": "submitted",
    "achievements": 1,
    "submitted": 1,
    "mails": 1,
}


class Office:
    """Officers with a session each, a campaign, and the portal that they use."""

    def __init__(self, ground, *, people: int, workers: int = 2, threads: int = 1):
        self.ground = ground
        [self.clerk] = ground.workers_ready(1)
        made = self.clerk.do("people", officers=people)
        self.campaign = self.clerk.do("campaign")["campaign"]
        sessions = [self.clerk.do("session", user=pk) for pk in made["officers"]]
        self.site = Site(ground, workers=workers, threads=threads)
        self.officers = [Officer(self.site, session, self.campaign) for session in sessions]

    def prove_whole(self, keys: list[str], files=("minutes", "report")) -> None:
        """Each receipt stands for one whole nomination, and nothing else was stored."""
        stored = self.clerk.do("filed", campaign=self.campaign)
        assert sorted(one["key"] for one in stored) == sorted(keys)
        for one in stored:
            whole = WHOLE | {
                "name": f"Lê Thị {one['key']}",
                "summary": f"Tóm tắt {one['key']}",
                "evidence": list(files),
            }
            assert {name: one[name] for name in whole} == whole
        assert len({one["reference"] for one in stored}) == len(keys)
        assert self.clerk.do("problems", files=True) == []

    def answers(self) -> Counter:
        return sum((officer.answers for officer in self.officers), Counter())

    def broken(self) -> Counter:
        return sum((officer.broken for officer in self.officers), Counter())


def file_all_at_once(ground, people: int) -> Office:
    """So many people file at the same time, and press “submit” at the same moment."""
    office = Office(ground, people=people, threads=10)
    together = threading.Barrier(people)

    def file(officer: Officer) -> str:
        try:
            return officer.file(together.wait)
        except BaseException:
            together.abort()  # nobody waits for somebody who could not come
            raise

    try:
        with ThreadPoolExecutor(people) as crowd:
            keys = list(crowd.map(file, office.officers))
        office.prove_whole(keys)
    finally:
        office.site.stop()
    assert set(office.answers()) == {200, 302}
    assert office.broken() == Counter()
    return office


def kill_while_filing(ground, kills: int, people: int = 4) -> tuple[Office, list[str]]:
    """Kill workers at random moments until the number is reached; everybody files meanwhile."""
    office, over = Office(ground, people=people), threading.Event()

    def file_until_over(officer: Officer) -> list[str]:
        keys = []
        while not over.is_set():
            keys.append(officer.file())
        return keys

    try:
        with ThreadPoolExecutor(people) as crowd:
            filing = [crowd.submit(file_until_over, officer) for officer in office.officers]
            try:
                kill_workers(office.site, kills, filing)
            finally:
                over.set()
            keys = [key for future in filing for key in future.result()]
        office.prove_whole(keys)
    finally:
        office.site.stop()
    assert set(office.answers()) <= {200, 302}
    return office, keys


def kill_workers(site: Site, kills: int, filing) -> None:
    """Send SIGKILL to one worker after another; stop early when somebody could not go on."""
    done = 0
    while done < kills and not any(future.done() for future in filing):
        time.sleep(random.uniform(0.1, 1))
        if workers := site.workers():
            with suppress(ProcessLookupError):
                os.kill(random.choice(workers), signal.SIGKILL)
                done += 1


def test_people_who_file_at_once_are_all_stored(ground):
    file_all_at_once(ground, people=4)


def test_killed_workers_lose_nothing(ground):
    kill_while_filing(ground, kills=4, people=2)


@pytest.mark.proof
@pytest.mark.parametrize("database", ["sqlite_ground", "postgres_ground"])
def test_twenty_people_file_at_once(database, request, capsys):
    began = time.monotonic()
    office = file_all_at_once(request.getfixturevalue(database), people=20)

    with capsys.disabled():
        print(
            f"\n{database}: 20 people at once, answers {dict(office.answers())}, {time.monotonic() - began:.0f} s in all"
        )


@pytest.mark.proof
@pytest.mark.parametrize("database", ["sqlite_ground", "postgres_ground"])
def test_a_hundred_killed_workers_lose_nothing(database, request, capsys):
    office, keys = kill_while_filing(request.getfixturevalue(database), kills=100)

    with capsys.disabled():
        print(
            f"\n{database}: 100 kills, {len(keys)} nominations filed, 0 lost, 0 half, 0 double; "
            f"answers {dict(office.answers())}; broken requests {dict(office.broken())}"
        )
