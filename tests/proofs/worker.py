"""A process of its own on a proof's database: reads orders from standard input, answers one line each.

    {"order": "take_step", "at": 1700000000.0, "nomination": 7, "user": 3, "action": "approve"}

``at`` is the moment (seconds of the machine's clock) at which it acts, so that several processes
begin together. Answers are {"done": …}, {"refused": name of the refusal} or {"error": traceback}.
"""

import json
import sys
import time
import traceback
from datetime import timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "site")]

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import PageLogEntry, TaskState

from exemplars.models import Approval, ExemplarPage
from nominations.decisions.actions.reserves import promote_reserve
from nominations.decisions.actions.signing import sign_nominations
from nominations.dossiers.actions import (
    create_nomination,
    editing,
    keep,
    submit_nomination,
    withdraw_nomination,
)
from nominations.dossiers.integrity import file_problems
from nominations.management.commands.check_integrity import CHECKS
from nominations.models import AgendaItem, CampaignPage, Evidence, Message, NominationPage, Seat
from nominations.refusals import Refused
from nominations.roles import Role
from nominations.stages import Stage
from tests import factories
from tests.proofs import ballot_orders, evidence_orders, mail_orders, mirror_orders

User = get_user_model()
ORDERS = {
    **ballot_orders.ORDERS,
    **evidence_orders.ORDERS,
    **mail_orders.ORDERS,
    **mirror_orders.ORDERS,
}


def order(function):
    ORDERS[function.__name__] = function
    return function


def user(pk: int):
    return User.objects.get(pk=pk)


def page(pk: int) -> NominationPage:
    return NominationPage.objects.get(pk=pk)


# --- Building -------------------------------------------------------------------------------------------


@order
def people(officers: int = 1, **roles: int) -> dict[str, list[int]]:
    """Make officers, each of a unit of their own, and so many people of each named role."""
    factories.portal()
    made = {
        name: [factories.person(Role[name.upper()]).pk for _ in range(count)] for name, count in roles.items()
    }
    return made | {"officers": [factories.officer().pk for _ in range(officers)]}


@order
def campaign(fields: int = 1, seats: int = 1000) -> dict:
    """Open a campaign with so many fields of so many seats each."""
    made = factories.campaign(quotas={factories.field(): seats for _ in range(fields)})
    return {"campaign": made.pk, "fields": [quota.field_id for quota in made.quotas.all()]}


@order
def nomination(
    campaign: int, officer: int, stage: str, screener: int | None = None, field: int | None = None
) -> dict:
    """Bring a nomination to a stage; answer its key, its present step and its latest revision."""
    quotas = CampaignPage.objects.get(pk=campaign).quotas
    made = factories.nomination(
        Stage(stage),
        by=user(officer),
        campaign=CampaignPage.objects.get(pk=campaign),
        field=(quotas.get(field_id=field) if field else quotas.first()).field,
        screener=screener and user(screener),
    )
    return standing_of(made)


@order
def reserve(nomination: int, number: int) -> dict:
    """Let a concluded session hold a nomination that is before the council in reserve under a number."""
    item = factories.selected(page(nomination), AgendaItem.Result.RESERVE)
    AgendaItem.objects.filter(pk=item.pk).update(reserve_number=number)
    return standing_of(page(nomination))


@order
def again(nomination: int, officer: int, screener: int, stage: str) -> dict:
    """Bring a returned nomination back to a stage."""
    submit_nomination(nomination=page(nomination), user=user(officer))
    if stage == Stage.ACCEPTED:
        factories.act(page(nomination), user(screener), "approve")
        factories.selected(page(nomination))
    return standing_of(page(nomination))


def standing_of(nomination: NominationPage) -> dict:
    step = factories.step(nomination)
    return {
        "nomination": nomination.pk,
        "reference": nomination.reference,
        "stage": nomination.stage,
        "step": step and step.pk,
        "revision": nomination.latest_revision_id,
    }


@order
def session(user: int) -> str:
    """Sign a person in; answer the key of the session cookie."""
    person = User.objects.get(pk=user)
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return store.session_key


# --- Acting ---------------------------------------------------------------------------------------------

VALUES = {
    "approve": factories.DECISION,
    "decline": factories.DECISION | {"reason": "Chưa đủ điều kiện."},
    "reject": {"reason": "Bổ sung số liệu."},
    "accept": {},
}


@order
def take_step(step: int, user: int, action: str) -> str:
    """Take a review step as the admin's view does, on the step that the page showed."""
    state = TaskState.objects.get(pk=step)
    name = "approve" if action == "accept" else action
    state.task.specific.on_action(state, User.objects.get(pk=user), name, **VALUES[action])
    return action


@order
def sign(campaign: int, steps: list[int], user: int) -> int:
    """Sign a list as the leader's page does, on the steps that the page showed."""
    found = list(TaskState.objects.filter(pk__in=steps))
    signed = sign_nominations(
        campaign=CampaignPage.objects.get(pk=campaign),
        steps=found,
        user=User.objects.get(pk=user),
        **factories.DECISION,
    )
    return len(signed)


@order
def promote(nomination: int, user: int) -> str:
    return promote_reserve(nomination=page(nomination), user=User.objects.get(pk=user)).stage


@order
def withdraw(nomination: int, user: int) -> str:
    return withdraw_nomination(nomination=page(nomination), user=User.objects.get(pk=user)).stage


@order
def submit(nomination: int, user: int, revision: int) -> str:
    return submit_nomination(
        nomination=page(nomination), user=User.objects.get(pk=user), base_revision=revision
    ).stage


@order
def edit(nomination: int, user: int, revision: int, summary: str) -> str:
    """Change the summary, as somebody does who saw ``revision``."""
    person = User.objects.get(pk=user)
    with editing(nomination=page(nomination), user=person, base_revision=revision) as draft:
        time.sleep(0.02)
        draft.summary = summary
        keep(draft, user=person)
    return summary


@order
def file(campaign: int, user: int, key: str) -> dict:
    """Open, complete and submit a nomination; the same key twice makes one."""
    person, its = User.objects.get(pk=user), CampaignPage.objects.get(pk=campaign)
    made = create_nomination(
        campaign=its, unit=factories.unit_of(person), user=person, name="Lê Thị Mẫu", request_key=key
    )
    factories.fill(made, by=person, field=its.quotas.first().field)
    submit_nomination(nomination=made, user=person)
    return standing_of(page(made.pk))


@order
def open_draft(campaign: int, user: int) -> str:
    person = User.objects.get(pk=user)
    return factories.draft(campaign=CampaignPage.objects.get(pk=campaign), by=person).reference


@order
def edit_campaign(campaign: int, intro: str) -> str:
    """Publish a change of the campaign, as a screener does in the admin."""
    its = CampaignPage.objects.get(pk=campaign)
    its.intro = intro
    its.save_revision().publish()
    return intro


# --- Looking --------------------------------------------------------------------------------------------


@order
def problems(files: bool = False) -> list[str]:
    return [line for check in (*CHECKS, *([file_problems] if files else [])) for line in check()]


@order
def filed(campaign: int) -> list[dict]:
    """Answer what is stored of each nomination of a campaign, its log entry and its mail included."""
    return [
        {
            "key": str(nomination.request_key),
            "reference": nomination.reference,
            "stage": nomination.stage,
            "name": nomination.candidate.name,
            "summary": nomination.get_latest_revision_as_object().summary,
            "achievements": nomination.get_latest_revision_as_object().achievements.count(),
            "evidence": sorted(nomination.evidence.values_list("kind", flat=True)),
            "submitted": PageLogEntry.objects.filter(page=nomination.pk, action="nominations.submit").count(),
            "mails": Message.objects.filter(nomination=nomination, kind="receipt").count(),
        }
        for nomination in CampaignPage.objects.get(pk=campaign)
        .nominations.select_related("candidate")
        .order_by("pk")
    ]


@order
def counts(campaign: int) -> dict:
    nominations = NominationPage.objects.filter(campaign=campaign)
    return {
        "stages": sorted(nominations.values_list("stage", flat=True)),
        "seats": Seat.objects.filter(campaign=campaign).count(),
        "profiles": ExemplarPage.objects.count(),
        "approvals": Approval.objects.filter(reference__in=nominations.values("title")).count(),
        "evidence": Evidence.objects.filter(nomination__in=nominations).count(),
    }


@order
def moves(nomination: int, action: str) -> int:
    """Count how often the log says that something was done to a nomination."""
    return PageLogEntry.objects.filter(page=nomination, action=f"nominations.{action}").count()


@order
def stage(nomination: int) -> dict:
    found = page(nomination)
    return standing_of(found) | {"summary": found.summary}


@order
def close(campaign: int) -> str:
    now = timezone.now()
    CampaignPage.objects.filter(pk=campaign).update(opens_at=now - timedelta(days=9), closes_at=now)
    return str(now)


def answer(name: str, at: float = 0, **values) -> dict:
    time.sleep(max(0, at - time.time() - 0.002))
    while time.time() < at:
        pass
    try:
        return {"done": ORDERS[name](**values)}
    except (Refused, PermissionDenied) as refusal:
        return {"refused": type(refusal).__name__}
    except Exception:
        return {"error": traceback.format_exc()}


if __name__ == "__main__":
    print(json.dumps({"done": "ready"}), flush=True)
    for line in sys.stdin:
        values = json.loads(line)
        print(json.dumps(answer(values.pop("order"), **values)), flush=True)
