"""Who looks at mail, who reads its text, and who holds it back or sends it again."""

from ..doors import takes_part
from ..roles import HANDLE_MAIL, READ_DOSSIERS, READ_MAIL


def may_read_mail(user) -> bool:
    """Say whether the list of mails is open to this person: to whom, when, and what became of them."""
    return user.is_active and user.has_perm(READ_MAIL)


def may_read_text(user) -> bool:
    """Say whether this person may also read what a mail says: whoever reads every dossier."""
    return may_read_mail(user) and user.has_perm(READ_DOSSIERS)


def may_handle_mail(user) -> bool:
    """Say whether this person holds mail back and sends it again; superusers have no part in review."""
    return may_read_mail(user) and takes_part(user, HANDLE_MAIL)
