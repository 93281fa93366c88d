"""The gate's refusals in words that an editor can act on."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .rules import Refusal, Shortcoming

REASONS = {
    Refusal.NO_APPROVAL: _("No decision stands behind this profile. Choose the approval that it rests on."),
    Refusal.REVOKED: _("The recognition has been revoked, so this profile cannot be public."),
    Refusal.EMBARGO: _("The embargo is not over yet. Schedule it for later, or change the embargo."),
    Refusal.NO_STORY_CONSENT: _("The person has not agreed to the publication of the story."),
    Refusal.NO_PORTRAIT_CONSENT: _(
        "The person has not agreed to the publication of a portrait. Take the picture out."
    ),
    Refusal.NO_VIDEO_CONSENT: _(
        "The person has not agreed to the publication of a video. Take the video out."
    ),
    Shortcoming.NO_PORTRAIT_WORDS: _("Describe the portrait for readers who cannot see it."),
    Shortcoming.NO_RECORDING: _("A clip of the story names no recording. Choose one, or take the clip out."),
    Shortcoming.NO_CAPTIONS: _(
        "A video of the story has no captions. Add them to the recording, under Media."
    ),
    Shortcoming.NO_TRANSCRIPT: _("A clip of the story has no transcript. Write down what is said in it."),
}


class PublishRefused(ValidationError):
    """The gate holds a profile back.

    Carries a dictionary: wagtail-localize reads ``error_dict`` of what ``publish()`` raises.
    """

    def __init__(self, reasons: list[Refusal | Shortcoming]):
        self.reasons = reasons
        super().__init__({"__all__": [REASONS[reason] for reason in reasons]})
