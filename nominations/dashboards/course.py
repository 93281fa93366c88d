"""The course of a campaign in tables: steps, stages, fields, units, waiting times, and who is silent."""

from collections import Counter
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..campaigns.working_days import working_days_between
from ..stages import UNDER_REVIEW, Stage
from .reading import Campaign
from .rules import Waiting, funnel, share, waiting
from .tables import Bar, Row, Table, most

#: Not decided yet, and not taken back.
IN_THE_RUNNING = UNDER_REVIEW | {Stage.RETURNED}


def steps(campaign: Campaign) -> Table:
    """How many came to each of the four steps, and how many of those went on."""
    standing = campaign.count("stage", "is_decided")
    reached = funnel((stage, decided, count) for (stage, decided), count in standing.items())
    names = [
        _("Handed in"),
        _("Passed screening"),
        _("Passed public consultation"),
        _("Selected by the Council"),
        _("Recognised"),
    ]
    rows = [
        Row(name, (count, percent(count, reached[0])), Bar(share(count, reached[0])))
        for name, count in zip(names, reached, strict=True)
    ]
    note = _("Withdrawn nominations count as handed in only.")
    return Table(
        "steps", _("The four steps"), (_("Step"), _("Nominations"), _("Of those handed in")), rows, note=note
    )


def percent(part: int, whole: int) -> str:
    return f"{round(share(part, whole))} %" if whole else "–"


def stages(campaign: Campaign) -> Table:
    counts = campaign.count("stage")
    width = most(counts.values())
    rows = [
        Row(str(stage.label), (counts[stage.value,],), Bar(share(counts[stage.value,], width)))
        for stage in Stage
        if counts[stage.value,]
    ]
    total = Row(_("Total"), (len(campaign.filed),))
    return Table("stages", _("Where they stand"), (_("Stage"), _("Nominations")), rows, total)


def fields(campaign: Campaign) -> Table:
    """Nominations of each field against its seats."""
    counted = by_kind(campaign, "field")
    width = most(
        [one.filed for one in counted.values()] + [seats for seats, _reserves in campaign.quotas.values()]
    )
    rows = []
    for one in campaign.fields:
        filed, (seats, reserves) = counted.get(one.pk, Filing()), campaign.quotas.get(one.pk, (0, 0))
        if filed.filed or seats:
            values = (filed.filed, filed.standing, filed.recognised, seats or "–", reserves or "–")
            bar = Bar(share(filed.filed, width), share(seats, width) if seats else None)
            rows.append(Row(one.name, values, bar, no_seat(filed, seats)))
    if None in counted:
        rows.append(Row(_("No field chosen"), (counted[None].filed, counted[None].standing, 0, "–", "–")))
    headings = (
        _("Field"),
        _("Handed in"),
        _("Still in the running"),
        _("Recognised"),
        _("Seats"),
        _("Reserves"),
    )
    seats, reserves = (sum(quota[which] for quota in campaign.quotas.values()) for which in (0, 1))
    total = Row(_("Total"), (*together(counted), seats, reserves))
    note = _("The bar shows what was handed in; the line across it, the seats.")
    return Table("fields", _("By field, against the seats"), headings, rows, total, note)


def no_seat(filed: "Filing", seats: int) -> str:
    return _("no seats in this field") if filed.filed and not seats else ""


def units(campaign: Campaign) -> Table:
    """Nominations of each unit that filed any, against its allocation."""
    counted = by_kind(campaign, "unit")
    width = most([one.filed for one in counted.values()] + list(campaign.allocations.values()))
    rows = []
    for unit in campaign.units:
        filed, allowed = counted.get(unit.pk), campaign.allocations.get(unit.pk)
        if filed:
            bar = Bar(share(filed.filed, width), share(allowed, width) if allowed else None)
            warning = _("over its allocation") if allowed and filed.charged > allowed else ""
            rows.append(
                Row(unit.name, (filed.filed, filed.standing, filed.recognised, allowed or "–"), bar, warning)
            )
    headings = (_("Unit"), _("Handed in"), _("Still in the running"), _("Recognised"), _("Allocation"))
    total = Row(_("Total"), (*together(counted), sum(campaign.allocations.values()) or "–"))
    note = _("The bar shows what was handed in; the line across it, the allocation.")
    return Table("units", _("By unit, against the allocations"), headings, rows, total, note)


@dataclass
class Filing:
    """What one unit filed, or what was filed in one field."""

    filed: int = 0
    standing: int = 0
    charged: int = 0
    recognised: int = 0


def by_kind(campaign: Campaign, name: str) -> dict[int | None, Filing]:
    found: dict[int | None, Filing] = {}
    for (key, stage), count in campaign.count(name, "stage").items():
        filing = found.setdefault(key, Filing())
        filing.filed += count
        filing.standing += count * (stage in IN_THE_RUNNING)
        filing.charged += count * (stage != Stage.WITHDRAWN)
        filing.recognised += count * (stage == Stage.APPROVED)
    return found


def together(counted: dict) -> tuple[int, int, int]:
    filings = counted.values()
    return (
        sum(one.filed for one in filings),
        sum(one.standing for one in filings),
        sum(one.recognised for one in filings),
    )


# --- Waiting ----------------------------------------------------------------------------------------

WAITS = (
    (Stage.SUBMITTED, gettext_lazy("Screening")),
    (Stage.RETURNED, gettext_lazy("With the unit, to be completed")),
    (Stage.CONSULTATION, gettext_lazy("Public consultation")),
    (Stage.COUNCIL, gettext_lazy("Council")),
    (Stage.ACCEPTED, gettext_lazy("Leader's decision")),
)


def waits(campaign: Campaign) -> Table:
    """How long what waits now has waited at its step, in working days."""
    targets = {
        Stage.SUBMITTED: campaign.page.service_days,
        Stage.CONSULTATION: campaign.page.consultation_days,
    }
    found = {stage: waiting_at(campaign, stage, targets.get(stage)) for stage, _words in WAITS}
    rows = [waiting_row(str(words), found[stage], targets.get(stage)) for stage, words in WAITS]
    headings = (_("Step"), _("Waiting now"), _("Median"), _("Longest"), _("Service target"), _("Over target"))
    return Table("waiting", _("Waiting times, in working days"), headings, rows)


def waiting_at(campaign: Campaign, stage: Stage, target: int | None) -> Waiting:
    since = Counter(one.since for one in campaign.filed if one.stage == stage)
    days = {day: working_days_between(day, campaign.today) for day in since}
    over = sum(count for day, count in since.items() if target and days[day] > target)
    return waiting((days[day] for day in since.elements()), over)


def waiting_row(name: str, found: Waiting, target: int | None) -> Row:
    middle = number_format(f"{found.median:g}") if found.count else "–"
    longest = found.longest if found.count else "–"
    over = found.over_target if target else "–"
    warning = _("over target") if found.over_target else ""
    return Row(name, (found.count, middle, longest, target or "–", over), warning=warning)


def silent(campaign: Campaign) -> Table:
    """Units that have handed in nothing; whom to call only for those who chase."""
    heard = {one.unit for one in campaign.filed}
    expected = [unit for unit in campaign.units if unit.is_active and unit.pk not in heard]
    headings = (_("Unit"), _("Allocation"), *((_("Officers"),) if campaign.officers else ()))
    rows = [
        Row(
            unit.name,
            (
                campaign.allocations.get(unit.pk, "–"),
                *(
                    (", ".join(campaign.officers.get(unit.pk, [])) or _("nobody yet"),)
                    if campaign.officers
                    else ()
                ),
            ),
        )
        for unit in expected
    ]
    empty = _("Every unit has handed something in.")
    return Table("silent", _("Units that have handed in nothing"), headings, rows, empty=empty)


TABLES = (steps, stages, fields, units, waits, silent)
