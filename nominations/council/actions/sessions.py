"""Preparing and opening a session: its members, its agenda, its attendance, its conflicts of interest."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import TaskState

from exemplars.vocabulary.names import fold

from ...campaigns.models import CampaignPage
from ...dossiers.models import NominationPage
from ...membership.models import Membership
from ...refusals import Refused
from ...stages import Stage
from ..models import AgendaItem, CouncilMember, CouncilSession, Recusal, Relative
from ..permissions import may_run_council, sits_on_council


def require_secretary(user) -> None:
    """Refuse whoever does not run the council; superusers have no part in review."""
    if not may_run_council(user):
        raise PermissionDenied


def require_sitter(user) -> None:
    """Refuse whoever has no place on the council by role; superusers have no part in review."""
    if not sits_on_council(user):
        raise PermissionDenied


def lock_session(session: CouncilSession) -> CouncilSession:
    """Lock the session's row until the transaction ends and return it as it is now."""
    CouncilSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    return CouncilSession.objects.select_related("campaign").get(pk=session.pk)


def require_no_ballot(session: CouncilSession) -> None:
    """Refuse a change of what an open ballot has frozen."""
    if session.ballots.filter(closed_at__isnull=True).exists():
        raise Refused(_("A ballot is open. Members and agenda stay as they are until it is closed."))


def require_not_concluded(session: CouncilSession) -> None:
    if session.status == CouncilSession.Status.CONCLUDED:
        raise Refused(_("This session is concluded. Nothing of it can be changed any more."))


def changeable(session: CouncilSession, user) -> CouncilSession:
    """Lock a session whose members and agenda the secretary may still change."""
    require_secretary(user)
    session = lock_session(session)
    require_not_concluded(session)
    require_no_ballot(session)
    return session


#: What the minutes say of a session; written while it lasts and after it.
MINUTES_COLUMNS = frozenset({"guests", "discussion", "conclusion", "ended_at"})

# --- The session ----------------------------------------------------------------------------------------


@transaction.atomic
def plan_session(*, campaign: CampaignPage, user, **particulars) -> CouncilSession:
    """Make a session that only the secretary sees yet; ``particulars`` are its columns."""
    require_secretary(user)
    session = CouncilSession(campaign=campaign, created_by=user, **particulars)
    session.full_clean()
    session.save()
    log(session, "nominations.session_planned", user=user)
    return session


@transaction.atomic
def change_session(*, session: CouncilSession, user, **particulars) -> CouncilSession:
    """Write the session's own columns: when, where, guests, and what goes into the minutes.

    Once the session is concluded, only what the minutes say of it can still be written.
    """
    require_secretary(user)
    session = lock_session(session)
    if set(particulars) - MINUTES_COLUMNS:
        require_not_concluded(session)
    for name, value in particulars.items():
        setattr(session, name, value)
    session.full_clean()
    session.save()
    log(session, "nominations.session_changed", user=user, data={"columns": sorted(particulars)})
    return session


@transaction.atomic
def open_session(*, session: CouncilSession, user) -> CouncilSession:
    """Let the members read the dossiers, declare conflicts and score."""
    session = changeable(session, user)
    if session.status == CouncilSession.Status.OPEN:
        return session
    if not session.members.exists() or not session.agenda.exists():
        raise Refused(_("A session needs members and an agenda before it is opened."))
    if not session.members.filter(part=CouncilMember.Part.CHAIR).exists():
        raise Refused(_("Name the chair first."))
    session.status = CouncilSession.Status.OPEN
    session.save(update_fields=["status"])
    find_recusals(session)
    log(session, "nominations.session_opened", user=user)
    return session


# --- Members --------------------------------------------------------------------------------------------


@transaction.atomic
def add_member(*, session: CouncilSession, user, person, **particulars) -> CouncilMember:
    """Give a person who may sit on the council a place in the session."""
    session = changeable(session, user)
    if not sits_on_council(person):
        raise Refused(_("%(person)s has no right to sit on the council.") % {"person": person.get_username()})
    order = (session.members.aggregate(last=Max("sort_order"))["last"] or 0) + 1
    member = CouncilMember(session=session, user=person, **{"sort_order": order} | particulars)
    store_member(member)
    log(session, "nominations.member_added", user=user, data={"member": person.pk, "part": member.part})
    return member


@transaction.atomic
def change_member(*, member: CouncilMember, user, **particulars) -> CouncilMember:
    """Write a member's part, attendance or proxy; refused while a ballot is open."""
    session = changeable(member.session, user)
    member = CouncilMember.objects.get(pk=member.pk)
    for name, value in particulars.items():
        setattr(member, name, value)
    store_member(member)
    data = {"member": member.user_id, "attendance": member.attendance}
    log(session, "nominations.member_changed", user=user, data=data)
    return member


@transaction.atomic
def take_over_members(*, session: CouncilSession, user, source: CouncilSession) -> int:
    """Give everybody who sat in an earlier session the same part here; answer how many were added.

    Whoever already has a place keeps it, whoever may no longer sit is left out; attendance begins anew.
    """
    session = changeable(session, user)
    here = set(session.members.values_list("user_id", flat=True))
    has_chair = session.members.filter(part=CouncilMember.Part.CHAIR).exists()
    added = 0
    for former in source.members.select_related("user"):
        if former.user_id in here or not sits_on_council(former.user):
            continue
        part = CouncilMember.Part.MEMBER if former.part == "chair" and has_chair else former.part
        add_member(session=session, user=user, person=former.user, part=part, position=former.position)
        added += 1
    return added


@transaction.atomic
def change_members(*, session: CouncilSession, user, changes: dict[int, dict]) -> int:
    """Write columns of several members at once, by the member's key; answer how many really changed.

    Chairs and proxies are taken away before they are given, so that two members can change places.
    """
    session = changeable(session, user)
    members = {member.pk: member for member in session.members.select_related("user", "session")}
    if set(changes) - set(members):
        raise Refused(_("The members have changed meanwhile. Nothing was saved."))
    changed = [members[key] for key, values in changes.items() if differs(members[key], values)]
    keys = [member.pk for member in changed]
    CouncilMember.objects.filter(pk__in=keys).update(proxy_user=None)
    CouncilMember.objects.filter(pk__in=keys, part=CouncilMember.Part.CHAIR).update(
        part=CouncilMember.Part.MEMBER
    )
    for member in changed:
        change_member(member=member, user=user, **changes[member.pk])
    return len(changed)


def differs(member: CouncilMember, values: dict) -> bool:
    return any(getattr(member, name) != value for name, value in values.items())


def store_member(member: CouncilMember) -> None:
    proxy = member.proxy_user_id
    if proxy and CouncilMember.objects.filter(session_id=member.session_id, user_id=proxy).exists():
        raise Refused(_("The proxy is a member of this session and already has a vote."))
    if CouncilMember.objects.filter(session_id=member.session_id, proxy_user_id=member.user_id).exists():
        raise Refused(_("This person is the proxy of another member of this session."))
    member.full_clean()
    member.save()
    if member.session.status == CouncilSession.Status.OPEN:
        forget_units(member)
        find_recusals(member.session)


def forget_units(member: CouncilMember) -> None:
    """Drop what the units of a member and of a former proxy had shut out and no ballot has dealt with.

    What the units of today still shut out is found again at once.
    """
    member.recusals.filter(ground=Recusal.Ground.OWN_UNIT, item__lines__isnull=True).delete()


@transaction.atomic
def remove_member(*, member: CouncilMember, user) -> None:
    """Take a person out of the session, unless that person has already voted in it or a ballot is open."""
    session = changeable(member.session, user)
    if member.roll_entries.exists():
        raise Refused(_("This member stands on the roll of a ballot and cannot be removed any more."))
    data = {"member": member.user_id}
    member.delete()
    log(session, "nominations.member_removed", user=user, data=data)


# --- The agenda -----------------------------------------------------------------------------------------


def awaiting_session(campaign: CampaignPage):
    """Nominations that stand before the council and on no agenda of a session that is not over."""
    busy = AgendaItem.objects.exclude(session__status=CouncilSession.Status.CONCLUDED).values("nomination")
    return campaign.nominations.filter(stage=Stage.COUNCIL).exclude(pk__in=busy)


@transaction.atomic
def put_on_agenda(*, session: CouncilSession, user, nominations) -> list[AgendaItem]:
    """Add nominations of the session's campaign at the end of its agenda, in the order given."""
    session = changeable(session, user)
    free = set(awaiting_session(session.campaign).values_list("pk", flat=True))
    number = session.agenda.aggregate(last=Max("number"))["last"] or 0
    items = []
    for nomination in nominations:
        if nomination.pk not in free:
            raise Refused(
                _("%(code)s does not wait for the council, or stands on another agenda.")
                % {"code": nomination.reference}
            )
        number += 1
        items.append(AgendaItem.objects.create(session=session, nomination=nomination, number=number))
    if session.status == CouncilSession.Status.OPEN:
        find_recusals(session)
    data = {"nominations": [nomination.reference for nomination in nominations]}
    log(session, "nominations.agenda_extended", user=user, data=data)
    return items


@transaction.atomic
def take_off_agenda(*, item: AgendaItem, user) -> None:
    """Take a nomination off the agenda, as long as no ballot has dealt with it; the others are renumbered."""
    session = changeable(item.session, user)
    if item.lines.exists():
        raise Refused(_("The council has already voted on this nomination."))
    log(session, "nominations.agenda_shortened", user=user, data={"nomination": item.nomination.reference})
    item.delete()
    renumber(session, list(session.agenda.order_by("number")))


@transaction.atomic
def order_agenda(*, session: CouncilSession, user, items: list[int]) -> None:
    """Number the agenda anew; ``items`` are the keys of all its items in their new order."""
    session = changeable(session, user)
    known = {item.pk: item for item in session.agenda.all()}
    if set(items) != set(known) or len(items) != len(known):
        raise Refused(_("The agenda has changed meanwhile. Nothing was reordered."))
    renumber(session, [known[key] for key in items])
    log(session, "nominations.agenda_ordered", user=user)


@transaction.atomic
def move_item(*, item: AgendaItem, user, by: int) -> None:
    """Move a nomination one place up (-1) or down (1) on the agenda; at the end of the list nothing happens."""
    session = changeable(item.session, user)
    keys = list(session.agenda.order_by("number").values_list("pk", flat=True))
    if item.pk not in keys:
        raise Refused(_("The agenda has changed meanwhile. Nothing was reordered."))
    place = keys.index(item.pk)
    other = place + by
    if not 0 <= other < len(keys):
        return
    keys[place], keys[other] = keys[other], keys[place]
    order_agenda(session=session, user=user, items=keys)


def renumber(session: CouncilSession, items: list[AgendaItem]) -> None:
    """Give the items the numbers from 1 on, by way of numbers that no item has."""
    far = 1000 + session.agenda.count()
    for offset in (far, 0):
        for number, item in enumerate(items, start=1):
            AgendaItem.objects.filter(pk=item.pk).update(number=offset + number)


# --- Conflicts of interest ------------------------------------------------------------------------------


def find_recusals(session: CouncilSession) -> None:
    """Recuse, by what the system knows, every member from every nomination that is too close to them."""
    known = set(Recusal.objects.filter(item__session=session).values_list("member_id", "item_id"))
    items = list(session.agenda.select_related("nomination__candidate"))
    earlier = earlier_steps(items)
    found = []
    for member in session.members.select_related("user").prefetch_related("user__declared_relatives"):
        units = set(
            Membership.objects.filter(user_id__in=filter(None, (member.user_id, member.proxy_user_id)))
            .values_list("unit_id", flat=True)
        )  # fmt: skip
        for item in items:
            ground = automatic_ground(member, item.nomination, units, earlier)
            if ground and (member.pk, item.pk) not in known:
                found.append(Recusal(member=member, item=item, ground=ground))
    Recusal.objects.bulk_create(found)


def automatic_ground(
    member: CouncilMember, nomination: NominationPage, units: set[int], earlier
) -> str | None:
    """Say on which ground the system recuses a member from a nomination; None where it knows of none."""
    candidate = nomination.candidate
    if fold(member.user.get_full_name()) == candidate.folded_name:
        return Recusal.Ground.SELF
    if nomination.unit_id in units or nomination.submitted_by_id == member.user_id:
        return Recusal.Ground.OWN_UNIT
    if any(is_relative(relative, candidate) for relative in member.user.declared_relatives.all()):
        return Recusal.Ground.RELATIVE
    if (nomination.pk, member.user_id) in earlier:
        return Recusal.Ground.EARLIER_STEP
    return None


def is_relative(relative: Relative, candidate) -> bool:
    years = {relative.birth_year, candidate.birth_year} - {None}
    return relative.folded_name == candidate.folded_name and len(years) < 2


def earlier_steps(items: list[AgendaItem]) -> set[tuple[int, int]]:
    """Who let which nomination of the agenda through an earlier step, as (nomination, person)."""
    rows = TaskState.objects.filter(
        workflow_state__object_id__in=[str(item.nomination_id) for item in items],
        status=TaskState.STATUS_APPROVED,
        finished_by__isnull=False,
    )
    return {
        (int(page), person)
        for page, person in rows.values_list("workflow_state__object_id", "finished_by_id")
    }


def own_place(session: CouncilSession, user) -> CouncilMember:
    """Return the person's place in an open session; whoever has none may do nothing there."""
    require_sitter(user)
    member = session.members.filter(user=user).select_related("session").first()
    if member is None or session.status != CouncilSession.Status.OPEN:
        raise PermissionDenied
    return member


@transaction.atomic
def declare_conflict(*, item: AgendaItem, user, note: str = "") -> Recusal:
    """Take no part in one nomination, by one's own word; scores already given go."""
    session = lock_session(item.session)
    member = own_place(session, user)
    require_no_ballot(session)
    recusal, _made = Recusal.objects.update_or_create(
        member=member,
        item=item,
        defaults={"ground": Recusal.Ground.DECLARED, "note": note.strip(), "is_lifted": False},
    )
    item.scores.filter(member=member).delete()
    log(session, "nominations.conflict_declared", user=user, data={"nomination": item.nomination.reference})
    return recusal


@transaction.atomic
def take_back_conflict(*, item: AgendaItem, user) -> None:
    """Undo one's own declaration, before the council votes."""
    session = lock_session(item.session)
    member = own_place(session, user)
    require_no_ballot(session)
    if item.lines.exists():
        raise Refused(_("The council has already voted on this nomination."))
    deleted, _kinds = item.recusals.filter(member=member, ground=Recusal.Ground.DECLARED).delete()
    if deleted:
        find_recusals(session)
        data = {"nomination": item.nomination.reference}
        log(session, "nominations.conflict_taken_back", user=user, data=data)


#: Grounds that rest on a likeness of names, which can deceive.
LIKENESS = (Recusal.Ground.SELF, Recusal.Ground.RELATIVE)


@transaction.atomic
def lift_recusal(*, recusal: Recusal, user, note: str) -> Recusal:
    """Let a member take part whose name, or whose relative's, only happens to be the candidate's."""
    session = changeable(recusal.item.session, user)
    if recusal.ground not in LIKENESS:
        raise Refused(_("Only a recusal by likeness of names can be lifted."))
    if not note.strip():
        raise Refused(_("Say how you know that they are different people."))
    Recusal.objects.filter(pk=recusal.pk).update(is_lifted=True, note=note.strip()[:200])
    data = {"nomination": recusal.item.nomination.reference, "member": recusal.member.user_id}
    log(session, "nominations.recusal_lifted", user=user, data=data)
    recusal.refresh_from_db()
    return recusal


@transaction.atomic
def declare_relative(*, user, name: str, relation: str, birth_year: int | None = None) -> Relative:
    """Note a relative of a member once and for all; open sessions recuse at once, but not under an open ballot.

    The log says that a relative was declared, and keeps the name out.
    """
    require_sitter(user)
    relative = Relative(user=user, name=name, relation=relation.strip(), birth_year=birth_year)
    relative.folded_name = fold(name)
    relative.full_clean()
    relative.save()
    for session in open_sessions_of(user):
        find_recusals(session)
    log(user, "nominations.relative_declared", user=user)
    return relative


@transaction.atomic
def remove_relative(*, relative: Relative, user) -> None:
    """Strike a relative off one's own list; what the council has not voted on is open to the member again."""
    require_sitter(user)
    if relative.user_id != user.pk:
        raise PermissionDenied
    relative.delete()
    for session in open_sessions_of(user):
        found = Recusal.objects.in_force().filter(ground=Recusal.Ground.RELATIVE, item__lines__isnull=True)
        found.filter(member__user=user, item__session=session).delete()
        find_recusals(session)
    log(user, "nominations.relative_removed", user=user)


def open_sessions_of(user) -> list[CouncilSession]:
    """Lock and return the open sessions on which a person sits, without those that are voting now."""
    sessions = CouncilSession.objects.filter(members__user=user, status=CouncilSession.Status.OPEN)
    locked = [lock_session(session) for session in sessions.order_by("pk")]
    return [session for session in locked if not session.ballots.filter(closed_at__isnull=True).exists()]
