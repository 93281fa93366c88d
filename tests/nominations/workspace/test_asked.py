"""What a campaign asks: the form, what is missing, and the reviewers' dossier follow its settings."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from nominations.dossiers.asked import PLACES, WORDS_OF, AskedField, form_rules
from nominations.dossiers.completeness import dossier_of, gaps_of
from nominations.dossiers.rules import ALWAYS_REQUIRED, CEILINGS, STANDARD, Asking, Limit, Measure, missing
from nominations.models import NominationPage
from nominations.refusals import Incomplete
from nominations.stages import Stage
from tests import factories

from .conftest import rows


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


def asks(campaign, **places):
    """Let a campaign depart from the official form: ``case__summary=("required", 150, "words")``."""
    for name, setting in places.items():
        asked, *limit = setting if isinstance(setting, tuple) else (setting,)
        limit, measure = (*limit, None, "words")[:2] if limit else (None, "words")
        AskedField.objects.create(
            campaign=campaign,
            place=name.replace("__", "."),
            asked=asked,
            limit=limit,
            measure=measure or "words",
        )
    return campaign


def fresh(nomination):
    return NominationPage.objects.get(pk=nomination.pk)


# --- What is asked --------------------------------------------------------------------------------------


def test_a_campaign_without_settings_asks_for_the_official_form(draft):
    assert form_rules(draft.campaign) is STANDARD


def test_every_place_of_the_official_form_can_be_set_but_those_without_which_there_is_no_nomination():
    assert {*STANDARD.asking} - {*WORDS_OF} == ALWAYS_REQUIRED - {"achievements.title"}
    assert {*WORDS_OF} <= {*STANDARD.asking}
    assert len(WORDS_OF) == sum(len(places) for _group, places in PLACES)


def test_what_is_not_asked_is_not_in_the_form_and_not_missing(desk, draft):
    asks(
        draft.campaign,
        candidate__ethnicity="not_asked",
        candidate__residence="optional",
        evidence__award="not_asked",
    )

    page = desk.read("candidate", draft).content.decode()
    desk.send("candidate", draft, name="Lê Thị Thu", ethnicity="Thái")

    assert 'name="ethnicity"' not in page
    assert 'name="residence"' in page
    gaps = {gap.field for gap in gaps_of(fresh(draft))}
    assert not gaps & {"ethnicity", "residence"}
    assert fresh(draft).candidate.ethnicity == ""
    assert 'id="slot-award"' not in desk.read("evidence", draft).content.decode()


def test_what_a_campaign_requires_is_missing_with_a_way_to_it(desk, draft):
    asks(draft.campaign, candidate__academic_rank="required", evidence__portrait="required")

    page = desk.read("check", draft).content.decode()

    assert f"{desk.address('candidate', draft)}#id_academic_rank" in page
    assert f"{desk.address('evidence', draft)}#slot-portrait" in page


def test_columns_of_awards_and_achievements_can_be_required(officer):
    campaign = asks(factories.campaign(), awards__decision_number="required", achievements__result="required")
    nomination = factories.fill(factories.draft(by=officer, campaign=campaign), by=officer)

    assert {(gap.step, gap.field) for gap in gaps_of(nomination)} == {
        ("case", "achievements"), ("awards", "awards"),
    }  # fmt: skip
    with pytest.raises(Incomplete):
        factories.submit_nomination(nomination=nomination, user=officer)


def test_a_column_that_is_not_asked_stays_where_something_stands_in_it(desk, draft):
    desk.send("case", draft, **rows("achievements", {"title": "Một", "period": "2021"}))
    asks(draft.campaign, achievements__period="not_asked", achievements__detail="not_asked")

    page = desk.read("case", draft).content.decode()

    assert 'name="achievements-0-period"' in page
    assert 'name="achievements-0-detail"' not in page


def test_reviewers_are_not_shown_what_was_never_asked(client, screener):
    campaign = asks(factories.campaign(), candidate__academic_rank="not_asked", candidate__alias="optional")
    nomination = factories.nomination(Stage.SUBMITTED, campaign=campaign)
    client.force_login(screener)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[nomination.pk])).content.decode()

    assert 'id="entry-candidate-academic_rank"' not in page
    assert 'id="entry-candidate-alias"' in page


# --- Limits ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "text", "excess"),
    [
        (Limit(3, Measure.WORDS), "Chuyển đổi số", 0),
        (Limit(3, Measure.WORDS), "Chuyển  đổi\nsố quốc gia", 2),
        (Limit(13), "Chuyển đổi số", 0),
        (Limit(10), "Chuyển đổi số", 3),
        (Limit(1), "", 0),
    ],
)
def test_words_are_syllables_between_spaces(limit, text, excess):
    assert limit.excess(text) == excess


def test_a_limit_says_how_many_too_many_and_the_page_counts_along(desk, draft):
    asks(draft.campaign, case__summary=("required", 3, "words"))
    nothing = rows("achievements")

    page = desk.read("case", draft).content.decode()
    refused = desk.send("case", draft, summary="Một hai ba bốn năm", **nothing).content.decode()
    desk.send("case", draft, summary="Một hai ba", **nothing)

    assert 'data-limit="3" data-unit="words"' in page
    assert "At most 3 words." in page
    assert "At most 3 words; these are 5. 2 too many." in refused
    assert "Một hai ba bốn năm" in refused
    assert fresh(draft).summary == "Một hai ba"


def test_a_campaign_may_allow_more_than_the_official_form_and_no_more_than_can_be_stored(desk, draft):
    asks(draft.campaign, case__summary=("required", 600, "words"))
    nothing = rows("achievements")

    desk.send("case", draft, summary="chữ " * 500, **nothing)
    refused = desk.send("case", draft, summary="chữchữchữchữ " * 400, **nothing).content.decode()

    assert len(fresh(draft).summary.split()) == 500
    assert "At most 3000 characters" in refused


def test_a_limit_that_was_lowered_later_keeps_the_text_and_holds_the_submission(desk, draft):
    desk.send("case", draft, summary="Một hai ba bốn", **rows("achievements"))
    asks(draft.campaign, case__summary=("required", 2, "words"))

    page = desk.read("check", draft).content.decode()

    gap = next(gap for gap in gaps_of(fresh(draft)) if gap.field == "summary")
    assert (gap.excess, gap.measure) == (2, "words")
    assert "2 words too many" in page


def test_the_longest_text_of_a_list_is_told(officer):
    campaign = asks(factories.campaign(), achievements__title=("required", 2, "words"))
    nomination = factories.fill(factories.draft(by=officer, campaign=campaign), by=officer)

    assert [(gap.field, gap.excess) for gap in gaps_of(nomination)] == [("achievements", 4)]
    assert missing(dossier_of(nomination)) == []


@pytest.mark.parametrize(("column", "ceiling"), [("summary", 3000), ("case", 60000)])
def test_the_database_refuses_what_no_campaign_may_allow(draft, column, ceiling):
    NominationPage.objects.filter(pk=draft.pk).update(**{column: "a" * ceiling})
    with pytest.raises(IntegrityError), transaction.atomic():
        NominationPage.objects.filter(pk=draft.pk).update(**{column: "a" * (ceiling + 1)})


# --- The setting itself ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "wrong"),
    [
        ({"place": "case.achievements", "asked": "not_asked"}, "asked"),
        ({"place": "candidate.sex", "limit": 10}, "limit"),
        ({"place": "case.summary", "limit": CEILINGS["case.summary"] + 1}, "limit"),
        ({"place": "case.summary", "limit": 0}, "limit"),
        ({"place": "candidate.name"}, "place"),
        ({"place": "nonsense"}, "place"),
    ],
)
def test_nonsense_is_refused_at_its_field(setting, wrong):
    with pytest.raises(ValidationError) as refused:
        AskedField(campaign=factories.campaign(), **setting).full_clean()

    assert set(refused.value.message_dict) == {wrong}


def test_one_row_for_each_entry(draft):
    asks(draft.campaign, candidate__alias="required")
    with pytest.raises(IntegrityError), transaction.atomic():
        asks(draft.campaign, candidate__alias="not_asked")


def test_the_screener_sets_it_in_the_campaigns_form(client, screener):
    campaign = factories.campaign()
    client.force_login(screener)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[campaign.pk])).content.decode()

    assert "asked_fields-TOTAL_FORMS" in page
    assert 'name="needs_endorsement"' in page


def test_rules_are_changed_place_by_place():
    rules = STANDARD.changed(
        [("candidate.sex", Asking.NOT_ASKED, None), ("candidate.name", Asking.NOT_ASKED, None)]
    )

    assert not rules.is_asked("candidate.sex")
    assert rules.is_required("candidate.name")
    assert STANDARD.is_required("candidate.sex")


def test_the_official_form_and_its_part_are_named(desk, officer):
    nomination = factories.draft(by=officer, campaign=factories.campaign(form_code="Mẫu số 05"))

    assert (
        "Part I of the report: short biography (Mẫu số 05)"
        in desk.read("candidate", nomination).content.decode()
    )
