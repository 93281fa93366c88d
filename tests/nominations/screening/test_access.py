"""Who may press what: every address of the room, every role."""

import pytest
from django.urls import reverse

from nominations.models import Assignment, CheckAnswer, Clearance, Flag, Honour, Remark
from nominations.stages import Stage
from tests import factories
from tests.nominations.screening.conftest import OTHERS, READERS


@pytest.fixture
def flag(submitted):
    other = factories.nomination(Stage.SUBMITTED, name="Phan Thi Lua")
    return Flag.objects.get(nomination=other, kind="person")


@pytest.fixture
def addresses(submitted, flag):
    """Every address with what would be sent there, and those that have a page to read."""

    def of(name, *more):
        return reverse(f"screening:{name}", args=[submitted.pk, *more])

    clearance = Clearance.objects.create(
        nomination=submitted, body="Cục Thuế", asked_on="2023-04-20", recorded_by=factories.screener()
    )
    typed = {"body": "Thanh tra", "asked_on": "20/04/2023", "outcome": "waiting"}
    return {
        of("claim"): {},
        of("refer"): {"screener": factories.screener().pk},
        of("check", "report"): {"verdict": "met"},
        of("remark", "case.summary"): {"text": "Nhận xét."},
        of("new_clearance"): typed,
        of("clearance", clearance.pk): typed,
        of("flag", flag.pk): {"verdict": "same"},
    }


def written() -> tuple:
    return (
        Assignment.objects.count(),
        CheckAnswer.objects.count(),
        Remark.objects.count(),
        Clearance.objects.values_list("body", flat=True).first(),
        Clearance.objects.count(),
        Flag.objects.exclude(verdict="").count(),
    )


def is_refused(response) -> bool:
    to_dashboard = response.status_code == 302 and response.url == reverse("wagtailadmin_home")
    return to_dashboard or response.status_code in (403, 404)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_presses_or_opens_anything(role, addresses, client):
    client.force_login(getattr(factories, role)())
    before = written()

    for address, typed in addresses.items():
        assert is_refused(client.post(address, typed)), address
        assert client.get(address).status_code == 405 or is_refused(client.get(address)), address

    assert written() == before


def test_a_visitor_is_led_to_the_sign_in(addresses, client):
    for address, typed in addresses.items():
        response = client.post(address, typed)
        assert (response.status_code, "login" in response.url) == (302, True)


def test_a_screener_presses_everything_once(addresses, client):
    client.force_login(factories.screener())
    refer = next(address for address in addresses if address.endswith("/refer/"))

    for address, typed in addresses.items():
        if address != refer:
            assert client.post(address, typed).status_code == 302, address

    assert written() == (1, 1, 1, "Thanh tra", 2, 1)


@pytest.mark.parametrize("why", ["own unit", "handed it in"])
def test_nobody_screens_what_is_their_own(why, submitted, addresses, client):
    screener = factories.screener()
    if why == "own unit":
        factories.member_of(screener, submitted.unit)
    else:
        type(submitted).objects.filter(pk=submitted.pk).update(submitted_by=screener)
    client.force_login(screener)
    before = written()

    for address, typed in addresses.items():
        assert is_refused(client.post(address, typed)), address

    assert written() == before


def test_pages_are_kept_by_no_cache(addresses, client):
    client.force_login(factories.screener())

    for address in addresses:
        response = client.get(address)
        if response.status_code == 200:
            assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("role", READERS)
def test_readers_see_the_findings_and_the_checklist(role, submitted, flag, client):
    client.force_login(getattr(factories, role)())

    content = client.get(reverse("wagtailadmin_pages:edit", args=[submitted.pk])).content.decode()

    assert "Đã kiểm tra 0/6" in content
    assert (reverse("screening:claim", args=[submitted.pk]) in content) is (role == "screener")


# --- The register ---------------------------------------------------------------------------------------


def register(client, honour):
    names = {"index": [], "add": [], "edit": [honour.pk], "inspect": [honour.pk]}
    return {
        name: client.get(reverse(f"honours:{name}", args=args)).status_code for name, args in names.items()
    }


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("screener", {"index": 200, "add": 200, "edit": 200, "inspect": 200}),
        ("auditor", {"index": 200, "add": 302, "edit": 302, "inspect": 200}),
        *(
            (role, dict.fromkeys(("index", "add", "edit", "inspect"), 302))
            for role in ("secretary", "leader", "council_member", "editor", "administrator")
        ),
        *((role, dict.fromkeys(("index", "add", "edit", "inspect"), 403)) for role in ("officer", "head")),
    ],
)
def test_the_register_is_the_screeners_and_the_auditor_reads_it(role, expected, client):
    honour = factories.honour()
    client.force_login(getattr(factories, role)())

    found = register(client, honour)

    if role in ("officer", "head"):
        found = dict.fromkeys(found, 403) if set(found.values()) <= {302, 403} else found
    assert found == expected


def test_the_register_is_searched_blind_to_marks_and_order(client):
    factories.honour(name="Trần Thị Minh Họa")
    factories.honour(name="Y Bơ Niê", decision_number="118/QĐ-BTTTT")
    client.force_login(factories.screener())

    def found(text):
        response = client.get(reverse("honours:index"), {"q": text})
        return [honour.name for honour in response.context["object_list"]]

    assert found("hoa tran") == ["Trần Thị Minh Họa"]
    assert found("118/QĐ") == ["Y Bơ Niê"]


def test_an_honour_is_typed_in_by_hand(client):
    client.force_login(factories.screener())

    client.post(
        reverse("honours:add"),
        {"name": "Lò Văn Pấng", "birth_date": "1980-02-03", "award": "Bằng khen", "year": "2019"},
    )

    honour = Honour.objects.get()
    assert (honour.folded_name, honour.birth_year) == ("lo van pang", 1980)
