from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from exemplars.profiles.gate import REASONS
from exemplars.profiles.rules import Contents, Permission, Refusal, Shortcoming, refusals

NOW = datetime(2026, 5, 19, tzinfo=UTC)
permissions = st.builds(Permission, st.booleans(), st.booleans(), st.booleans(), st.booleans())
embargoes = st.one_of(
    st.none(), st.timedeltas(timedelta(days=-9), timedelta(days=9)).map(lambda delta: NOW + delta)
)
contents = st.builds(Contents, st.booleans(), st.booleans(), embargoes)


@given(permissions, contents)
def test_nothing_passes_that_one_reason_holds_back(permission, uses):
    found = set(refusals(permission, uses, NOW))

    assert found == {
        *([Refusal.REVOKED] if permission.revoked else []),
        *([] if permission.story else [Refusal.NO_STORY_CONSENT]),
        *([Refusal.NO_PORTRAIT_CONSENT] if uses.portrait and not permission.portrait else []),
        *([Refusal.NO_VIDEO_CONSENT] if uses.video and not permission.video else []),
        *([Refusal.EMBARGO] if uses.embargo_until and uses.embargo_until > NOW else []),
    }


@given(contents)
def test_without_an_approval_nothing_passes(uses):
    assert refusals(None, uses, NOW) == [Refusal.NO_APPROVAL]


@given(permissions, contents)
def test_asking_for_less_is_never_refused_more(permission, uses):
    plain = Contents(portrait=False, video=False, embargo_until=None)

    assert set(refusals(permission, plain, NOW)) <= set(refusals(permission, uses, NOW))


def test_the_embargo_is_over_at_its_moment():
    consent = Permission(story=True, portrait=True, video=True, revoked=False)

    assert refusals(consent, Contents(False, False, NOW), NOW) == []
    assert refusals(consent, Contents(False, False, NOW), NOW - timedelta(microseconds=1)) == [
        Refusal.EMBARGO
    ]


def test_every_refusal_has_words():
    assert set(REASONS) == {*Refusal, *Shortcoming}
