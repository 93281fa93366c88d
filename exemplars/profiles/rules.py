"""What may be published of an honoured person, decided over plain values. No Django here but for words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Refusal(StrEnum):
    """Why the gate holds a profile back."""

    NO_APPROVAL = "no-approval"
    REVOKED = "revoked"
    EMBARGO = "embargo"
    NO_STORY_CONSENT = "no-story-consent"
    NO_PORTRAIT_CONSENT = "no-portrait-consent"
    NO_VIDEO_CONSENT = "no-video-consent"


class Shortcoming(StrEnum):
    """What an editor has still to write before a profile can be published."""

    NO_PORTRAIT_WORDS = "no-portrait-words"
    NO_RECORDING = "no-recording"
    NO_CAPTIONS = "no-captions"
    NO_TRANSCRIPT = "no-transcript"


class Gone(StrEnum):
    """Why a profile that was public is so no more."""

    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Permission:
    """What an approval carries across: which purposes the person agreed to, and whether it still stands."""

    story: bool
    portrait: bool
    video: bool
    revoked: bool


@dataclass(frozen=True)
class Contents:
    """What a profile uses: a picture of the person, a clip; and when it may be read at the earliest."""

    portrait: bool
    video: bool
    embargo_until: datetime | None


def refusals(permission: Permission | None, contents: Contents, now: datetime) -> list[Refusal]:
    """List every reason that keeps a profile from the public; an empty list lets it pass.

    Source: Decree 13/2023 (consent per purpose); the portal's own embargo.
    """
    if permission is None:
        return [Refusal.NO_APPROVAL]
    checks = [
        (Refusal.REVOKED, permission.revoked),
        (Refusal.NO_STORY_CONSENT, not permission.story),
        (Refusal.NO_PORTRAIT_CONSENT, contents.portrait and not permission.portrait),
        (Refusal.NO_VIDEO_CONSENT, contents.video and not permission.video),
        (Refusal.EMBARGO, contents.embargo_until is not None and contents.embargo_until > now),
    ]
    return [refusal for refusal, holds in checks if holds]
