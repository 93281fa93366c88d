"""The way from the template to the drafts: who may, what is stored when, and that it is stored once."""

from datetime import timedelta
from io import BytesIO, StringIO
from unittest.mock import patch

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import PageLogEntry

from nominations.models import Achievement, BulkUpload, Candidate, EarlierAward, NominationPage
from nominations.stages import Stage
from nominations.workspace.bulk.models import KEPT, private_storage
from tests import factories
from tests.nominations.workspace.bulk.books import FIRST, Book
from tests.nominations.workspace.bulk.conftest import places


def three_people(book) -> bytes:
    for number in (1, 2, 3):
        book.person(number)
    book.achievement(FIRST, 1, achievement__result="12 triệu lượt dùng")
    book.achievement(FIRST + 1, 1, achievement__title="Tập huấn")
    book.award(FIRST, 2)
    return book.data()


def workbook(response):
    return load_workbook(BytesIO(b"".join(response.streaming_content)))


# --- From the template to the drafts --------------------------------------------------------------------


def test_a_filled_template_becomes_drafts_when_it_is_confirmed_and_not_before(bulk, book, campaign):
    page = bulk.found(three_people(book))
    assert [line.entry.row for line in page.context["lines"]] == [FIRST, FIRST + 1, FIRST + 2]
    assert (NominationPage.objects.count(), Candidate.objects.count()) == (0, 0)

    answer = bulk.confirm()

    made = list(NominationPage.objects.order_by("title"))
    first = made[0].get_latest_revision_as_object()
    assert answer.status_code == 302
    assert {(page.stage, page.campaign_id, page.unit) for page in made} == {
        (Stage.DRAFT, campaign.pk, factories.unit_of(bulk.user))
    }
    assert [each.title for each in first.achievements.all()] == ["Nền tảng số 1", "Tập huấn"]
    assert first.field.name_vi == "Chuyển đổi số"
    assert made[0].candidate.identity_number == "079084000001"
    assert (Achievement.objects.count(), EarlierAward.objects.get().nomination_id) == (2, made[1].pk)
    assert PageLogEntry.objects.filter(action="nominations.create").count() == 3
    [entry] = PageLogEntry.objects.filter(action="nominations.bulk_upload")
    assert entry.data["drafts"] == 3


def test_confirming_twice_makes_each_draft_once_and_says_that_it_is_done(bulk, book):
    bulk.found(three_people(book))

    answers = [bulk.confirm(), bulk.confirm()]

    page = bulk.client.get(answers[1].url)
    assert answers[0].url == answers[1].url
    assert len(page.context["made"]) == NominationPage.objects.count() == 3


def test_the_drafts_go_on_in_the_form(bulk, book):
    bulk.found(three_people(book))
    bulk.confirm()
    nomination = NominationPage.objects.order_by("title").first()

    page = bulk.client.get(reverse("workspace:candidate", args=[nomination.reference]))

    assert page.context["form"]["birth_year"].value() == "02/02/1961"


def test_the_file_lies_encrypted_and_goes_with_the_confirmation(
    bulk, book, django_capture_on_commit_callbacks
):
    bulk.found(three_people(book))
    kept = BulkUpload.objects.get()
    with kept.file.open("rb") as file:
        stored = file.read()
    name = kept.file.name

    with django_capture_on_commit_callbacks(execute=True):
        bulk.confirm()

    assert not stored.startswith(b"PK")
    assert not private_storage().exists(name)
    assert BulkUpload.objects.get().file.name == ""


def test_a_file_with_faults_cannot_be_confirmed(bulk, book):
    book.person(1, candidate__birth_year="31/02/1978")
    bulk.found(book.data())

    answer = bulk.confirm()

    assert (answer.status_code, NominationPage.objects.count()) == (409, 0)


def test_all_drafts_or_none(bulk, book):
    bulk.found(three_people(book))
    made = []

    def fail_at_the_third(*about, **values):
        made.append(about)
        if len(made) == 3:
            raise RuntimeError("cut off")
        return real(*about, **values)

    from nominations.dossiers.actions.drafting_many import log as real

    bulk.client.raise_request_exception = False
    with patch("nominations.dossiers.actions.drafting_many.log", fail_at_the_third):
        bulk.confirm()

    assert (NominationPage.objects.count(), Candidate.objects.count(), len(made)) == (0, 0, 3)
    bulk.confirm()
    assert NominationPage.objects.count() == 3


def test_an_altered_file_is_not_read(bulk, book):
    bulk.found(three_people(book))
    path = private_storage().path(BulkUpload.objects.get().file.name)
    with open(path, "r+b") as file:
        file.write(b"xxxx")

    answer = bulk.confirm()

    assert (answer.status_code, NominationPage.objects.count()) == (409, 0)


def test_what_is_not_confirmed_in_a_day_is_forgotten(bulk, book, django_capture_on_commit_callbacks):
    bulk.found(three_people(book))
    kept = BulkUpload.objects.get()

    with time_machine.travel(timezone.now() + KEPT + timedelta(minutes=1), tick=False):
        bulk.client.force_login(bulk.user)
        gone = bulk.client.get(reverse("workspace:bulk-upload", args=[kept.key]))
        with django_capture_on_commit_callbacks(execute=True):
            call_command("forget_bulk_uploads", stdout=StringIO())

    assert gone.status_code == 404
    assert not BulkUpload.objects.exists()
    assert not private_storage().exists(kept.file.name)


def test_throwing_it_away_leaves_nothing(bulk, book, django_capture_on_commit_callbacks):
    bulk.found(three_people(book))
    kept = BulkUpload.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        bulk.confirm(go="discard")

    assert not BulkUpload.objects.exists()
    assert not private_storage().exists(kept.file.name)


# --- The same rules as for a single draft ---------------------------------------------------------------


def test_nothing_is_taken_when_the_campaign_is_closed(bulk, book, campaign):
    data = three_people(book)
    factories.close(campaign)

    answer = bulk.upload(data)

    assert (answer.status_code, BulkUpload.objects.count()) == (409, 0)


def test_nothing_is_made_when_it_has_closed_meanwhile(bulk, book, campaign):
    bulk.found(three_people(book))
    factories.close(campaign)

    answer = bulk.confirm()

    assert (answer.status_code, NominationPage.objects.count()) == (409, 0)


@pytest.mark.parametrize("who", ["anonymous", "officer of another unit", "reviewer", "superuser"])
def test_others_meet_a_closed_door(bulk, book, campaign, client, who):
    bulk.found(three_people(book))
    kept = BulkUpload.objects.get()
    client.logout()
    person = {
        "officer of another unit": factories.officer,
        "reviewer": factories.screener,
        "superuser": factories.superuser,
    }
    if who in person:
        client.force_login(person[who]())
    addresses = [
        reverse("workspace:bulk-upload", args=[kept.key]),
        reverse("workspace:bulk-corrected", args=[kept.key]),
    ]
    if who != "officer of another unit":
        addresses += [
            reverse("workspace:bulk", args=[campaign.pk]),
            reverse("workspace:bulk-template", args=[campaign.pk]),
            reverse("workspace:list"),
        ]

    answers = [client.get(address) for address in addresses]
    sent = client.post(addresses[0], {"go": "confirm"})

    closed = {302} if who == "anonymous" else {403, 404}
    assert {answer.status_code for answer in answers} <= closed
    assert sent.status_code in {401, 403, 404}
    assert NominationPage.objects.count() == 0
    assert {answer.headers["Cache-Control"] for answer in answers} == {"private, no-store"}


def test_a_person_of_two_units_says_for_which(bulk, book, campaign):
    other = factories.unit()
    factories.member_of(bulk.user, other)
    data = three_people(book)

    unsaid = bulk.upload(data)
    foreign = bulk.upload(data, unit=factories.unit().pk)
    said = bulk.upload(data, unit=other.pk)

    assert list(unsaid.context["form"].errors) == list(foreign.context["form"].errors) == ["unit"]
    assert (said.status_code, BulkUpload.objects.get().unit) == (302, other)


# --- People twice ---------------------------------------------------------------------------------------


def test_people_twice_in_the_file_are_pointed_out(bulk, book):
    book.person(
        1, candidate__name="Lê Thị Hoà", candidate__birth_year="1980", candidate__identity_number=None
    )
    book.person(2, candidate__name="LÊ THỊ HOÀ", candidate__birth_year=None, candidate__identity_number=None)
    book.person(
        3, candidate__name="Lê Thị Hoà", candidate__birth_year="1990", candidate__identity_number=None
    )
    book.person(4, candidate__identity_number="079084012345")
    book.person(5, candidate__identity_number="079084012345")

    page = bulk.found(book.data())

    twice = {line.entry.row: line.alike.rows for line in page.context["twice"]}
    assert twice == {
        FIRST: [FIRST + 1], FIRST + 1: [FIRST, FIRST + 2], FIRST + 2: [FIRST + 1], FIRST + 3: [FIRST + 4],
        FIRST + 4: [FIRST + 3],
    }  # fmt: skip
    assert bulk.confirm().status_code == 302


def test_people_who_have_a_nomination_are_pointed_out_and_may_be_left_out(bulk, book, campaign):
    data = three_people(book)
    name = book.cell(FIRST + 1, "candidate.name").value
    known = factories.draft(by=bulk.user, campaign=campaign, name=name.upper())
    factories.draft(campaign=campaign, name=name)  # another unit's

    page = bulk.found(data)
    bulk.confirm(without_known="on")

    [line] = page.context["known"]
    assert (line.entry.row, line.alike.nominations) == (FIRST + 1, [known])
    assert NominationPage.objects.of_member(bulk.user).count() == 1 + 2


# --- The workbooks that leave ---------------------------------------------------------------------------


def test_the_template_says_what_it_wants(bulk, campaign):
    response = bulk.client.get(reverse("workspace:bulk-template", args=[campaign.pk]))

    book, plan = workbook(response), Book(campaign).plan
    page = book[plan.sheet("people").title]
    assert response.headers["Cache-Control"] == "private, no-store"
    assert len(book.sheetnames) == 5
    assert [cell.value for cell in page[1]] == [column.heading for column in plan.sheet("people").columns]
    assert [cell.value for cell in page[2]] == [column.key for column in plan.sheet("people").columns]
    assert page.row_dimensions[2].hidden
    assert len(page.data_validations.dataValidation) == 4
    assert all(
        page.cell(1, place).comment
        for place, column in enumerate(plan.sheet("people").columns, 1)
        if column.is_wanted
    )
    assert page.column_dimensions["B"].number_format == "@"


def test_the_template_offers_the_campaigns_fields_only(bulk, campaign, book):
    other = factories.field(name_vi="Lĩnh vực khác")
    shown = [choice.shown for choice in book.plan.sheet("people").by_key["case.field"].choices]

    book.person(1, case__field=other.name_vi)

    assert shown == [quota.field.name for quota in campaign.quotas.all()]
    assert places(bulk.found(book.data())) == [
        (book.page().title, FIRST, book.places["people"]["case.field"])
    ]


def test_the_corrected_workbook_marks_every_fault_and_holds_no_formula(bulk, book):
    book.person(1, candidate__birth_year="31/02/1978", candidate__position="=1+1")
    book.page().cell(FIRST, 2).comment = None
    bulk.found(book.data())
    kept = BulkUpload.objects.get()

    response = bulk.client.get(reverse("workspace:bulk-corrected", args=[kept.key]))

    page = workbook(response)[book.page().title]
    marked = {cell.coordinate for row in page.iter_rows(min_row=FIRST) for cell in row if cell.comment}
    faulty = [
        page.cell(FIRST, book.places["people"][key]) for key in ("candidate.birth_year", "candidate.position")
    ]
    assert marked == {cell.coordinate for cell in faulty}
    assert {cell.fill.fgColor.rgb for cell in faulty} == {"00F9C6C6"}
    assert (faulty[1].data_type, faulty[1].value) == ("s", "=1+1")


def test_the_corrected_workbook_is_read_again_once_it_is_mended(bulk, book):
    book.person(1, candidate__birth_year="31/02/1978")
    bulk.found(book.data())
    response = bulk.client.get(reverse("workspace:bulk-corrected", args=[BulkUpload.objects.get().key]))
    mended = workbook(response)
    mended[book.page().title].cell(FIRST, book.places["people"]["candidate.birth_year"]).value = "28/02/1978"
    out = BytesIO()
    mended.save(out)

    page = bulk.found(out.getvalue())

    assert (places(page), len(page.context["lines"])) == ([], 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_units_own_list_has_every_nomination_at_flat_cost(
    bulk, campaign, count, django_assert_num_queries
):
    for number in range(count):
        factories.draft(by=bulk.user, campaign=campaign, name=f"=cmd|'/C calc'!A{number}")
    factories.draft(campaign=campaign)
    address = reverse("workspace:list")
    bulk.client.get(address)

    with django_assert_num_queries(LIST_QUERIES):
        response = bulk.client.get(address)

    rows = list(workbook(response).active.iter_rows(min_row=2))
    assert [row[1].value for row in rows] == [f"=cmd|'/C calc'!A{number}" for number in range(count)]
    assert "f" not in {cell.data_type for row in rows for cell in row}
    assert {row[6].value for row in rows} == {timezone.localdate().strftime("%d/%m/%Y")}


LIST_QUERIES = 9


def test_the_preview_costs_the_same_for_any_number_of_people(bulk, campaign):
    asked = []
    for rows in (1, 3):
        book = Book(campaign)
        for number in range(1, rows + 1):
            book.person(number)
        url = bulk.upload(book.data()).url
        bulk.client.get(url)
        with CaptureQueriesContext(connection) as queries:
            bulk.client.get(url)
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_the_way_there_stands_on_the_first_page(bulk, campaign):
    page = bulk.client.get(reverse("workspace:home"))

    assert reverse("workspace:bulk", args=[campaign.pk]) in page.content.decode()
