"""Who came in, who left, and who was turned away: people of the admin only."""

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Q
from django.dispatch import receiver
from wagtail.log_actions import log

from ..roles import ADMIN


def works_in_the_admin(user) -> bool:
    return bool(user and user.is_authenticated and user.has_perm(ADMIN))


@receiver(user_logged_in, dispatch_uid="audit_sign_in")
def tell_sign_in(sender, user, **kwargs) -> None:
    if works_in_the_admin(user):
        log(user, "nominations.sign_in", user=user)


@receiver(user_logged_out, dispatch_uid="audit_sign_out")
def tell_sign_out(sender, user, **kwargs) -> None:
    if works_in_the_admin(user):
        log(user, "nominations.sign_out", user=user)


@receiver(user_login_failed, dispatch_uid="audit_sign_in_failed")
def tell_failed_sign_in(sender, credentials, **kwargs) -> None:
    """Log a wrong password for an account that exists; what was typed otherwise is nobody's business."""
    people, typed = get_user_model(), Q()
    for column in (people.USERNAME_FIELD, people.EMAIL_FIELD):
        if credentials.get(column):
            typed |= Q(**{f"{column}__iexact": credentials[column]})
    user = people._default_manager.filter(typed).first() if typed else None
    if works_in_the_admin(user):
        log(user, "nominations.sign_in_failed")
