"""Báo cáo tiến độ: what became of a plan's assignments, what they cost, and who has answered."""

from collections import Counter

from ...campaigns.plans import PlanFacts, Task
from ..facts import Facts
from ..rules import (
    bases,
    characters_cut,
    clean,
    closed,
    counted,
    long_date,
    row_number,
    short_date,
    thousands,
)
from .common import header, recipients, signature

STATUS = {
    "done": "Hoàn thành",
    "reported": "Đã báo hoàn thành",
    "overdue": "Quá hạn",
    "under_way": "Đang thực hiện",
    "waiting": "Chưa đến hạn",
}
#: What of a report stands in one cell.
RESULT = 400
NO_SOURCE = "Chưa xác định nguồn"


def progress(facts: Facts) -> dict:
    department, plan = facts.bodies.department, facts.plan
    states = Counter(str(task.status) for task in plan.tasks)
    late = [task for task in plan.tasks if task.status == "overdue"]
    return (
        header(facts, department, parent=facts.bodies.ministry.name)
        | signature(department.signer)
        | recipients(facts, department)
        | turnout(plan)
        | {f"count_{status}": counted(states[status]) for status in STATUS}
        | {
            "addressee": facts.bodies.granter,
            "legal_bases": bases(facts.campaign.bases, *plan_cited(plan)),
            "as_of": long_date(plan.as_of),
            "total": counted(len(plan.tasks)),
            "cost": thousands(sum(task.cost or 0 for task in plan.tasks)),
            "sources": sources(plan.tasks),
            "difficulties": [closed(clean(text)) for task in plan.tasks for text in task.difficulties],
            "proposals": [closed(clean(text)) for task in plan.tasks for text in task.proposals],
            "late_units": ", ".join(dict.fromkeys(clean(task.lead) for task in late)),
            "rows": [row(task, number, len(plan.tasks)) for number, task in enumerate(plan.tasks, start=1)],
        }
    )


def plan_cited(plan: PlanFacts) -> list[str]:
    """The plan as a legal basis; without a number only its title."""
    if not plan.title:
        return []
    number = f" số {clean(plan.number)}" if plan.number else ""
    day = f" {long_date(plan.signed_on)}" if plan.signed_on else ""
    title = clean(plan.title)
    about = title.removeprefix("Kế hoạch").strip()
    return [f"Kế hoạch{number}{day} {about}".rstrip(" ;.,")]


def turnout(plan: PlanFacts) -> dict:
    names = ("units", "submitted", "drafting", "abstained", "silent")
    found = {f"units_{name}": counted(getattr(plan.turnout, name)) for name in names}
    return found | {"nominations": counted(plan.turnout.nominations)}


def sources(tasks: tuple[Task, ...]) -> list[dict]:
    """Money by its source, the largest sum first; assignments without any cost are left out."""
    costs: Counter = Counter()
    counts: Counter = Counter()
    for task in tasks:
        if task.cost:
            source = clean(task.budget_source) or NO_SOURCE
            costs[source] += task.cost
            counts[source] += 1
    return [
        {"name": name, "cost": thousands(cost), "count": counted(counts[name])}
        for name, cost in costs.most_common()
    ]


def row(task: Task, number: int, rows: int) -> dict:
    return {
        "number": row_number(number, rows),
        "title": title(task),
        "lead": led_by(task),
        "due_on": short_date(task.due_on),
        "result": characters_cut(task.result, RESULT) or "Chưa báo cáo",
        "status": status(task),
        "is_overdue": task.status == "overdue",
        "note": f"Chậm {counted(task.days_late)} ngày" if task.days_late else "Không",
    }


def title(task: Task) -> str:
    """An assignment with its cost behind it."""
    said = clean(task.title).rstrip(" ;.,")
    if not task.cost:
        return said
    source = f", {clean(task.budget_source)}" if task.budget_source else ""
    return f"{said} (kinh phí dự kiến: {thousands(task.cost)} đồng{source})"


def led_by(task: Task) -> str:
    helpers = ", ".join(map(clean, task.supporting))
    return f"{clean(task.lead)}; phối hợp: {helpers}" if helpers else clean(task.lead)


def status(task: Task) -> str:
    words = STATUS[task.status]
    told = task.percentage is not None and task.status in ("under_way", "overdue")
    return f"{words}, {task.percentage}%" if told else words
