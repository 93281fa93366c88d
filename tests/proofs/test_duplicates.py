"""How well the duplicate finder finds, and how long it takes: 3,500 records, 200 of them planted."""

from time import perf_counter

import pytest

from tests.duplicates import invent_people, search

RECORDS, PLANTED = 3500, 200


@pytest.mark.proof
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_duplicates_are_found(seed, capsys):
    people, planted = invent_people(RECORDS, duplicates=PLANTED, seed=seed)

    began = perf_counter()
    found = search(people, planted)
    seconds = perf_counter() - began

    with capsys.disabled():
        print(
            f"\n{RECORDS} records, {PLANTED} planted (seed {seed}): precision {found.precision:.3f}, "
            f"recall {found.recall:.3f}, {found.wrong} shown besides, {seconds:.1f} s for all pairs"
        )
        for way, one, other in found.missed:
            print(f"  missed ({way}): {one} | {other}")
    assert found.recall >= 0.94
    assert found.precision >= 0.95
