from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from encrypted_fields.fields import EncryptedTextField

from exemplars.models import ConferencePage, ExemplarPage
from exemplars.vocabulary.names import clean_text, fold, sort_key

from ..campaigns.models import CampaignPage
from ..dossiers.models import NominationPage
from ..links import Link, new_nonce
from .querysets import DelegateQuerySet, RosterQuerySet
from .rules import State, takes_answers


def new_badge_code() -> str:
    """A code that nobody guesses and that says nothing about anybody."""
    return get_random_string(16)


class Roster(models.Model):
    """Who goes to one conference: private, kept by the organisers, forgotten some time after it.

    Its conference is a public page that knows nothing of it.
    """

    #: Its own words name a conference and nobody in it, so they may stand in the log.
    audit_label = "conference"

    conference = models.OneToOneField(
        ConferencePage, verbose_name=_("conference"), on_delete=models.PROTECT, related_name="+"
    )
    campaign = models.ForeignKey(
        CampaignPage,
        verbose_name=_("campaign"),
        on_delete=models.PROTECT,
        related_name="rosters",
        help_text=_("Whose recognised people are the delegates."),
    )
    chaired_by = models.CharField(
        _("chaired by"), max_length=200, help_text=_("As the invitation says it: name and post.")
    )
    reply_by = models.DateField(
        _("answers until"), null=True, blank=True, help_text=_("Without a day, until the conference begins.")
    )
    note = models.TextField(
        _("what those invited should know"),
        max_length=1000,
        blank=True,
        help_text=_("For example dress, parking, when the doors open. It stands in the invitation."),
    )
    contact = models.CharField(
        _("whom to ask"), max_length=200, blank=True, help_text=_("Name, telephone and mail address.")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    forgotten_at = models.DateTimeField(
        null=True, editable=False, help_text="When what was private about its people was destroyed."
    )

    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = _("roster of a conference")
        verbose_name_plural = _("rosters of conferences")
        default_permissions = ()
        ordering = ["-conference__starts_at", "-pk"]

    def __str__(self):
        return self.conference.title

    @property
    def title(self) -> str:
        return self.conference.title

    @property
    def takes_answers(self) -> bool:
        """Whether those invited may still answer, and change their answer."""
        return takes_answers(
            reply_by=self.reply_by,
            starts_at=self.conference.starts_at,
            now=timezone.now(),
            today=timezone.localdate(),
        )


class Delegate(models.Model):
    """One person on the roster: who comes as what, what they answered, what they need, when they arrived."""

    class Kind(models.TextChoices):
        DELEGATE = "delegate", _("Delegate")
        GUEST = "guest", _("Guest")
        ORGANISER = "organiser", _("Organiser")

    #: The order in which the official list has them.
    KIND_ORDER = {Kind.DELEGATE: 1, Kind.GUEST: 2, Kind.ORGANISER: 3}
    STATES = (
        (State.LISTED, _("Not invited yet")),
        (State.INVITED, _("Invited")),
        (State.ACCEPTED, _("Accepted")),
        (State.DECLINED, _("Declined")),
        (State.ATTENDED, _("Has come")),
    )

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="delegates")
    kind = models.CharField(_("comes as"), max_length=10, choices=Kind.choices, default=Kind.DELEGATE)
    kind_order = models.PositiveSmallIntegerField(editable=False)
    nomination = models.ForeignKey(
        NominationPage, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    profile = models.ForeignKey(
        ExemplarPage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    name = models.CharField(_("full name"), max_length=150)
    folded_name = models.CharField(max_length=150, editable=False)
    sort_name = models.CharField(max_length=600, editable=False)
    position = models.CharField(_("position"), max_length=255, blank=True)
    unit_name = models.CharField(_("unit"), max_length=255, blank=True)
    field = models.ForeignKey(
        "exemplars.Field",
        verbose_name=_("field"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    is_for_digital = models.BooleanField(_("honoured for digital transformation"), default=False)
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("Stands in the official list of delegates.")
    )

    # --- Private, and forgotten after the conference; what is encrypted is stored as nothing where it is empty
    email = models.EmailField(_("mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="vi")
    diet = EncryptedTextField(_("diet"), blank=True, null=True)
    access = EncryptedTextField(_("access and health"), blank=True, null=True)
    transport = EncryptedTextField(_("transport asked for"), blank=True, null=True)
    travel = EncryptedTextField(_("travel arranged"), blank=True, null=True)
    table = models.CharField(pgettext_lazy("in a hall", "table"), max_length=20, blank=True)
    seat = models.CharField(pgettext_lazy("in a hall", "seat"), max_length=20, blank=True)

    # --- What became of the invitation; written by actions only
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=State.LISTED, editable=False)
    nonce = models.CharField(max_length=40, default=new_nonce, editable=False)
    badge_code = models.CharField(max_length=20, unique=True, editable=False, default=new_badge_code)
    invited_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    arrived_at = models.DateTimeField(null=True, editable=False)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = _("person on a roster")
        verbose_name_plural = _("people on rosters")
        # Who may read rosters, and who keeps them.
        default_permissions = ("view", "change")
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["roster"],
                condition=Q(is_for_digital=True),
                name="one_delegate_for_digital_transformation",
                violation_error_message=_(
                    "Somebody else is the delegate for digital transformation already."
                ),
            ),
            models.UniqueConstraint(
                fields=["roster", "nomination"],
                condition=Q(nomination__isnull=False),
                name="a_nomination_is_on_a_roster_once",
            ),
            models.UniqueConstraint(
                fields=["roster", "profile"],
                condition=Q(profile__isnull=False),
                name="a_profile_is_on_a_roster_once",
            ),
            models.CheckConstraint(
                name="only_delegates_are_honoured",
                condition=Q(is_for_digital=False) | Q(kind="delegate"),
            ),
            models.CheckConstraint(
                name="who_has_come_has_a_moment",
                condition=Q(state=State.ATTENDED, arrived_at__isnull=False)
                | (~Q(state=State.ATTENDED) & Q(arrived_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="who_is_invited_has_a_moment",
                condition=~Q(state=State.INVITED) | Q(invited_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["roster", "state"], name="people_of_a_state")]

    def __str__(self):
        return f"{self.roster_id}/{self.pk}"

    def save(self, *args, **kwargs):
        self.name = clean_text(self.name)
        self.folded_name, self.sort_name = fold(self.name), sort_key(self.name)
        self.kind_order = self.KIND_ORDER[self.kind]
        super().save(*args, **kwargs)

    @property
    def link(self) -> Link:
        return Link(self.pk, self.nonce)

    @property
    def post_and_unit(self) -> str:
        """The post, and the unit where the post does not name it already."""
        if self.unit_name.casefold() in self.position.casefold():
            return self.position
        return ", ".join(filter(None, (self.position, self.unit_name)))

    @cached_property
    def needs(self) -> list[tuple[str, str]]:
        """What the person asked for, each with its name; empty where nothing was asked."""
        columns = ((_("Diet"), self.diet), (_("Access"), self.access), (_("Transport"), self.transport))
        return [(label, text) for label, text in columns if text]
