from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from exemplars.models import Unit


class MembershipQuerySet(models.QuerySet):
    def of_user(self, user):
        """The memberships of a signed-in person in units that still nominate; none for anybody else."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user=user, unit__is_active=True).select_related("unit")


class Membership(models.Model):
    """A person who files nominations for a unit, as its officer or as its head."""

    class Role(models.TextChoices):
        OFFICER = "officer", _("Officer")
        HEAD = "head", _("Head")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.OFFICER)
    phone = models.CharField(
        _("telephone"),
        max_length=30,
        blank=True,
        help_text=_("At work: called when mail does not arrive."),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit membership")
        verbose_name_plural = _("unit memberships")
        ordering = ["unit__sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "unit"], name="one_membership_per_person_and_unit")
        ]

    def __str__(self):
        return f"{self.user.get_full_name() or self.user.get_username()} – {self.unit}"


def units_of(user) -> list[Unit]:
    """Return the units for which a person may file, asking the database once per request's user object."""
    if not hasattr(user, "_units"):
        user._units = [membership.unit for membership in Membership.objects.of_user(user)]
    return user._units


def belongs_to(user, unit_id: int) -> bool:
    """Say whether the person has, or ever was given, a place in the unit: then no review step is theirs."""
    return Membership.objects.filter(user_id=user.pk, unit_id=unit_id).exists()
