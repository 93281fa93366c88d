"""The kind of mail that this room sends."""

from django.utils.translation import gettext_lazy as _

from ..mail.kinds import register_kind
from .notices import INVITATION

register_kind(INVITATION, _("Invitations to conferences"), may_decline=False)
