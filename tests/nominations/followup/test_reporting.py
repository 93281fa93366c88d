"""The progress report: what is stored stands in it, in Word and in Excel, at a flat cost."""

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from nominations.followup.actions import finish_duty, report_progress
from nominations.papers import samples
from nominations.papers.actions import NotReady, generate_paper, kind_of
from nominations.papers.facts import Issue
from nominations.papers.gathering import facts_of
from nominations.papers.kinds import KINDS
from tests import factories
from tests.nominations.followup.conftest import duty, published
from tests.nominations.papers.reading import Reading
from tests.nominations.papers.test_papers import fits, shape

KIND = KINDS["tien-do"]


@pytest.fixture
def reported(plan):
    """Three assignments: one reported with its difficulties, one late, one done."""
    report_progress(
        duty=plan.duty, unit=plan.units[0], user=plan.lead, text="Đã đăng 12 bài.", percentage=60,
        difficulties="Thiếu máy quay", proposals="Cho lùi hạn",
    )  # fmt: skip
    plan.late = duty(plan.campaign, plan.units[1], title="Việc trễ", days=-5, cost=30_000_000, sort_order=1)
    plan.done = duty(plan.campaign, plan.units[2], title="Việc xong", days=-9, sort_order=2)
    finish_duty(duty=plan.done, user=plan.screener)
    return plan


def made(code: str, plan):
    return generate_paper(kind=kind_of(code), subject=plan.campaign, user=plan.screener)


def test_what_is_stored_fills_the_same_fields_as_the_sample(reported):
    context = KIND.context(facts_of(KIND, reported.campaign, Issue()))

    assert fits(shape(context), shape(KIND.context(samples.facts(3))))


def test_the_report_says_what_is_stored(reported):
    with made("tien-do", reported).file.open("rb") as file:
        it = Reading(file.read())

    rows = it.data_rows(it.list_tables()[0])
    assert [row[5] for row in rows] == ["Đang thực hiện, 60%", "Quá hạn", "Hoàn thành"]
    assert rows[0][1] == f"{reported.duty.title} (kinh phí dự kiến: 12.500.000 đồng, Ngân sách nhà nước)"
    assert rows[0][2] == f"{reported.units[0].name_vi}; phối hợp: {reported.units[1].name_vi}"
    assert rows[1][6] == "Chậm 05 ngày"
    assert "2. Kinh phí dự kiến: 42.500.000 đồng, gồm:" in it.words
    assert f"- {reported.units[0].name_vi}: Thiếu máy quay." in it.words
    assert "Căn cứ Kế hoạch số 12/KH-BTTTT mẫu." in it.words


def test_the_workbook_adds_up(reported):
    page = load_workbook(made("ds-tien-do", reported).file.open("rb")).active

    costs = [page.cell(row, 10).value for row in (5, 6, 7, 8)]
    assert costs == [12_500_000, 30_000_000, None, 42_500_000]
    assert page.cell(8, 10).font.bold
    assert page.cell(5, 5).value.date() == reported.duty.due_on
    assert page.print_area.endswith("$M$8")


def test_without_assignments_there_is_nothing_to_report(portal):
    campaign = published()

    with pytest.raises(NotReady):
        generate_paper(kind=KIND, subject=campaign, user=factories.screener())


@pytest.mark.parametrize("count", [1, 3])
def test_gathering_costs_the_same_however_many(count, plan, django_assert_num_queries):
    for _ in range(count - 1):
        duty(plan.campaign, factories.unit(), factories.unit())
    facts_of(KIND, plan.campaign, Issue())

    with django_assert_num_queries(14):
        facts_of(KIND, plan.campaign, Issue())


def test_the_board_leads_to_the_report(client, reported):
    client.force_login(reported.screener)

    page = client.get(reverse("chasing:board", args=[reported.campaign.pk])).content.decode()
    papers = client.get(reverse("papers:campaign", args=[reported.campaign.pk])).content.decode()

    assert reverse("papers:campaign", args=[reported.campaign.pk]) in page
    assert reverse("papers:generate", args=["tien-do", reported.campaign.pk]) in papers
