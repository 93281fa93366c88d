"""Who enters a page of the review, and that nothing on the way keeps what it shows."""

from django.conf import settings
from django.core.exceptions import PermissionDenied


def takes_part(user, permission: str) -> bool:
    """Say whether a role's work is this person's; superusers read and take no part in review."""
    return user.is_active and not user.is_superuser and user.has_perm(permission)


def sender_of(request) -> str:
    """Return the address a request came from, as the outermost of our own proxies saw it.

    ``TRUSTED_PROXIES`` says how many proxies of ours stand in front; what a visitor claims beyond is not read.
    """
    count = getattr(settings, "TRUSTED_PROXIES", 0)
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if count and len(hops) >= count:
        return hops[-count]
    return request.META.get("REMOTE_ADDR", "")


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
