"""The virus scanner: what it lets pass, what it finds, and what happens while it does not answer."""

from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from nominations.dossiers import scanning
from nominations.dossiers.actions import attach_evidence, dossier_of
from nominations.dossiers.actions.inspecting import check_for_viruses, settle_scan
from nominations.dossiers.integrity import file_problems
from nominations.dossiers.scanning import Scan
from nominations.models import AuditEntry, Evidence, Message, NominationPage
from nominations.refusals import FileRefused
from nominations.stages import Stage
from tests import clamd, factories

INFECTED = factories.pdf() + b"\n%" + clamd.VIRUS + b"\n%%EOF\n"


@pytest.fixture(autouse=True)
def _english(settings, client):
    settings.LANGUAGE_CODE = "en"
    client.cookies["django_language"] = "en"


@pytest.fixture
def scanner(settings):
    with clamd.running() as server:
        settings.CLAMAV_ADDRESS = server.address
        yield server


@pytest.fixture
def no_scanner(settings):
    """One that is set up and does not answer."""
    settings.CLAMAV_ADDRESS = "tcp://127.0.0.1:9"


@pytest.fixture
def draft(portal):
    officer = factories.officer()
    return factories.draft(by=officer)


def attach(draft, content=None, kind="report"):
    upload = factories.upload("a.pdf", content or factories.pdf())
    return attach_evidence(nomination=draft, user=member_of(draft), kind=kind, upload=upload)


def member_of(draft):
    return draft.unit.memberships.first().user


def stored(evidence) -> Evidence:
    return Evidence.objects.get(pk=evidence.pk)


def test_without_a_scanner_files_are_stored_unchecked(draft):
    assert attach(draft).scan == Scan.UNCHECKED


def test_a_clean_file_is_stored_as_such(draft, scanner):
    content = factories.pdf()

    assert attach(draft, content).scan == Scan.CLEAN
    assert scanner.scanned == [content]


def test_an_infected_file_is_refused_with_the_name_of_the_virus(draft, scanner):
    with pytest.raises(
        FileRefused, match=r"“a.pdf” was not stored: the virus scanner found “Fake.Virus” in it"
    ):
        attach(draft, INFECTED)

    assert draft.evidence.count() == 0


def test_pictures_are_scanned_as_they_came(draft, scanner):
    original = factories.picture(format="JPEG")

    attach_evidence(
        nomination=draft, user=member_of(draft), kind="portrait", upload=factories.upload("a.jpg", original)
    )

    assert scanner.scanned == [original]


@pytest.mark.parametrize(
    "says", [b"", b"INSTREAM size limit exceeded. ERROR", b"nonsense", b"\xff\xfe", b"stream: x ERROR"]
)
def test_a_scanner_that_answers_with_an_error_lets_the_file_wait(draft, scanner, says):
    scanner.says = says

    assert attach(draft).scan == Scan.WAITING


def test_a_scanner_that_hangs_is_given_up(draft, scanner, monkeypatch):
    scanner.says = None
    monkeypatch.setattr(scanning, "PATIENCE", 0.2)

    assert attach(draft).scan == Scan.WAITING


def test_a_scanner_that_is_down_is_not_asked_by_everybody(draft, scanner, settings):
    settings.CLAMAV_ADDRESS = "tcp://127.0.0.1:9"
    attach(draft)
    settings.CLAMAV_ADDRESS = scanner.address

    assert attach(draft).scan == Scan.WAITING
    assert scanner.scanned == []
    cache.delete(scanning.DOWN)
    assert attach(draft).scan == Scan.CLEAN


def test_a_unix_socket_can_be_named(settings, tmp_path):
    settings.CLAMAV_ADDRESS = f"unix://{tmp_path}/clamd.ctl"

    with pytest.raises(scanning.ScannerDown):
        scanning.check_scanner()


# --- Waiting --------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(draft, no_scanner):
    return attach(draft)


def test_a_waiting_file_counts_as_handed_in(waiting):
    assert "report" in dossier_of(NominationPage.objects.get(pk=waiting.nomination_id)).evidence


def test_nobody_opens_a_waiting_file(waiting, client):
    NominationPage.objects.filter(pk=waiting.nomination_id).update(
        stage=Stage.SUBMITTED, submitted_at=timezone.now()
    )
    unit = reverse("workspace:evidence-file", args=[waiting.nomination.reference, waiting.pk])
    for person, address in (
        (member_of(waiting.nomination), unit),
        (factories.screener(), unit),
        (factories.screener(), reverse("nominations_evidence", args=[waiting.pk])),
    ):
        client.force_login(person)
        answer = client.get(address)

        assert answer.status_code == 409
        assert answer.content.decode() == "“a.pdf” cannot be opened now. Waits for the virus check."
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_dossier_says_that_a_file_waits_and_links_to_nothing(waiting, client):
    NominationPage.objects.filter(pk=waiting.nomination_id).update(
        stage=Stage.SUBMITTED, submitted_at=timezone.now()
    )
    client.force_login(factories.screener())

    page = client.get(reverse("wagtailadmin_pages:edit", args=[waiting.nomination_id])).content.decode()

    assert "Waits for the virus check" in page
    assert reverse("nominations_evidence", args=[waiting.pk]) not in page


def test_the_queue_scans_what_waits(waiting, scanner):
    assert check_for_viruses.call(waiting.pk) == Scan.CLEAN
    assert stored(waiting).scan == Scan.CLEAN
    assert AuditEntry.objects.filter(action="nominations.scan").count() == 1
    assert check_for_viruses.call(waiting.pk) == ""


def test_the_queue_leaves_a_file_waiting_while_the_scanner_is_down(waiting):
    assert check_for_viruses.call(waiting.pk) == Scan.WAITING
    assert stored(waiting).scan == Scan.WAITING


def test_an_infected_file_that_waited_is_destroyed_and_says_so(
    draft, scanner, settings, client, django_capture_on_commit_callbacks
):
    address, settings.CLAMAV_ADDRESS = settings.CLAMAV_ADDRESS, "tcp://127.0.0.1:9"
    evidence = attach(draft, INFECTED)
    settings.CLAMAV_ADDRESS = address

    with django_capture_on_commit_callbacks(execute=True):
        assert check_for_viruses.call(evidence.pk) == Scan.INFECTED

    assert not evidence.file.storage.exists(evidence.file.name)
    assert "report" not in dossier_of(NominationPage.objects.get(pk=draft.pk)).evidence
    assert draft.evidence.used().files == 0
    assert list(file_problems()) == []
    [mail] = Message.objects.filter(kind="virus")
    assert draft.reference in mail.body
    assert evidence.original_name not in mail.body
    client.force_login(member_of(draft))
    page = client.get(reverse("workspace:evidence", args=[draft.reference])).content.decode()
    assert "A virus was found in this file, and it was destroyed." in page
    assert (
        client.get(reverse("workspace:evidence-file", args=[draft.reference, evidence.pk])).status_code == 409
    )
    cache.clear()
    with pytest.raises(FileRefused):
        attach(draft, INFECTED)


def test_what_was_settled_is_not_settled_again(waiting):
    settle_scan(evidence=waiting, scan=Scan.CLEAN)
    settle_scan(evidence=waiting, scan=Scan.INFECTED, virus="x")

    assert stored(waiting).scan == Scan.CLEAN


def test_the_command_scans_everything_that_waits(waiting, scanner):
    out = StringIO()

    call_command("scan_evidence", stdout=out)

    assert out.getvalue().splitlines()[-1] == "1 files were scanned."
    assert stored(waiting).scan == Scan.CLEAN


def test_the_command_fails_while_the_scanner_is_down(waiting):
    with pytest.raises(CommandError, match="does not answer"):
        call_command("scan_evidence")


def test_files_stop_waiting_when_the_scanner_is_taken_away(waiting, settings):
    settings.CLAMAV_ADDRESS = ""

    call_command("scan_evidence", stdout=StringIO())

    assert stored(waiting).scan == Scan.UNCHECKED


def test_the_database_refuses_a_picture_of_what_may_not_be_opened(waiting):
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=waiting.pk).update(preview="previews/aa/aa")
