from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exemplars.vocabulary.names import clean_text, fold

from ..campaigns.models import CampaignPage, Criterion
from ..campaigns.outcome import OutcomeNumbers, rule_constraints
from ..dossiers.models import NominationPage


class CouncilSession(models.Model):
    """One meeting of the council on one campaign: its members, its agenda, its ballots and its minutes."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Being prepared")
        OPEN = "open", _("Open to members")
        CONCLUDED = "concluded", _("Concluded")

    campaign = models.ForeignKey(
        CampaignPage, verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="council_sessions"
    )
    title = models.CharField(_("name"), max_length=150)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PLANNED, editable=False
    )
    held_at = models.DateTimeField(_("begins"), help_text=_("Vietnam time."))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    venue = models.CharField(_("place"), max_length=200, blank=True)
    founding_number = models.CharField(
        _("number of the decision that founded the council"), max_length=60, blank=True
    )
    founding_date = models.DateField(_("date of that decision"), null=True, blank=True)
    guests = models.TextField(_("guests"), blank=True, help_text=_("One per line. Guests never vote."))
    discussion = models.TextField(
        _("discussion"), blank=True, help_text=_("For the minutes; one paragraph per line.")
    )
    conclusion = models.TextField(_("conclusion"), blank=True, help_text=_("For the minutes."))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("council session")
        verbose_name_plural = _("council sessions")
        ordering = ["-held_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="session_ends_after_it_begins",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("held_at")),
                violation_error_message=_("The session must end after it begins."),
            ),
        ]

    def __str__(self):
        return self.title


class CouncilMember(models.Model):
    """A person's place in one session, and how that person takes part."""

    class Part(models.TextChoices):
        CHAIR = "chair", _("Chair")
        VICE_CHAIR = "vice_chair", _("Vice-chair")
        MEMBER = "member", _("Member")
        SECRETARY = "secretary", _("Member and secretary")

    class Attendance(models.TextChoices):
        PRESENT = "present", _("Present")
        REMOTE = "remote", _("Takes part from afar")
        PROXY = "proxy", _("Sends a proxy")
        WRITTEN = "written", _("Votes in writing")
        ABSENT = "absent", _("Absent")

    session = models.ForeignKey(CouncilSession, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="council_places",
    )
    part = models.CharField(_("part"), max_length=10, choices=Part.choices, default=Part.MEMBER)
    position = models.CharField(
        _("post"),
        max_length=200,
        blank=True,
        help_text=_("As it stands in the minutes, for example Thứ trưởng."),
    )
    attendance = models.CharField(
        _("attendance"), max_length=10, choices=Attendance.choices, default=Attendance.PRESENT
    )
    absence_reason = models.CharField(_("reason for the absence"), max_length=200, blank=True)
    proxy_name = models.CharField(_("proxy"), max_length=150, blank=True)
    proxy_document = models.CharField(_("number of the written authority"), max_length=60, blank=True)
    proxy_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account of the proxy"), on_delete=models.PROTECT,
        null=True, blank=True, related_name="proxy_places",
    )  # fmt: skip
    is_counter = models.BooleanField(_("counts the votes"), default=False)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("council member")
        verbose_name_plural = _("council members")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "user"], name="one_place_per_person_and_session"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(part="chair"), name="one_chair_per_session",
                violation_error_message=_("The session already has a chair."),
            ),
            models.UniqueConstraint(
                fields=["session", "proxy_user"], condition=Q(proxy_user__isnull=False),
                name="one_member_per_proxy", violation_error_message=_("A proxy votes for one member only."),
            ),
            models.CheckConstraint(
                name="proxy_is_named_in_writing",
                condition=~Q(attendance="proxy") | (~Q(proxy_name="") & ~Q(proxy_document="")),
                violation_error_message=_("Name the proxy, and the number of the written authority."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.user.get_full_name() or self.user.get_username()


class AgendaItem(models.Model):
    """One nomination on a session's agenda, with what the council made of it in the end."""

    class Result(models.TextChoices):
        SELECTED = "selected", _("Selected")
        RESERVE = "reserve", _("Reserve")
        LOST = "lost", _("Not enough votes")
        UNSEATED = "unseated", _("Enough votes, no seat left")
        DEFERRED = "deferred", _("Left to a later session")
        TIED = "tied", _("Tied for the last seat")
        WITHDRAWN = "withdrawn", _("Withdrawn meanwhile")

    session = models.ForeignKey(CouncilSession, on_delete=models.PROTECT, related_name="agenda")
    nomination = models.ForeignKey(NominationPage, on_delete=models.PROTECT, related_name="agenda_items")
    number = models.PositiveSmallIntegerField(_("number"))
    remark = models.TextField(_("remark"), max_length=2000, blank=True)
    #: Written when the session is concluded; empty before.
    result = models.CharField(_("result"), max_length=10, choices=Result.choices, blank=True, editable=False)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True, editable=False)
    reserve_number = models.PositiveSmallIntegerField(
        _("reserve number"), null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "nomination"], name="one_agenda_item_per_nomination"),
            models.UniqueConstraint(fields=["session", "number"], name="one_nomination_per_agenda_number"),
            models.CheckConstraint(
                name="reserves_have_numbers", condition=Q(result="reserve") ^ Q(reserve_number__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.nomination}"


class Relative(models.Model):
    """A relative whom a member has declared once and for all: a nomination of that person recuses the member."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="declared_relatives"
    )
    name = models.CharField(_("full name"), max_length=150)
    folded_name = models.CharField(max_length=150, editable=False)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    relation = models.CharField(_("relation"), max_length=60)

    class Meta:
        verbose_name = _("relative")
        verbose_name_plural = _("relatives")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "folded_name"], name="one_row_per_relative")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name = clean_text(self.name)
        self.folded_name = fold(self.name)
        super().save(*args, **kwargs)


class RecusalQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(is_lifted=False)


class Recusal(models.Model):
    """A member who takes no part in one nomination, and why."""

    class Ground(models.TextChoices):
        OWN_UNIT = "own_unit", _("Same unit (found by the system)")
        SELF = "self", _("The candidate in person (found by the system)")
        RELATIVE = "relative", _("Declared relative (found by the system)")
        EARLIER_STEP = "earlier", _("Took an earlier step of the review (found by the system)")
        DECLARED = "declared", _("Conflict declared by the member")

    member = models.ForeignKey(CouncilMember, on_delete=models.CASCADE, related_name="recusals")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="recusals")
    ground = models.CharField(_("ground"), max_length=10, choices=Ground.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_lifted = models.BooleanField(
        _("lifted"), default=False, help_text=_("The secretary found that the likeness of names deceives.")
    )

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints = [
            models.UniqueConstraint(fields=["member", "item"], name="one_recusal_per_member_and_item")
        ]

    def __str__(self):
        return f"{self.member_id}/{self.item_id}: {self.ground}"


class Score(models.Model):
    """One member's points for one criterion of one nomination; None is an abstention."""

    member = models.ForeignKey(CouncilMember, on_delete=models.CASCADE, related_name="scores")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(_("points"), null=True, blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["member", "item", "criterion"], name="one_score_per_criterion"),
            models.CheckConstraint(
                name="points_begin_at_one", condition=Q(points__isnull=True) | Q(points__gte=1)
            ),
        ]

    def __str__(self):
        return f"{self.member_id}/{self.item_id}/{self.criterion_id}: {self.points}"


class Choice(models.TextChoices):
    AYE = "aye", _("Agree")
    NAY = "nay", _("Disagree")
    DEFER = "defer", _("Defer")


class Ballot(OutcomeNumbers):
    """One round of voting, by numbers that were copied from the campaign when it opened."""

    session = models.ForeignKey(CouncilSession, on_delete=models.PROTECT, related_name="ballots")
    round = models.PositiveSmallIntegerField(_("round"))
    members = models.PositiveSmallIntegerField(_("members of the council"))
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_void = models.BooleanField(_("void"), default=False)
    #: Of the sorted votes, chained to the session's and council's previous ballot; goes into the minutes.
    previous_sha256 = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["session", "round"]
        constraints = [
            models.UniqueConstraint(fields=["session", "round"], name="one_ballot_per_round"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(closed_at__isnull=True), name="one_open_ballot_per_session"
            ),
            models.CheckConstraint(
                name="closed_ballots_are_sealed", condition=Q(closed_at__isnull=True) ^ ~Q(sha256="")
            ),
            models.UniqueConstraint(
                fields=["previous_sha256"],
                condition=Q(closed_at__isnull=False),
                name="closed_ballots_form_one_chain",
            ),
            *rule_constraints("ballot"),
        ]

    def __str__(self):
        return f"{self.session} – {self.round}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class BallotLine(models.Model):
    """One nomination on a ballot paper; the counts are written when the ballot is closed, and only then."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="lines")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="lines")
    eligible = models.PositiveSmallIntegerField(_("members who may vote on it"))
    ayes = models.PositiveSmallIntegerField(_("agree"), null=True, blank=True)
    nays = models.PositiveSmallIntegerField(_("disagree"), null=True, blank=True)
    defers = models.PositiveSmallIntegerField(_("defer"), null=True, blank=True)
    carried = models.BooleanField(_("reached the threshold"), null=True, blank=True)

    class Meta:
        verbose_name = _("line of a ballot paper")
        verbose_name_plural = _("lines of a ballot paper")
        ordering = ["ballot", "item__number"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "item"], name="one_line_per_nomination"),
            models.CheckConstraint(
                name="no_more_votes_than_voters",
                condition=Q(ayes__isnull=True) | Q(eligible__gte=F("ayes") + F("nays") + F("defers")),
            ),
        ]

    def __str__(self):
        return f"{self.ballot_id}/{self.item_id}"


class RollEntry(models.Model):
    """Whether one member has voted in one ballot, and by which way; never how, and never when."""

    class Way(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        PROXY = "proxy", _("through a proxy")
        WRITTEN = "written", _("in writing")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="roll")
    member = models.ForeignKey(CouncilMember, on_delete=models.PROTECT, related_name="roll_entries")
    way = models.CharField(_("way"), max_length=10, choices=Way.choices)
    has_voted = models.BooleanField(_("has voted"), default=False)

    class Meta:
        verbose_name = _("entry of the roll")
        verbose_name_plural = _("roll")
        constraints = [models.UniqueConstraint(fields=["ballot", "member"], name="one_roll_entry_per_member")]

    def __str__(self):
        return f"{self.ballot_id}/{self.member_id}"


class Vote(models.Model):
    """One vote on one line, blank until it is cast; tied to no member and to no other line's vote.

    A ballot paper is cut into lines before it goes into the urn: a paper that lacks the line on which its
    member was recused would name that member.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    line = models.ForeignKey(BallotLine, on_delete=models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=5, choices=Choice.choices, blank=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.CheckConstraint(
                name="votes_are_blank_or_one_of_three", condition=Q(choice__in=["", *Choice.values])
            )
        ]

    def __str__(self):
        return f"{self.line_id}: {self.choice}"


class OpenVote(models.Model):
    """A vote by show of hands: who chose what is no secret there."""

    roll_entry = models.ForeignKey(RollEntry, on_delete=models.PROTECT, related_name="open_votes")
    line = models.ForeignKey(BallotLine, on_delete=models.PROTECT, related_name="open_votes")
    choice = models.CharField(max_length=5, choices=Choice.choices)

    class Meta:
        verbose_name = _("vote by show of hands")
        verbose_name_plural = _("votes by show of hands")
        constraints = [
            models.UniqueConstraint(fields=["roll_entry", "line"], name="one_open_vote_per_member_and_line")
        ]

    def __str__(self):
        return f"{self.roll_entry_id}/{self.line_id}: {self.choice}"


class CastingDecision(models.Model):
    """Which of the tied the chair put on the last seat, where the rule gives the chair that word."""

    session = models.ForeignKey(CouncilSession, on_delete=models.PROTECT, related_name="casting_decisions")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="casting_decision")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("casting decision")
        verbose_name_plural = _("casting decisions")

    def __str__(self):
        return f"{self.item_id}"
