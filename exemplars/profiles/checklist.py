"""What an editor sees above the form: what is ready, what is still missing, what could be better."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from .gate import REASONS
from .rules import Shortcoming

#: Characters below which a summary tells too little on a card.
SHORT_SUMMARY = 80


class State(StrEnum):
    READY = "ready"
    MISSING = "missing"
    ADVICE = "advice"


ORDER = [State.MISSING, State.ADVICE, State.READY]


@dataclass(frozen=True)
class Check:
    """One line of the list; ``place`` names the field of the form where it is mended."""

    state: State
    text: str
    place: str = ""


#: By shortcoming, the field of the form where it is mended.
PLACES = dict.fromkeys(Shortcoming, "story") | {Shortcoming.NO_PORTRAIT_WORDS: "portrait_alt"}


def checks_of(profile) -> list[Check]:
    """Everything that keeps a draft from being published first, then advice, then what is ready."""
    missing = [Check(State.MISSING, REASONS[one], "approval") for one in profile.publication_refusals()]
    missing += [Check(State.MISSING, REASONS[one], PLACES[one]) for one in profile.shortcomings]
    written = [portrait(profile), summary(profile), story(profile), recordings(profile)]
    return sorted([*missing, *filter(None, written)], key=lambda check: ORDER.index(check.state))


def portrait(profile) -> Check | None:
    if profile.portrait_id:
        if not profile.portrait_alt:
            return None  # said among the shortcomings
        return Check(State.READY, _("The portrait has its alternative text."))
    if profile.approval and profile.approval.allows_portrait:
        return Check(
            State.ADVICE, _("The person has agreed to a portrait, and there is none yet."), "portrait"
        )
    return Check(State.READY, _("There is no portrait: the initial of the name stands there."))


def summary(profile) -> Check:
    length = len(profile.summary)
    if length < SHORT_SUMMARY:
        text = _("The summary has %(count)d characters; cards read best with %(least)d to 350.")
        return Check(State.ADVICE, text % {"count": length, "least": SHORT_SUMMARY}, "summary")
    return Check(State.READY, _("The summary has %(count)d of 350 characters.") % {"count": length})


def story(profile) -> Check:
    kinds = [block.block_type for block in profile.story]
    if "paragraph" not in kinds:
        return Check(State.ADVICE, _("The story has not been written yet."), "story")
    if "achievements" not in kinds:
        return Check(State.ADVICE, _("The story names no achievements."), "story")
    return Check(State.READY, _("The story is written, with its achievements."))


def recordings(profile) -> Check | None:
    clips = [block for block in profile.story if block.block_type in ("clip", "video")]
    if not clips or any(block.value.missing for block in clips):
        return None
    return Check(State.READY, _("Every recording has its words."))


class Checklist(Panel):
    """Shows the list for what is stored; it is drawn anew with every save."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "exemplars/admin/checklist.html"

        def is_shown(self):
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context=None):
            checks = checks_of(self.instance)
            ready = not any(check.state is State.MISSING for check in checks)
            return super().get_context_data(parent_context) | {"checks": checks, "ready": ready}
