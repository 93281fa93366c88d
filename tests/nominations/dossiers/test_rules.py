from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nominations.dossiers.rules import (
    REQUIRED_ANSWERS,
    REQUIRED_EVIDENCE,
    REQUIRED_OF_CANDIDATE,
    REQUIRED_OF_CASE,
    Dossier,
    Missing,
    empty,
    missing,
)

WHOLE = Dossier(
    candidate=dict.fromkeys(REQUIRED_OF_CANDIDATE, "x"),
    case=dict.fromkeys(REQUIRED_OF_CASE, "x"),
    achievements=1,
    awards=0,
    without_awards=True,
    evidence=frozenset(REQUIRED_EVIDENCE),
    consents=dict.fromkeys(REQUIRED_ANSWERS, True),
)
blanks = st.sampled_from([None, "", " ", "\n\t", "\u3000"])


def test_a_whole_dossier_lacks_nothing():
    assert missing(WHOLE) == []


@given(
    st.sets(st.sampled_from(REQUIRED_OF_CANDIDATE)), st.sets(st.sampled_from(REQUIRED_OF_CASE)),
    st.sets(st.sampled_from(REQUIRED_EVIDENCE)), st.sets(st.sampled_from(REQUIRED_ANSWERS)), blanks,
)  # fmt: skip
def test_exactly_what_was_taken_out_is_missing(candidate, case, evidence, answers, blank):
    dossier = replace(
        WHOLE,
        candidate=WHOLE.candidate | dict.fromkeys(candidate, blank),
        case=WHOLE.case | dict.fromkeys(case, blank),
        evidence=WHOLE.evidence - evidence,
        consents={purpose: given for purpose, given in WHOLE.consents.items() if purpose not in answers},
    )

    taken_out = {
        *(Missing("candidate", name) for name in candidate),
        *(Missing("case", name) for name in case),
        *(Missing("evidence", kind) for kind in evidence),
        *(Missing("consent", purpose) for purpose in answers),
    }
    found = missing(dossier)
    assert set(found) == taken_out
    assert len(found) == len(taken_out)


@given(st.booleans(), st.booleans(), st.booleans())
def test_only_the_review_must_be_agreed_to(story, portrait, video):
    answers = {"review": True, "story": story, "portrait": portrait, "video": video}

    assert missing(replace(WHOLE, consents=answers)) == []
    assert missing(replace(WHOLE, consents=answers | {"review": False})) == [Missing("consent", "review")]


@given(st.integers(0, 5), st.booleans())
def test_awards_or_the_word_that_there_are_none(awards, without):
    gaps = missing(replace(WHOLE, awards=awards, without_awards=without))

    assert gaps == ([] if awards or without else [Missing("awards", "awards")])


def test_an_achievement_is_needed_and_needs_a_name():
    gap = [Missing("case", "achievements")]

    assert missing(replace(WHOLE, achievements=0)) == gap
    assert missing(replace(WHOLE, achievements=3, untitled=1)) == gap


@given(st.one_of(st.just(False), st.just(0), st.integers(), st.text(min_size=1).filter(str.strip)))
def test_no_and_nought_are_answers(value):
    assert not empty(value)
