"""Who enters a page of the review, and that nothing on the way keeps what it shows."""

from django.core.exceptions import PermissionDenied


def takes_part(user, permission: str) -> bool:
    """Say whether a role's work is this person's; superusers read and take no part in review."""
    return user.is_active and not user.is_superuser and user.has_perm(permission)


class ClosedDoor:
    """A view that is closed to everybody but those who ``may_enter``; kept by no cache."""

    def may_enter(self, user) -> bool:
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        if not self.may_enter(request.user):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response
