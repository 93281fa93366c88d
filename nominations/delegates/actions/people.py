"""Who is put on a roster: those recognised, those whom the page names, guests and organisers."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from exemplars.models import ExemplarPage

from ...dossiers.models import NominationPage
from ...refusals import Refused
from ..models import Delegate, Roster
from ..permissions import require_keeping
from ..reading import named_on_the_page, recognised
from ..rules import State
from .rosters import lock_roster

#: What organisers write of a person; everything else comes of an invitation.
WRITTEN = (
    "kind", "name", "position", "unit_name", "field", "note", "email", "phone", "language", "diet", "access",
    "transport", "travel", "table", "seat",
)  # fmt: skip


@transaction.atomic
def add_recognised(*, roster: Roster, nominations: Iterable[NominationPage], user) -> list[Delegate]:
    """Put recognised people on the roster, with what their dossiers say; who is on it already is left as they are.

    Only people of the roster's campaign with a decision in favour that was not revoked are taken.
    """
    require_keeping(user)
    roster = lock_roster(roster)
    chosen = recognised(roster).filter(pk__in=[nomination.pk for nomination in nominations])
    return put_on(roster, [from_nomination(roster, nomination) for nomination in chosen], user=user)


@transaction.atomic
def add_from_page(*, roster: Roster, profiles: Iterable[ExemplarPage], user) -> list[Delegate]:
    """Put people on the roster whom the conference's page names, among them those honoured in earlier years."""
    require_keeping(user)
    roster = lock_roster(roster)
    wanted = {profile.pk for profile in profiles}
    chosen = [profile for profile in named_on_the_page(roster) if profile.pk in wanted]
    return put_on(roster, [from_profile(roster, profile) for profile in chosen], user=user)


def put_on(roster: Roster, people: list[Delegate], *, user) -> list[Delegate]:
    for person in people:
        person.save()
    if people:
        data = {"delegates": [person.pk for person in people]}
        log(roster, "nominations.delegates_added", user=user, data=data)
    return people


def from_nomination(roster: Roster, nomination: NominationPage) -> Delegate:
    candidate = nomination.candidate
    return Delegate(
        roster=roster,
        nomination=nomination,
        name=candidate.name,
        position=candidate.position,
        unit_name=nomination.unit.name_vi,
        field=nomination.field,
        email=candidate.email,
        phone=candidate.phone,
    )


def from_profile(roster: Roster, profile: ExemplarPage) -> Delegate:
    return Delegate(
        roster=roster,
        profile=profile,
        name=profile.title,
        position=profile.honorific,
        unit_name=profile.unit.name_vi,
        field=profile.field,
    )


@transaction.atomic
def add_person(*, roster: Roster, user, **values) -> Delegate:
    """Put one person on the roster by hand: a guest, an organiser, a delegate of another body."""
    require_keeping(user)
    [person] = put_on(lock_roster(roster), [Delegate(roster=roster, **only_written(values))], user=user)
    return person


@transaction.atomic
def change_person(*, delegate: Delegate, user, **values) -> Delegate:
    """Change what organisers write of a person; the log names the columns and none of their values."""
    require_keeping(user)
    roster = lock_roster(delegate.roster)
    delegate = lock_delegate(delegate)
    values = only_written(values)
    if delegate.is_for_digital and values.get("kind", delegate.kind) != Delegate.Kind.DELEGATE:
        raise Refused(_("Whoever is honoured for digital transformation is a delegate."))
    changed = sorted(
        name for name, value in values.items() if (getattr(delegate, name) or "") != (value or "")
    )
    for name in changed:
        setattr(delegate, name, values[name])
    if changed:
        delegate.save()
        data = {"delegate": delegate.pk, "columns": changed}
        log(roster, "nominations.delegate_changed", user=user, data=data)
    return delegate


def only_written(values: dict) -> dict:
    """Refuse, as a programming error, to write a column that only an action may write."""
    if unknown := set(values) - set(WRITTEN):
        raise TypeError(f"not written by hand: {', '.join(sorted(unknown))}")
    return values


@transaction.atomic
def honour_for_digital(*, delegate: Delegate, user) -> Delegate:
    """Make one delegate the one honoured for digital transformation; whoever was it before is so no more."""
    require_keeping(user)
    roster = lock_roster(delegate.roster)
    delegate = lock_delegate(delegate)
    if delegate.kind != Delegate.Kind.DELEGATE:
        raise Refused(_("Whoever is honoured for digital transformation is a delegate."))
    before = roster.delegates.filter(is_for_digital=True).exclude(pk=delegate.pk)
    replaced = list(before.values_list("pk", flat=True))
    before.update(is_for_digital=False)
    delegate.is_for_digital = True
    delegate.save(update_fields=["is_for_digital"])
    data = {"delegate": delegate.pk, "before": replaced}
    log(roster, "nominations.delegate_honoured", user=user, data=data)
    return delegate


@transaction.atomic
def remove_person(*, delegate: Delegate, user) -> None:
    """Take somebody off the roster who was never invited; whoever was, has an answer to be recorded."""
    require_keeping(user)
    roster = lock_roster(delegate.roster)
    delegate = lock_delegate(delegate)
    if delegate.state != State.LISTED:
        raise Refused(_("This person was invited. Record that they do not come instead."))
    key = delegate.pk
    delegate.delete()
    log(roster, "nominations.delegate_removed", user=user, data={"delegate": key})


def lock_delegate(delegate: Delegate) -> Delegate:
    """Lock a person's row and return it as it is now; call it with its roster locked."""
    return (
        Delegate.objects.select_for_update(of=("self",))
        .select_related("roster__conference", "roster__campaign")
        .get(pk=delegate.pk)
    )
