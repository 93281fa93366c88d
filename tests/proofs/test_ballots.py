"""Ballots under attack: many tries per member at once, and every way to link a voter to a vote afterwards."""

import random
from collections import Counter
from math import sqrt

import psycopg
import pytest

MEMBERS, NAMES, TRIES = 30, 3, 4
CHOICES = ("aye", "nay", "defer")


def run_sessions(ground, sessions: int, rng: random.Random) -> Counter:
    """Let four processes try to vote for every member who comes, each try with choices of its own."""
    clerk, *voters = ground.workers_ready(1 + TRIES)
    people = clerk.do("council", members=MEMBERS, nominations=NAMES)
    found = Counter()
    for number in range(sessions):
        opened = clerk.do("ballot", seed=number, **people)
        # Who is recused from every name on the paper has none to hand in.
        entitled = [person for person in people["members"] if opened["lines"][str(person)]]
        coming = rng.sample(entitled, rng.randint(20, len(entitled)))
        tries = [papers(opened, coming, rng) for _ in voters]
        answers = ground.duel(
            *(
                (voter, "vote_many", {"ballot": opened["ballot"], "tries": one})
                for voter, one in zip(voters, tries, strict=True)
            )
        )
        cast = counted(tries, [answer["done"] for answer in answers], found)
        closed = clerk.do("close_ballot_of", ballot=opened["ballot"], secretary=people["secretary"])
        assert closed["turnout"] == len(coming)
        assert closed["roll"] == closed["people"] <= MEMBERS
        assert closed["counts"] == {
            line: [cast[line, choice] for choice in CHOICES] for line in closed["counts"]
        }
    return found


def papers(opened: dict, coming: list[int], rng: random.Random) -> list:
    """One try for each member who comes, in an order of its own."""
    return [
        (person, {line: rng.choice(CHOICES) for line in opened["lines"][str(person)]})
        for person in rng.sample(coming, len(coming))
    ]


def counted(tries, answers, found: Counter) -> Counter:
    """Count the votes of the tries that succeeded: exactly one for each member."""
    cast, succeeded = Counter(), Counter()
    for one, answer in zip(tries, answers, strict=True):
        for (person, choices), came in zip(one, answer, strict=True):
            found[came] += 1
            if came == "done":
                succeeded[person] += 1
                cast.update((str(line), choice) for line, choice in choices.items())
    assert set(succeeded.values()) == {1}
    return cast


def test_every_tally_is_exact(ground):
    found = run_sessions(ground, 2, random.Random(1))

    assert found["done"] * (TRIES - 1) == found["AlreadyVoted"]


@pytest.mark.proof
@pytest.mark.parametrize("kind", ["postgres_ground", "sqlite_ground"])
def test_every_tally_is_exact_in_two_hundred_sessions(kind, request, capsys):
    found = run_sessions(request.getfixturevalue(kind), 200, random.Random(2))

    with capsys.disabled():
        print(f"\n{kind}: 200 sessions of {MEMBERS} members, {dict(found)}, every tally exact")
    assert found["done"] * (TRIES - 1) == found["AlreadyVoted"]


# --- Secrecy --------------------------------------------------------------------------------------------

#: Whatever orders the rows of a table for one who reads the closed database.
ORDERS = ("ctid", "id", "xmin::text::bigint, ctid", "xmin::text::bigint, id", "md5(id::text)")
#: Sessions of which the whole database is compared, before the first vote and after the closing.
DUMPED = 3
#: Tables that may differ between a dump before the first vote and one after the closing.
CHANGED = {
    "nominations_ballot",
    "nominations_ballotline",
    "nominations_rollentry",
    "nominations_vote",
    "nominations_auditentry",
    "nominations_audithead",
    "wagtailcore_modellogentry",
    "django_tasks_database_dbtaskresult",
}


def rows(cursor, query: str, *values) -> list:
    return cursor.execute(query, values).fetchall()


def dump(cursor) -> dict[str, list]:
    """Return every row of every table as text, as a dump of the database would have them."""
    tables = rows(cursor, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return {
        table: sorted(str(row) for row in rows(cursor, f'SELECT t::text FROM "{table}" t'))
        for (table,) in tables
    }


def guesses(cursor, ballot: int, truth: dict[tuple[int, int], str]):
    """Link voters to votes in every way that the closed rows offer; yield each way and whether it was right.

    The members in one order, the votes of one line in another: the first belongs to the first, and so on.
    """
    lines = [
        line for (line,) in rows(cursor, "SELECT id FROM nominations_ballotline WHERE ballot_id = %s", ballot)
    ]
    for by in ORDERS:
        roll = rows(
            cursor,
            f"""SELECT m.user_id FROM (
                  SELECT member_id, row_number() OVER (ORDER BY {by}) AS place
                  FROM nominations_rollentry WHERE ballot_id = %s AND has_voted
                ) r JOIN nominations_councilmember m ON m.id = r.member_id ORDER BY r.place""",
            ballot,
        )
        for way in ORDERS:
            for line in lines:
                voters = [person for (person,) in roll if (person, line) in truth]
                votes = rows(
                    cursor,
                    f"SELECT choice FROM nominations_vote WHERE line_id = %s AND choice <> '' ORDER BY {way}",
                    line,
                )
                for person, (choice,) in zip(voters, votes, strict=True):
                    yield f"{by} / {way}", truth[person, line] == choice


def chance(truth: dict[tuple[int, int], str]) -> float:
    """Expected share of right guesses for one who only knows the result: the squares of the shares."""
    by_line: dict[int, Counter] = {}
    for (_, line), choice in truth.items():
        by_line.setdefault(line, Counter())[choice] += 1
    right = sum(sum(n * n for n in counts.values()) / counts.total() for counts in by_line.values())
    return right / len(truth)


def attack(
    ground, sessions: int, rng: random.Random, close: str = "close_ballot_of"
) -> dict[str, tuple[float, float, float]]:
    """Hold ballots, close them, and try to link; return (right, by chance, deviations) for each way."""
    (clerk,) = ground.workers_ready(1)
    people = clerk.do("council", members=12, nominations=2)
    right, tried, expected, variance = Counter(), Counter(), 0.0, 0.0
    with psycopg.connect(ground.database_url, autocommit=True) as spy:
        cursor = spy.cursor()
        for number in range(sessions):
            opened = clerk.do("ballot", seed=number, **people)
            before = dump(cursor) if number < DUMPED else None
            one = papers(opened, people["members"], rng)
            assert set(clerk.do("vote_many", ballot=opened["ballot"], tries=one)) == {"done"}
            clerk.do(close, ballot=opened["ballot"], secretary=people["secretary"])
            truth = {(person, int(line)): choice for person, paper in one for line, choice in paper.items()}
            for way, hit in guesses(cursor, opened["ballot"], truth):
                right[way] += hit
                tried[way] += 1
            share = chance(truth)
            expected += share * len(truth)
            variance += share * (1 - share) * len(truth)
            if before:
                look_at_dumps(before, dump(cursor))
        clerk.do("sweep_up")
        if close == "close_ballot_of":
            assert one_transaction_wrote_all(cursor)
        assert dead_rows(cursor) == 0
    return {way: (right[way], expected, (right[way] - expected) / sqrt(variance)) for way in right}


def look_at_dumps(before: dict[str, list], after: dict[str, list]) -> None:
    """Between the first vote and the closing, nothing changes but the ballot's own rows and the log of the secretary."""
    changed = {table for table in after if after[table] != before.get(table)}
    assert changed <= CHANGED, changed - CHANGED


def one_transaction_wrote_all(cursor) -> bool:
    """Whether each ballot's roll and votes bear the number of one transaction, that of the closing."""
    return not rows(
        cursor,
        """SELECT l.ballot_id FROM nominations_vote v JOIN nominations_ballotline l ON l.id = v.line_id
           JOIN nominations_rollentry r ON r.ballot_id = l.ballot_id
           GROUP BY l.ballot_id HAVING count(DISTINCT v.xmin::text) <> 1 OR count(DISTINCT r.xmin::text) <> 1
              OR min(v.xmin::text) <> min(r.xmin::text)""",
    )


def dead_rows(cursor) -> int:
    """Count rows of the roll and the votes that are deleted and still on disk."""
    cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
    found = 0
    for table in ("nominations_vote", "nominations_rollentry"):
        ((pages,),) = rows(cursor, f"SELECT pg_relation_size('{table}') / 8192")
        for page in range(pages):
            found += rows(
                cursor,
                f"SELECT count(*) FROM heap_page_items(get_raw_page('{table}', {page})) WHERE t_xmax <> 0 AND lp_flags = 1",
            )[0][0]
    return found


@pytest.mark.proof
def test_nothing_links_a_voter_to_a_vote_better_than_chance(postgres_ground, capsys):
    found = attack(postgres_ground, 200, random.Random(3))

    with capsys.disabled():
        for way, (right, expected, off) in found.items():
            print(
                f"\n{way:55} {right:5} right, {expected:7.1f} by chance, {off:+.2f} standard deviations",
                end="",
            )
        print()
    # The tightest bound that 25 honest ways keep: one in 15,000 lies beyond four deviations.
    assert all(abs(off) < 4 for _, _, off in found.values())


@pytest.mark.proof
def test_without_the_rewriting_the_same_attack_succeeds(postgres_ground):
    found = attack(postgres_ground, 10, random.Random(4), close="close_carelessly")

    assert max(off for _, _, off in found.values()) > 8
