"""Who gets in: one's own unit, and for files also reviewers; nothing is ever cached."""

import pytest
from django.urls import reverse

from nominations.stages import Stage
from nominations.workspace.urls import urlpatterns
from tests import factories

WRITING = (
    "candidate", "case", "awards", "evidence", "evidence-upload", "evidence-remove", "consent", "check", "withdraw",
)  # fmt: skip
#: What is sent of one file; whoever may read it may have no unit.
FILES = ("evidence-file", "evidence-preview", "evidence-thumbnail")


@pytest.fixture
def nomination(portal):
    """A nomination that every page of the workspace shows: handed in once, and with its unit again."""
    made = factories.nomination(Stage.RETURNED)
    factories.looked_at(made.evidence.first())
    return made


@pytest.fixture
def owner(nomination):
    return nomination.unit.memberships.first().user


#: Suggestions are asked for by a form alone.
BY_POST = {"places": 405}
#: Nobody asked the head, and what was returned is the unit's already.
NOTHING_WAITS = {"endorse": 302, "recall": 302}


def addresses(nomination) -> dict[str, str]:
    """Every address of the workspace, for this nomination; uploads of workbooks have tests of their own."""
    file = [nomination.reference, nomination.evidence.first().pk]
    given = {
        "home": [],
        "mail": [],
        "list": [],
        "places": [],
        **{name: [nomination.campaign_id] for name in ("new", "bulk", "bulk-template")},
        **dict.fromkeys((*FILES, "evidence-remove"), file),
    }
    return {
        pattern.name: reverse(
            f"workspace:{pattern.name}", args=given.get(pattern.name, [nomination.reference])
        )
        for pattern in urlpatterns
        if "key" not in pattern.pattern.converters
    }


def answers(client, nomination) -> dict[str, tuple[int, str]]:
    """Status and caching of every address, as the person who is signed in gets them."""
    found = {name: client.get(address) for name, address in addresses(nomination).items()}
    return {name: (answer.status_code, answer.headers["Cache-Control"]) for name, answer in found.items()}


def of_files(status: int) -> dict[str, int]:
    return {name.replace("-", "_"): status for name in FILES}


def all_but(nomination, *, status: int, **others: int) -> dict[str, tuple[int, str]]:
    expected = dict.fromkeys(addresses(nomination), status) | {
        name.replace("_", "-"): code for name, code in others.items()
    }
    return {name: (code, "private, no-store") for name, code in expected.items()}


def test_anonymous_people_are_led_to_the_sign_in(client, nomination):
    for address in addresses(nomination).values():
        answer = client.get(address)

        assert answer.headers["Location"] == f"{reverse('account_login')}?next={address}"
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_unit_reads_every_page_and_nothing_is_stored_on_the_way(client, nomination, owner):
    client.force_login(owner)

    # What was returned can be handed in again, so it is carried nowhere.
    # A file is only ever sent to the upload.
    assert answers(client, nomination) == all_but(
        nomination, status=200, carry=404, evidence_upload=405, **NOTHING_WAITS, **BY_POST
    )


def test_another_unit_finds_nothing(client, nomination):
    client.force_login(factories.officer())

    assert answers(client, nomination) == all_but(
        nomination,
        status=404,
        evidence_upload=405,
        **dict.fromkeys(("home", "mail", "new", "list", "bulk", "bulk_template"), 200),
        **BY_POST,
    )


def test_another_unit_changes_nothing(client, nomination):
    client.force_login(factories.officer())
    form = {
        "base_revision": nomination.latest_revision_id,
        "name": "Kẻ khác",
        "review": "no",
        "declared": "on",
    }

    statuses = {name: client.post(addresses(nomination)[name], form).status_code for name in WRITING}

    nomination.refresh_from_db()
    assert statuses == dict.fromkeys(WRITING, 404)
    assert (nomination.stage, nomination.candidate.name) == (Stage.RETURNED, "Trần Thị Minh Họa")
    assert not nomination.consents.filter(purpose="review", given=False).exists()


@pytest.mark.parametrize(
    ("make", "file"),
    [("screener", 200), ("leader", 200), ("editor", 404), ("superuser", 200), ("person", 404)],
)
def test_people_without_a_unit_are_told_whom_to_ask(client, nomination, make, file):
    client.force_login(getattr(factories, make)())

    assert answers(client, nomination) == all_but(nomination, status=403, **of_files(file))
    assert "(024) 0000 0000" in client.get(reverse("workspace:home")).content.decode()


def test_a_unit_that_no_longer_nominates_is_shut_out(client, nomination, owner):
    nomination.unit.is_active = False
    nomination.unit.save()
    client.force_login(owner)

    assert answers(client, nomination) == all_but(nomination, status=403, **of_files(404))


def test_pages_bring_no_inline_script_or_style(client, nomination, owner):
    client.force_login(owner)

    for name, address in addresses(nomination).items():
        answer = client.get(address)
        if not answer.streaming:
            page = answer.content.decode()
            found = [mark for mark in (" style=", "<style", "<script>", " onclick=") if mark in page]
            assert (name, found) == (name, [])


# --- Files ----------------------------------------------------------------------------------------------


def test_reviewers_do_not_read_the_files_of_a_draft(client, portal):
    client.force_login(factories.screener())

    assert client.get(addresses(factories.nomination())["evidence-file"]).status_code == 404


def test_a_file_travels_as_an_attachment_that_runs_nothing(client, nomination, owner):
    client.force_login(owner)
    evidence = nomination.evidence.get(kind="minutes")
    evidence.original_name = "biên bản họp “xét”.pdf"
    evidence.save()

    answer = client.get(reverse("workspace:evidence-file", args=[nomination.reference, evidence.pk]))

    assert answer.headers["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''bi%C3%AAn%20b%E1%BA%A3n"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_a_file_is_found_under_its_own_nomination_only(client, nomination, owner):
    other = factories.draft(by=owner)
    client.force_login(owner)
    evidence = nomination.evidence.first()

    assert (
        client.get(reverse("workspace:evidence-file", args=[other.reference, evidence.pk])).status_code == 404
    )
