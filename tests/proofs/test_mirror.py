"""A copy that follows the list of changes ends like its source, and webhooks tell the same, in order."""

from collections import defaultdict

import pytest

from tests.exemplars.webhooks.receiver import Moody

SHARED, EMBARGOED = 6, 3


def follow_and_deliver(ground, *, steps: int, writers: int, seed: int) -> dict:
    """Let writers change what is public while a mirror follows and two workers deliver to a moody subscriber."""
    clerk, mirror, *others = ground.workers_ready(4 + writers)
    workers, crowd = others[:2], others[2:]
    stop, told = ground.folder / "written", ground.folder / "numbered"
    moody = Moody("", seed)
    moody.secret = clerk.do("subscribe", url=moody.url)["secret"]
    shared, waiting = clerk.do("shared_profiles", number=SHARED), clerk.do("embargo", number=EMBARGOED)
    mirror.tell("follow", until=str(stop))
    for worker in workers:
        worker.do("hurry")
        worker.tell("deliver", until=str(told))
    for number, writer in enumerate(crowd):
        writer.tell("write", seed=seed + number, steps=steps // writers, shared=shared)
    try:
        done = [answered(writer) for writer in crowd]
        stop.touch()
        read = answered(mirror)
        told.touch()
        arrived = [answered(worker) for worker in workers]
    finally:
        stop.touch()
        told.touch()
        moody.stop()
    compared, log = mirror.do("differences"), clerk.do("numbers")

    assert compared["wrong"] == []
    assert log["open"] == 0
    sequences = [sequence for sequence, _page, _event in log["changes"]]
    assert sequences == list(range(1, len(sequences) + 1))
    assert {message["sequence"] for message in moody.taken} == set(sequences)
    assert out_of_order(moody.taken) == []
    assert not {message["id"] for message in moody.taken} & set(waiting)
    assert not {page for _sequence, page, _event in log["changes"]} & set(waiting)
    return {
        "steps": sum(sum(one.values()) for one in done),
        "changes": len(sequences),
        "read": read,
        "items": compared["items"],
        "taken": len(moody.taken),
        "arrived": arrived,
        "moods": moody.moods,
    }


def answered(worker):
    answer = worker.hear()
    assert "done" in answer, answer.get("error", answer)
    return answer["done"]


def out_of_order(taken: list[dict]) -> list[int]:
    """The profiles of which something older was taken after something newer."""
    seen = defaultdict(list)
    for message in taken:
        seen[message["id"]].append(message["sequence"])
    return [key for key, numbers in seen.items() if numbers != sorted(numbers)]


def test_a_mirror_ends_like_its_source_after_60_changes(ground):
    found = follow_and_deliver(ground, steps=60, writers=2, seed=5)
    assert found["steps"] == 60


@pytest.mark.proof
@pytest.mark.parametrize("database", ["sqlite_ground", "postgres_ground"])
def test_a_mirror_ends_like_its_source_after_1000_changes(database, request, capsys):
    found = follow_and_deliver(request.getfixturevalue(database), steps=1000, writers=2, seed=19)

    assert found["steps"] == 1000
    with capsys.disabled():
        print(f"\n{database}: {found}")
