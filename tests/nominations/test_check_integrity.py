"""Every way in which rows can contradict one another, planted past the actions, and found by name."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, Task, TaskState, WorkflowState

from exemplars.models import Approval, ExemplarPage
from nominations.dossiers.models import private_storage
from nominations.models import (
    AgendaItem,
    Ballot,
    BallotLine,
    ConsultationTask,
    CouncilTask,
    Decision,
    Evidence,
    LeaderTask,
    NominationPage,
    OpenVote,
    Quota,
    Revocation,
    RollEntry,
    ScreeningTask,
    Seat,
    Vote,
)
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


#: Stages that differ from another in nothing else: a draft from a withdrawn draft; a reserve from one that
#: moved up and was sent back; what was ruled out from what was returned and withdrawn.
ALIKE = {
    Stage.DRAFT: {Stage.WITHDRAWN},
    # Withdrawn for good, or taken back to be edited: the log alone tells.
    Stage.WITHDRAWN: {Stage.DRAFT},
    Stage.RESERVE: {Stage.COUNCIL},
    Stage.INELIGIBLE: {Stage.WITHDRAWN},
}


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_agrees_with_its_own_records_and_with_no_others(stage, capsys):
    nomination = factories.nomination(stage)
    alike = {stage, *ALIKE.get(stage, ())}

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


def forget_sessions(nomination):
    """Delete every session's agenda, with the ballots that rest on it."""
    for model in (OpenVote, Vote, RollEntry, BallotLine, Ballot, AgendaItem):
        model.objects.all().delete()


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
            "accepted, but an earlier step has not approved this text",
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
            "accepted, but an earlier step has not approved this text",
        ],
    ),
    **{
        f"{step.__name__} skipped": (
            Stage.ACCEPTED,
            lambda n, step=step: TaskState.objects.filter(
                workflow_state__in=workflows(n), task=step.objects.get(), status="approved"
            ).update(status="skipped"),
            ["accepted, but an earlier step has not approved this text"],
        )
        for step in (ScreeningTask, ConsultationTask, CouncilTask)
    },
    "screening skipped before consultation": (
        Stage.CONSULTATION,
        lambda n: TaskState.objects.filter(status="approved").update(status="skipped"),
        ["consultation, but screening has not accepted this text"],
    ),
    "consultation skipped before the council": (
        Stage.COUNCIL,
        lambda n: TaskState.objects.filter(task=ConsultationTask.objects.get()).update(status="skipped"),
        ["council, but an earlier step has not approved this text"],
    ),
    "consultation switched off": (
        Stage.CONSULTATION,
        lambda n: ConsultationTask.objects.update(active=False),
        ["consultation, but its step is switched off"],
    ),
    "council switched off": (
        Stage.COUNCIL,
        lambda n: CouncilTask.objects.update(active=False),
        ["council, but its step is switched off"],
    ),
    "council switched off over a reserve": (
        Stage.RESERVE,
        lambda n: CouncilTask.objects.update(active=False),
        ["reserve, but its step is switched off"],
    ),
    "leader switched off": (
        Stage.ACCEPTED,
        lambda n: LeaderTask.objects.update(active=False),
        ["accepted, but its step is switched off"],
    ),
    "reserve that no session made": (
        Stage.RESERVE,
        forget_sessions,
        ["reserve, but no session made it a reserve"],
    ),
    "selected by no session": (
        Stage.ACCEPTED,
        lambda n: AgendaItem.objects.update(result="deferred"),
        ["accepted, but no session of the council selected it"],
    ),
    "ineligible without screening": (
        Stage.INELIGIBLE,
        lambda n: TaskState.objects.update(status="cancelled"),
        ["ineligible, but screening did not rule it out"],
    ),
    "revoked without a decision": (
        Stage.REVOKED,
        lambda n: Revocation.objects.all().delete(),
        ["revoked, but no decision revoked it"],
    ),
    "recognised although revoked": (
        Stage.APPROVED,
        lambda n: Revocation.objects.create(
            nomination=n, decided_by=factories.leader(), reason="x", **factories.DECISION
        ),
        ["approved, but has a revocation, but is not revoked"],
    ),
    "seat kept by the revoked": (
        Stage.REVOKED,
        lambda n: Seat.objects.create(campaign=n.campaign, field=n.field, number=1, nomination=n),
        ["revoked, but has a seat, but is not recognised"],
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
        lambda n: (Decision.objects.all().delete(), forget_sessions(n)),
        ["declined, but neither the council nor a decision declines it"],
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


def test_a_quota_that_is_gone_leaves_its_seats_beyond_it(capsys):
    nomination = factories.nomination(Stage.APPROVED)
    Quota.objects.all().delete()

    assert problems(capsys) == [
        f"{nomination.reference}: approved, but its seat is not within the quota of its field",
        f"campaign {nomination.campaign_id}, field {nomination.field_id}: 1 selected for 0 seats",
    ]


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
            {
                "video": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "title": "Phóng sự",
                "transcript": "<p>Lời.</p>",
            },
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

    with django_assert_max_num_queries(26):
        call_command("check_integrity")
