from ..doors import takes_part
from ..roles import CHASE_UNITS, KEEP_PLANS, READ_PLANS


def may_follow(user) -> bool:
    """Say whether this person sees what units have done: screeners, auditors, superusers."""
    return user.is_active and user.has_perm(READ_PLANS)


def may_chase(user) -> bool:
    """Say whether this person reminds units; superusers read and take no part."""
    return takes_part(user, CHASE_UNITS)


def may_keep_plans(user) -> bool:
    """Say whether this person answers reports and finds assignments done."""
    return takes_part(user, KEEP_PLANS)
