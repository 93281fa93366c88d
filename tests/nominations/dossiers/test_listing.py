"""The list of nominations: who sees it, what it finds, what leaves it as a file."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse, reverse_lazy
from openpyxl import load_workbook

from nominations.models import NominationPage
from nominations.stages import Stage
from tests import factories


def codes(response) -> list[str]:
    return [nomination.title for nomination in response.context["object_list"]]


LIST = reverse_lazy("nominations:index")


def test_readers_see_what_was_handed_in_and_no_draft(answers, readers, submitted):
    factories.nomination(Stage.DRAFT)

    found = answers(readers, lambda client: codes(client.get(LIST)))

    assert found == {role: [submitted.title] for role in readers}


@pytest.mark.parametrize("query", ["", "?export=xlsx", "?export=csv", "?q=lua"])
def test_everybody_else_is_refused(query, answers, strangers, refused):
    found = answers(strangers, lambda client: refused(client.get(f"{LIST}{query}")))

    assert found == dict.fromkeys(strangers, True)


def test_the_results_alone_are_refused_as_well(answers, strangers, refused):
    address = reverse("nominations:index_results")

    assert answers(strangers, lambda client: refused(client.get(address))) == dict.fromkeys(strangers, True)


def test_waiting_for_me_is_what_this_person_may_act_on_oldest_first(desk, screener):
    own_unit = factories.unit()
    factories.member_of(screener, own_unit)
    newer, older = factories.nomination(Stage.SUBMITTED), factories.nomination(Stage.SUBMITTED)
    NominationPage.objects.filter(pk=older.pk).update(stage_since=newer.stage_since - timedelta(days=3))
    factories.nomination(Stage.SUBMITTED, by=factories.officer(own_unit))
    factories.nomination(Stage.ACCEPTED)
    desk.sign_in(screener)

    assert codes(desk.list(waiting="me")) == [older.title, newer.title]


def test_nothing_waits_for_a_superuser(desk, submitted):
    desk.sign_in(factories.superuser())

    assert codes(desk.list(waiting="me")) == []


def test_a_leader_does_not_wait_for_what_the_same_person_screened(desk, accepted):
    both = factories.person(factories.Role.SCREENER, factories.Role.LEADER)
    screened_by_both = factories.nomination(Stage.ACCEPTED, screener=both)
    desk.sign_in(both)

    assert codes(desk.list(waiting="me")) == [accepted.title]
    assert screened_by_both.title in codes(desk.list())


def test_search_finds_people_blind_to_case_and_marks(desk, screener, submitted, accepted):
    desk.sign_in(screener)

    for typed in ("phan thi lua", "LỤA phan", "  Lụa "):
        assert codes(desk.list(q=typed)) == [submitted.title], typed


def test_search_finds_a_code(desk, screener, submitted, accepted):
    desk.sign_in(screener)

    assert codes(desk.list(q=submitted.title.lower())) == [submitted.title]


def test_filters_stand_in_the_address(desk, screener, submitted, accepted):
    desk.sign_in(screener)

    assert codes(desk.list(stage="accepted")) == [accepted.title]
    assert codes(desk.list(campaign=submitted.campaign_id)) == [submitted.title]
    assert codes(desk.list(unit=accepted.unit_id)) == [accepted.title]
    assert codes(desk.list(field=submitted.field_id)) == [submitted.title]


def test_every_column_sorts(desk, screener, submitted, accepted):
    desk.sign_in(screener)
    columns = ("title", "candidate__sort_name", "unit__name_vi", "field__sort_order", "stage", "stage_since")

    for ordering in (*columns, *(f"-{column}" for column in columns)):
        assert sorted(codes(desk.list(ordering=ordering))) == sorted([submitted.title, accepted.title]), (
            ordering
        )
    assert codes(desk.list(ordering="candidate__sort_name")) == [accepted.title, submitted.title]


def test_an_unknown_filter_or_order_changes_nothing(desk, screener, submitted):
    desk.sign_in(screener)

    assert codes(desk.list(ordering="candidate__identity_hash", stage="draft", p="999")) == [submitted.title]


def test_export_writes_the_filtered_rows(desk, screener, submitted, accepted):
    desk.sign_in(screener)

    sheet = load_workbook(
        BytesIO(b"".join(desk.list(stage="submitted", export="xlsx").streaming_content))
    ).active
    rows = list(sheet.iter_rows(values_only=True))

    assert [row[:2] for row in rows[1:]] == [(submitted.title, "Phan Thị Lụa")]
    assert len(rows[0]) == 6


def test_csv_export_disarms_formulas(desk, screener):
    factories.nomination(Stage.SUBMITTED, name="=HYPERLINK(1)")
    desk.sign_in(screener)

    text = b"".join(desk.list(export="csv").streaming_content).decode()

    assert "'=HYPERLINK(1)" in text


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_at_any_length(count, desk, screener, django_assert_num_queries):
    campaign = factories.campaign()
    for _ in range(count):
        factories.nomination(Stage.SUBMITTED, campaign=campaign)
    desk.sign_in(screener)
    desk.list(waiting="me")

    with django_assert_num_queries(25):
        response = desk.list(waiting="me")

    assert len(codes(response)) == count


def test_a_campaign_in_the_explorer_leads_to_its_nominations(client, screener, submitted):
    client.force_login(screener)

    response = client.get(reverse("wagtailadmin_explore", args=[submitted.campaign_id]))

    assert response.url == f"{reverse('nominations:index')}?campaign={submitted.campaign_id}"


def test_the_menu_leads_there_for_readers_alone(answers, readers, strangers):
    inside = strangers[:3]

    def has_item(client):
        return str(LIST) in client.get(reverse("wagtailadmin_home")).content.decode()

    assert answers((*readers, *inside), has_item) == dict.fromkeys(readers, True) | dict.fromkeys(
        inside, False
    )
