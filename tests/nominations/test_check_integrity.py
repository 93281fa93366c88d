"""Every way in which rows can contradict one another, planted past the actions, and found by name."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, Task, TaskState, WorkflowState

from exemplars.models import Approval, ExemplarPage
from nominations.dossiers.models import private_storage
from nominations.models import Decision, Evidence, NominationPage, Quota, ScreeningTask, Seat
from nominations.stages import Stage
from tests import factories


def problems(capsys, **options) -> list[str]:
    """Run the command and return the lines that it printed."""
    try:
        call_command("check_integrity", **options)
    except CommandError as error:
        assert error.returncode == 1
        return capsys.readouterr().out.splitlines()
    assert capsys.readouterr().out == "Everything agrees.\n"
    return []


def row(nomination):
    return NominationPage.objects.filter(pk=nomination.pk)


def workflows(nomination):
    return WorkflowState.objects.for_instance(nomination)


def current(nomination):
    return TaskState.objects.filter(pk=workflows(nomination).get().current_task_state_id)


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_agrees_with_its_own_records_and_with_no_others(stage, capsys):
    nomination = factories.nomination(stage)
    # A draft without any review and a withdrawn draft differ by the stage alone.
    alike = {stage, Stage.WITHDRAWN} if stage == Stage.DRAFT else {stage}

    for written in Stage:
        row(nomination).update(stage=written, submitted_at=timezone.now())
        found = problems(capsys, files=True)

        assert bool(found) is (written not in alike)
        assert all(line.startswith(f"{nomination.reference}: {written}, but ") for line in found)


def new_text(nomination):
    NominationPage.objects.get(pk=nomination.pk).get_latest_revision_as_object().save_revision(clean=False)


def again(nomination):
    """Write a second workflow beside the first."""
    first = workflows(nomination).values().get()
    WorkflowState.objects.bulk_create(
        [WorkflowState(**first | {"id": None, "status": "cancelled", "current_task_state_id": None})]
    )


BREACHES = {
    "live": (
        Stage.DRAFT,
        lambda n: row(n).update(live=True),
        ["draft, but is live, and a nomination never is"],
    ),
    "workflow cancelled": (
        Stage.SUBMITTED,
        lambda n: workflows(n).update(status="cancelled"),
        [
            "submitted, but has an open step outside its workflow",
            "submitted, but its workflow is not in progress",
        ],
    ),
    "workflow gone": (
        Stage.ACCEPTED,
        lambda n: workflows(n).delete(),
        [
            "accepted, but its workflow is not in progress",
            "accepted, but its step is not open",
            "accepted, but its step is switched off",
            "accepted, but its step is about an older text",
            "accepted, but does not wait for the leader",
            "accepted, but screening has not accepted this text",
        ],
    ),
    "step decided behind the workflow": (
        Stage.SUBMITTED,
        lambda n: current(n).update(status="approved"),
        ["submitted, but has an open step outside its workflow", "submitted, but its step is not open"],
    ),
    "step switched off": (
        Stage.SUBMITTED,
        lambda n: Task.objects.filter(pk=ScreeningTask.objects.get().pk).update(active=False),
        ["submitted, but its step is switched off"],
    ),
    "newer text under review": (
        Stage.ACCEPTED,
        new_text,
        [
            "accepted, but its step is about an older text",
            "accepted, but screening has not accepted this text",
        ],
    ),
    "screening skipped": (
        Stage.ACCEPTED,
        lambda n: TaskState.objects.filter(workflow_state__in=workflows(n), status="approved").update(
            status="skipped"
        ),
        ["accepted, but screening has not accepted this text"],
    ),
    "second workflow": (
        Stage.WITHDRAWN,
        lambda n: (workflows(n).update(status="in_progress"), again(n)),
        ["withdrawn, but has two workflows under way"],
    ),
    "returned, and still under review": (
        Stage.RETURNED,
        lambda n: (workflows(n).update(status="in_progress"), current(n).update(status="in_progress")),
        ["returned, but its workflow does not wait for changes", "returned, but no step returned it"],
    ),
    "approved without a decision": (
        Stage.APPROVED,
        lambda n: Decision.objects.all().delete(),
        ["approved, but no decision approves it"],
    ),
    "approved against the decision": (
        Stage.APPROVED,
        lambda n: Decision.objects.update(outcome="declined"),
        ["approved, but no decision approves it"],
    ),
    "approved without a seat": (
        Stage.APPROVED,
        lambda n: Seat.objects.all().delete(),
        ["approved, but has no seat"],
    ),
    "seat beyond the quota": (
        Stage.APPROVED,
        lambda n: Seat.objects.update(number=6),
        ["approved, but its seat is not within the quota of its field"],
    ),
    "quota gone": (
        Stage.APPROVED,
        lambda n: Quota.objects.all().delete(),
        ["approved, but its seat is not within the quota of its field"],
    ),
    "seat in another field": (
        Stage.APPROVED,
        lambda n: Seat.objects.update(field=factories.field()),
        ["approved, but its seat is not within the quota of its field"],
    ),
    "seat without recognition": (
        Stage.DECLINED,
        lambda n: Seat.objects.create(campaign=n.campaign, field=n.field, number=1, nomination=n),
        ["declined, but has a seat, but is not recognised"],
    ),
    "declined without a decision": (
        Stage.DECLINED,
        lambda n: Decision.objects.all().delete(),
        ["declined, but no decision declines it"],
    ),
    "decided without being decided": (
        Stage.DRAFT,
        lambda n: Decision.objects.create(
            nomination=n, outcome="approved", decided_by=factories.leader(), **factories.DECISION
        ),
        ["draft, but has a decision, but is not decided"],
    ),
    "no approval": (
        Stage.APPROVED,
        lambda n: (ExemplarPage.objects.update(approval=None), Approval.objects.all().delete()),
        ["approved, but has no approval on the public side"],
    ),
    "approval without recognition": (
        Stage.SUBMITTED,
        lambda n: Approval.objects.create(
            reference=n.reference, decision_number="1", decision_date=timezone.localdate(), signatory="x"
        ),
        ["submitted, but has an approval, but is not recognised"],
    ),
    "under another campaign": (
        Stage.DRAFT,
        lambda n: row(n).update(campaign=factories.campaign()),
        ["does not lie under its campaign"],
    ),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_found_by_name(breach, capsys):
    stage, plant, words = BREACHES[breach]
    nomination = factories.nomination(stage)
    plant(nomination)

    assert problems(capsys) == [f"{nomination.reference}: {line}" for line in words]


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("numchild", 7, "counts 7 children, and there are 0"),
        ("depth", 9, "its path does not fit its depth"),
    ],
)
def test_an_unsound_tree_is_found(column, value, words, capsys):
    nomination = factories.nomination()
    row(nomination).update(**{column: value})

    assert problems(capsys) == [f"page {nomination.pk}: {words}"]
    assert any(Page.find_problems())


def test_an_orphan_is_found(capsys):
    nomination = factories.nomination()
    row(nomination).update(path=nomination.path[:-8] + "00ZZ0001")

    assert f"page {nomination.pk}: its parent is missing" in problems(capsys)


PROFILE_BREACHES = {
    "no-approval": lambda p: ExemplarPage.objects.update(approval=None),
    "revoked": lambda p: Approval.objects.update(revoked_on=timezone.localdate(), revocation_decision="2/QĐ"),
    "embargo": lambda p: ExemplarPage.objects.update(embargo_until=timezone.now() + timedelta(days=1)),
    "no-story-consent": lambda p: Approval.objects.update(allows_story=False),
    "no-portrait-consent": lambda p: Approval.objects.update(allows_portrait=False),
    "no-video-consent": lambda p: Approval.objects.update(allows_video=False),
}


@pytest.mark.parametrize("reason", PROFILE_BREACHES)
def test_a_live_profile_that_the_gate_refuses_is_found(reason, capsys):
    story = [
        (
            "video",
            {"video": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "title": "Phóng sự", "transcript": ""},
        )
    ]
    profile = factories.profile(story=story, portrait=factories.image())
    reference = profile.approval.reference
    PROFILE_BREACHES[reason](profile)

    [found] = problems(capsys)

    assert found.startswith(f"profile {profile.pk}" if reason == "no-approval" else reference)
    assert found.endswith(f"the gate refuses it: {reason}")


def test_a_draft_profile_may_be_refused_by_the_gate(capsys):
    factories.profile(live=False)
    Approval.objects.update(allows_story=False)

    assert problems(capsys) == []


def lose(evidence):
    evidence.file.storage.delete(evidence.file.name)


def rewrite(evidence, content):
    lose(evidence)
    assert private_storage().save(evidence.file.name, ContentFile(content)) == evidence.file.name


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lose, "has lost its file"),
        (lambda e: rewrite(e, b"x"), "has 1 bytes instead of {size}"),
        (lambda e: rewrite(e, b"x" * e.size), "has been altered"),
    ],
)
def test_a_harmed_file_is_found_when_asked(harm, words, capsys):
    nomination = factories.nomination()
    evidence = Evidence.objects.filter(nomination=nomination).first()
    harm(evidence)

    assert problems(capsys) == []
    assert problems(capsys, files=True) == [
        f"{nomination.reference}: evidence {evidence.pk} {words.format(size=evidence.size)}"
    ]


def test_costs_the_same_for_many_as_for_one(django_assert_max_num_queries, capsys):
    factories.nomination(Stage.APPROVED)
    for _ in range(3):
        factories.nomination(Stage.ACCEPTED)

    with django_assert_max_num_queries(16):
        call_command("check_integrity")
