"""Every public and workspace page is free of accessibility faults that a machine can find."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from nominations.consents.actions import send_link
from nominations.links import Purpose, full_address
from nominations.stages import Stage
from tests import factories
from tests.exemplars.columns.test_columns import english_of as in_english
from tests.home.articles.test_articles import article, document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


@pytest.fixture
def content(portal):
    """One page of every kind, and an officer with nominations at the stages that look different."""
    field = factories.field()
    campaign = factories.campaign(quotas={field: 3})
    profile = factories.profile(field=field, portrait=factories.image())
    officer = factories.officer()
    nominations = {
        stage: factories.nomination(stage, by=officer, campaign=campaign, field=field)
        for stage in (Stage.DRAFT, Stage.RETURNED, Stage.SUBMITTED, Stage.APPROVED)
    }
    column = factories.column(newspaper="Báo Nhịp Số")
    texts = [article(column, people=[profile], slug="bai"), document(slug="nghi-dinh")]
    english = [in_english(column), *map(in_english, texts)]
    unit = f"/don-vi/{profile.unit.code}/"
    written = [
        column.url,
        *(page.url for page in (*texts, *english)),
        unit,
        f"/en/units/{profile.unit.code}/",
    ]
    return {
        "written": written,
        "campaign": campaign,
        "profile": profile,
        "officer": officer,
        "nominations": nominations,
    }


#: Wagtail's buttons change their colour slowly all the same; the answer comes when all have arrived.
AT_REST = """
new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  .then(() => Promise.allSettled(document.getAnimations().filter(one => one instanceof CSSTransition).map(one => one.finished)))
  .then(() => null)
"""


def faults(page) -> list[str]:
    """Name every fault of the page in light and in dark."""
    found = []
    for scheme in ("light", "dark"):
        # Without motion: a colour on its way from light to dark is neither.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(AT_REST)
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [f"{scheme}, {fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in violations]
    return found


def test_what_editors_write_has_no_faults(content, at_desk):
    sections = ("chuyen-muc", "tin-tuc", "van-ban", "lay-y-kien")
    lists = [f"{language}/{section}/" for section in sections for language in ("", "/en")]
    found = {}
    with at_desk(width=360) as page:
        for address in (*lists, *content["written"], "/en/chuyen-muc/?untranslated=nghi-dinh"):
            page.goto(address)
            found[address] = faults(page)
    assert {address: its_faults for address, its_faults in found.items() if its_faults} == {}


def test_public_pages_have_no_faults(content, at_desk):
    found = {}
    with at_desk(width=360) as page:
        for address in (
            "/", "/en/", "/dien-hinh/", "/dien-hinh/?q=khong-co-ai", "/en/dien-hinh/", content["profile"].url,
            "/dien-hinh/?q=cau+chuyen", "/tim-kiem/", "/tim-kiem/?q=cau+chuyen", "/tim-kiem/?q=khong-co-ai", "/en/tim-kiem/?q=a",
            "/dot-xet-chon/", content["campaign"].url, "/accounts/login/", "/accounts/password/reset/", "/khong-co/",
        ):  # fmt: skip
            page.goto(address)
            found[address] = faults(page)
    assert {address: its_faults for address, its_faults in found.items() if its_faults} == {}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_workspace_pages_have_no_faults(content, at_desk, language):
    codes = {stage: nomination.reference for stage, nomination in content["nominations"].items()}
    draft = f"/workspace/nominations/{codes[Stage.DRAFT]}/"
    found = {}
    with at_desk(content["officer"], width=360) as page:
        page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
        for address in (
            "/workspace/",
            "/workspace/mail/",
            f"/workspace/campaigns/{content['campaign'].pk}/new/",
            f"/workspace/campaigns/{content['campaign'].pk}/bulk/",
            f"/workspace/campaigns/{content['campaign'].pk}/letter/{factories.unit_of(content['officer']).code}/",
            *(f"{draft}{step}/" for step in ("candidate", "case", "awards", "evidence", "consent", "check")),
            *(f"{draft}{page}" for page in ("consent/link/", "consent/paper/", "letters/", "letters/ask/")),
            f"{draft}withdraw/",
            *(f"/workspace/nominations/{code}/" for code in codes.values()),
            f"/workspace/nominations/{codes[Stage.SUBMITTED]}/receipt/",
            "/workspace/tasks/",
            "/workspace/guide/?q=han+nop",
        ):
            page.goto(address)
            found[address] = faults(page)
    assert {address: its_faults for address, its_faults in found.items() if its_faults} == {}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_behind_personal_links_have_no_faults(content, at_desk, language):
    nomination = content["nominations"][Stage.DRAFT]
    nomination.candidate.birth_year = 1978
    nomination.candidate.save()
    link = send_link(nomination=nomination, user=content["officer"], language=language)
    letter = factories.letter(nomination, by=content["officer"])
    consent = full_address("consent:page", Purpose.CONSENT, link.link, language)
    write = full_address("letter:page", Purpose.LETTER, letter.link, language)
    path = "/" + consent.split("/", 3)[3]
    found = {}
    with at_desk(width=360) as page:
        for address in (path, "/" + write.split("/", 3)[3], "/dong-y/khong-co/"):
            page.goto(address)
            found[address] = faults(page)
        page.goto(path)
        page.fill("#id_birth_year", "1978")
        page.press("#id_birth_year", "Enter")
        page.wait_for_selector("#id_signed_as")
        found["questions"] = faults(page)
        for purpose in ("review", "story", "portrait", "video", "contact"):
            page.check(f"#id_{purpose}_0")
        page.fill("#id_signed_as", "Lò Thị Sương")
        page.press("#id_signed_as", "Enter")
        page.wait_for_selector(".receipt")
        found["answers"] = faults(page)
    assert {address: its_faults for address, its_faults in found.items() if its_faults} == {}
