"""What a unit draws for itself: report, summary and its letter; who may, what is kept, and that all is logged."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from nominations.dossiers.actions import editing, keep
from nominations.models import Achievement, Membership, Paper, PaperSettings
from nominations.papers.actions import replace_template
from nominations.papers.defaults import default_template
from nominations.papers.kinds import KINDS
from nominations.papers.rules import BLANK, initials
from nominations.papers.setup import set_up_papers
from nominations.stages import Stage
from tests import factories
from tests.nominations.papers.reading import Reading
from tests.nominations.papers.test_assertions import ASSERTIONS

ISSUED = "nominations.paper_issued"
VALUES = {
    "abbreviation": "CBC", "place": "Hà Nội", "signer_title": "Cục trưởng", "signer_name": "TS. Lê Văn Mẫu",
    "authority": "", "authority_of": "",
}  # fmt: skip


@pytest.fixture
def officer(portal, client):
    set_up_papers()
    user = factories.officer(factories.unit(name_vi="Cục Báo chí", name_en="Press Authority"))
    client.force_login(user)
    return user


def at(nomination, kind: str = "bao-cao") -> str:
    return reverse("unit_papers:paper", args=[nomination.reference, kind])


def letter_at(campaign, unit) -> str:
    return reverse("unit_papers:letter", args=[campaign.pk, unit.code])


def read(response) -> Reading:
    return Reading(b"".join(response.streaming_content))


def logged(action: str):
    return list(PageLogEntry.objects.filter(action=action).order_by("pk"))


# --- Report and summary ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["bao-cao", "tom-tat"])
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SUBMITTED, Stage.RETURNED, Stage.APPROVED])
def test_a_unit_draws_its_papers_at_any_stage_and_every_issue_is_logged(officer, client, kind, stage):
    nomination = factories.nomination(stage, by=officer, name="Trần Thị Minh Họa")

    response = client.get(at(nomination, kind))

    it = read(response)
    assert "Trần Thị Minh Họa" in it.words
    assert it.matching("^CỤC BÁO CHÍ$")
    assert response.headers["Cache-Control"] == "private, no-store"
    settled = stage in (Stage.SUBMITTED, Stage.APPROVED)
    issues = logged("nominations.paper_downloaded" if settled else ISSUED)
    assert [(entry.user, entry.data["kind"]) for entry in issues] == [(officer, kind)]
    assert Paper.objects.count() == settled


@pytest.mark.parametrize("kind", ["bao-cao", "tom-tat"])
@pytest.mark.parametrize("filled", [False, True])
def test_the_assertions_hold_for_what_is_stored(officer, client, kind, filled):
    nomination = factories.draft(by=officer)
    if filled:
        factories.fill(nomination, by=officer)

    it = read(client.get(at(nomination, kind)))

    checked = [number for number, (_check, kinds) in ASSERTIONS.items() if kind in kinds]
    for number in checked:
        ASSERTIONS[number][0](it, kind, 1)
    assert len(checked) >= 20


def test_a_draft_is_not_marked_as_one_for_it_is_printed_to_be_signed(officer, client):
    nomination = factories.draft(by=officer)

    it = read(client.get(at(nomination)))

    assert "DỰ THẢO" not in it.words
    assert "Chưa ghi" in it.words


def test_what_was_handed_in_is_kept_once_and_given_out_again(officer, client):
    nomination = factories.nomination(Stage.SUBMITTED, by=officer)

    first, second = (b"".join(client.get(at(nomination)).streaming_content) for _ in range(2))

    assert first == second
    assert Paper.objects.count() == 1
    assert len(logged("nominations.paper_downloaded")) == 2


def test_a_new_hand_in_or_a_new_template_makes_a_new_paper(officer, client, screener):
    nomination = factories.nomination(Stage.SUBMITTED, by=officer)
    client.get(at(nomination))
    factories.act(nomination, screener, "reject", reason="Bổ sung.")
    nomination.refresh_from_db()
    factories.submit_nomination(nomination=nomination, user=officer)
    client.get(at(nomination))
    upload = factories.upload("mau.docx", default_template("bao-cao"))
    replace_template(kind=KINDS["bao-cao"], upload=upload, user=factories.administrator())

    client.get(at(nomination))

    # The same bytes as the default: the paper of the second hand-in is still the right one.
    assert Paper.objects.count() == 2


def test_the_administrators_template_is_used(officer, client):
    document = Document(BytesIO(default_template("bao-cao")))
    document.add_paragraph("Mẫu riêng của Bộ")
    out = BytesIO()
    document.save(out)
    upload = factories.upload("mau.docx", out.getvalue())
    replace_template(kind=KINDS["bao-cao"], upload=upload, user=factories.administrator())

    it = read(client.get(at(factories.draft(by=officer))))

    assert "Mẫu riêng của Bộ" in it.words


def told_of_its_summary(client, nomination) -> int:
    """How many words the nomination's page says the summary would have; 0 where it says nothing."""
    page = client.get(reverse("workspace:nomination", args=[nomination.reference]))
    [words] = [part["context"]["words"] for part in page.context["asides"] if "papers" in part["context"]]
    return words


def test_the_unit_is_told_that_its_summary_is_too_long(officer, client):
    nomination = factories.draft(by=officer)
    before = told_of_its_summary(client, nomination)
    with editing(nomination=nomination, user=officer, base_revision=None) as page:
        page.summary = "một hai ba"
        page.achievements = [Achievement(title="Nền tảng", result="chữ " * 200) for _ in range(2)]
        keep(page, user=officer)

    after = told_of_its_summary(client, nomination)

    it = read(client.get(at(nomination, "tom-tat")))
    assert (before, after) == (0, 3 + 2 * (2 + 200))
    assert len([text for text in it.texts if text.text.startswith("- Nền tảng")]) == 1


@pytest.mark.parametrize("who", ["anonymous", "another unit", "screener", "leader", "superuser"])
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SUBMITTED])
def test_others_draw_nothing(officer, client, who, stage):
    nomination = factories.nomination(stage, by=officer)
    client.logout()
    people = {"another unit": factories.officer, "screener": factories.screener, "leader": factories.leader,
              "superuser": factories.superuser}  # fmt: skip
    if who in people:
        client.force_login(people[who]())
    unit = factories.unit_of(officer)

    answers = [
        client.get(at(nomination)),
        client.get(letter_at(nomination.campaign, unit)),
        client.post(letter_at(nomination.campaign, unit), {**VALUES, "nominations": [nomination.pk]}),
    ]

    assert {answer.status_code for answer in answers} <= ({302, 401} if who == "anonymous" else {403, 404})
    assert not Paper.objects.exists()
    assert not logged(ISSUED)


@pytest.mark.parametrize("kind", ["to-trinh", "tap-ho-so", "to-trinh-don-vi", "khong-co"])
def test_other_kinds_do_not_exist_for_a_unit(officer, client, kind):
    assert client.get(at(factories.draft(by=officer), kind)).status_code == 404


def test_the_way_there_stands_beside_nomination_and_receipt(officer, client):
    nomination = factories.nomination(Stage.SUBMITTED, by=officer)

    for name in ("workspace:nomination", "workspace:receipt"):
        page = client.get(reverse(name, args=[nomination.reference])).content.decode()
        assert at(nomination) in page
        assert at(nomination, "tom-tat") in page
        assert letter_at(nomination.campaign, nomination.unit) in page


# --- The letter -----------------------------------------------------------------------------------------


BY_GIVEN_NAME = ("Trần Văn An", "Đỗ Thị Bình", "Lê Thị Yên")


@pytest.mark.parametrize("people", [1, 3])
def test_a_letter_names_those_who_were_chosen_and_keeps_the_assertions(officer, client, people):
    campaign, names = factories.campaign(quotas={factories.field(): 3}), BY_GIVEN_NAME[::-1][:people]
    nominations = [
        factories.fill(factories.draft(by=officer, campaign=campaign, name=name), by=officer)
        for name in names
    ]
    factories.draft(by=officer, campaign=campaign, name="Người Để Lại")

    response = client.post(
        letter_at(campaign, nominations[0].unit),
        {
            **VALUES,
            "nominations": [nomination.pk for nomination in nominations],
            "vote": "15/15 phiếu đồng ý",
        },
    )

    it = read(response)
    kind = "to-trinh-don-vi"
    rows = it.data_rows(it.list_tables()[0])
    assert [row[1] for row in rows] == [name for name in BY_GIVEN_NAME if name in names]
    assert f"Số: {BLANK}/TTr-CBC" in it.words
    cited = " ".join(it.matching("^Căn cứ Biên bản")[0].text.split())
    assert cited == "Căn cứ Biên bản họp số ngày tháng năm 2026 của Cục Báo chí, kết quả 15/15 phiếu đồng ý."
    assert "Lê Văn Mẫu" in it.words
    # What the samples of the assertions say is left out: the number, the bases of a campaign, the sample's people.
    for number in set(ASSERTIONS) - {15, 20, 26, 36}:
        check, kinds = ASSERTIONS[number]
        if kind in kinds:
            check(it, kind, people)
    [entry] = logged(ISSUED)
    assert sorted(entry.data["nominations"]) == sorted(nomination.reference for nomination in nominations)
    assert not Paper.objects.exists()


def test_a_letter_that_is_numbered_signed_for_the_head_and_cites_its_meeting(officer, client):
    nomination = factories.fill(factories.draft(by=officer), by=officer)
    values = VALUES | {
        "number": "5", "issued_on": "09/02/2026", "minutes_number": "07/BB-CBC", "minutes_date": "31/01/2026",
        "authority": "KT.", "authority_of": "Cục trưởng", "signer_title": "Phó Cục trưởng",
    }  # fmt: skip

    it = read(
        client.post(letter_at(nomination.campaign, nomination.unit), {**values, "nominations": nomination.pk})
    )

    assert "Số: 05/TTr-CBC" in it.words
    assert "Biên bản họp số 07/BB-CBC ngày 31 tháng 01 năm 2026 của Cục Báo chí." in it.words
    posts = [text.text for text in it.styled("VB Chức vụ ký")]
    assert posts == ["KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG"]


WRONG = {
    "nobody": ({"nominations": []}, "nominations"),
    "another unit's": ({"nominations": "other"}, "nominations"),
    "no abbreviation": ({"abbreviation": ""}, "abbreviation"),
    "small letters": ({"abbreviation": "cbc"}, "abbreviation"),
    "no post": ({"signer_title": ""}, "signer_title"),
    "for nobody": ({"authority": "TL."}, "authority_of"),
    "KT. by a head": ({"authority": "KT.", "authority_of": "Cục trưởng"}, "signer_title"),
    "a number without a date": ({"number": "5"}, "issued_on"),
    "a date without a number": ({"issued_on": "09/02/2026"}, "number"),
    "no such day": ({"minutes_date": "31/02/2026"}, "minutes_date"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_letter_that_cannot_be_written_says_where(officer, client, what):
    change, wrong = WRONG[what]
    nomination = factories.draft(by=officer)
    values = {**VALUES, "nominations": [nomination.pk]} | change
    if change.get("nominations") == "other":
        values["nominations"] = [factories.draft(campaign=nomination.campaign).pk]

    page = client.post(letter_at(nomination.campaign, nomination.unit), values)

    assert (page.status_code, list(page.context["form"].errors)) == (200, [wrong])
    assert not logged(ISSUED)


def test_the_form_knows_what_the_portal_knows(officer, client):
    unit = factories.unit_of(officer)
    head = factories.person(first_name="Phan Thị", last_name="Mẫu")
    factories.member_of(head, unit, Membership.Role.HEAD)
    first, second = (
        factories.draft(by=officer, campaign=campaign) for campaign in [factories.campaign()] * 2
    )

    form = client.get(f"{letter_at(first.campaign, unit)}?nomination={second.slug}").context["form"]

    assert form["nominations"].value() == [second.pk]
    assert (form["abbreviation"].value(), form["signer_name"].value()) == ("CBC", "Phan Thị Mẫu")
    assert form["place"].value() == PaperSettings.load().place


@pytest.mark.parametrize("people", [1, 3])
def test_a_letter_costs_the_same_for_any_number(officer, client, people, django_assert_num_queries):
    campaign = factories.campaign(quotas={factories.field(): 3})
    nominations = [
        factories.fill(factories.draft(by=officer, campaign=campaign), by=officer) for _ in range(people)
    ]
    values = {**VALUES, "nominations": [nomination.pk for nomination in nominations]}
    address = letter_at(campaign, nominations[0].unit)
    client.post(address, values)

    with django_assert_num_queries(LETTER_QUERIES):
        client.post(address, values)


LETTER_QUERIES = 17


def test_the_first_page_leads_to_the_letters_of_open_campaigns(officer, client):
    nomination = factories.draft(by=officer)
    factories.draft(by=officer, campaign=nomination.campaign)
    closed = factories.draft(by=officer)
    factories.close(closed.campaign)

    page = client.get(reverse("workspace:home"))

    [part] = [part["context"] for part in page.context["asides"] if "letters" in part["context"]]
    assert part["letters"] == [
        (nomination.campaign.title, nomination.unit, 2, letter_at(nomination.campaign, nomination.unit))
    ]


@given(
    st.lists(
        st.sampled_from(
            ["Cục", "Báo", "chí", "Đài", "Ủy", "ban", "và", "của", "Ôtô", "63", "VietNamNet", "Sở"]
        ),
        max_size=8,
    )
)
def test_an_abbreviation_is_one_that_the_letter_takes(words):
    made = initials(" ".join(words))

    assert re.fullmatch("[A-ZĐ]*", made)
    assert len(made) == len([word for word in words if word not in ("và", "của", "63")])
