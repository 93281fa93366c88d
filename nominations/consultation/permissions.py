from ..roles import READ_COMMENTS


def may_read_consultations(user) -> bool:
    """Say whether the lists and the comments on them, senders included, are open to this person."""
    return user.is_active and user.has_perm(READ_COMMENTS)
