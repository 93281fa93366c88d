from ..membership.models import belongs_to


def reads_letters(user, nomination) -> bool:
    """Say whether a reviewer may read the letters on a nomination: not on one of their own unit.

    Letters are confidential: they are written for those who review, and candid because of it.
    """
    return not belongs_to(user, nomination.unit_id)
