from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..roles import SCREEN
from ..stages import Stage
from ..workflow import ReviewTask
from .actions.outcomes import accept_nomination, return_nomination, rule_out_nomination
from .checklist import checklist_of, duplicate_finding
from .forms import CONSEQUENCE_OF_RETURN, AcceptanceForm, RemarksReturnForm, RulingOutForm
from .models import Flag
from .permissions import taken_by_another


class ScreeningTask(ReviewTask):
    """The personnel department checks the dossier, and accepts it, returns it, or finds it ineligible."""

    permission = SCREEN
    waits_at = frozenset({Stage.SUBMITTED})
    leads_to = frozenset({Stage.CONSULTATION})
    actions = (
        ("approve", _("Accept")),
        ("reject", _("Return to the unit")),
        ("rule_out", _("Ineligible")),
    )
    consequences = {
        "approve": _(
            "The dossier goes on to public consultation and the council. It stays read-only to its unit."
        ),
        "reject": CONSEQUENCE_OF_RETURN,
        "rule_out": _(
            "The review of this nomination ends here. The unit is told by mail and reads the reason."
        ),
    }
    final = frozenset({"rule_out"})

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screening steps")

    def get_actions(self, obj, user):
        """Offer first what follows from the remarks: the return where there are any, else the acceptance."""
        offered = super().get_actions(obj, user)
        remarks = obj.specific.remarks.drafts().count() if offered else 0
        if not remarks:
            return offered
        words = ngettext(
            "Return to the unit · %(count)d remark", "Return to the unit · %(count)d remarks", remarks
        ) % {"count": remarks}
        named = {name: (name, text, modal) for name, text, modal in offered}
        return [("reject", words, True), named["approve"], named["rule_out"]]

    def obstacle(self, user, nomination):
        if found := super().obstacle(user, nomination):
            return found
        if name := taken_by_another(nomination, user):
            return _("%(person)s has this nomination in hand.") % {"person": name}
        return None

    def warnings(self, action_name, nomination):
        if action_name == "approve":
            return warnings_of_acceptance(nomination)
        if action_name == "reject" and (count := nomination.remarks.drafts().count()):
            words = ngettext(
                "The unit gets your %(count)d remark beside the entry that it is about.",
                "The unit gets your %(count)d remarks, each beside the entry that it is about.",
                count,
            )
            return [words % {"count": count}]
        return []

    def get_form_for_action(self, action):
        return {"approve": AcceptanceForm, "reject": RemarksReturnForm, "rule_out": RulingOutForm}[action]

    def perform(self, action_name, *, nomination, task_state, user, **kwargs):
        act = {"approve": accept_nomination, "reject": return_nomination, "rule_out": rule_out_nomination}[
            action_name
        ]
        act(nomination=nomination, task_state=task_state, user=user, **kwargs)

    @classmethod
    def get_description(cls):
        return _("The personnel department accepts the dossier or returns it with the reason")


def warnings_of_acceptance(nomination) -> list[str]:
    """What the screener has not checked or found wanting, and the remarks that would stay unread."""
    checklist = checklist_of(nomination)
    found = []
    if checklist.open:
        words = ngettext(
            "%(count)d check is not answered.", "%(count)d checks are not answered.", checklist.open
        )
        found.append(words % {"count": checklist.open})
    if flags := Flag.objects.about(nomination).standing().filter(verdict="").count():
        found.append(duplicate_finding(flags))
    found += [_("Not met: %(check)s.") % {"check": row.check.title} for row in checklist.unmet]
    if checklist.needs_reason:
        found.append(
            str(
                _(
                    "The eligibility declaration is not met or a body objects: say why you accept all the same."
                )
            )
        )
    if remarks := nomination.remarks.drafts().count():
        words = ngettext(
            "%(count)d remark was written; the unit will not see it.",
            "%(count)d remarks were written; the unit will not see them.",
            remarks,
        )
        found.append(words % {"count": remarks})
    return found
