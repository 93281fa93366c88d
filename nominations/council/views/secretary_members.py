"""Who sits in a session, how they take part, and from what they are recused."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from ...refusals import Refused
from ..actions.sessions import (
    LIKENESS,
    add_member,
    change_members,
    lift_recusal,
    remove_member,
    take_over_members,
)
from ..models import CouncilMember, CouncilSession, Recusal
from ..session_forms import (
    AddMembersForm,
    AttendanceForm,
    LiftForm,
    MemberForms,
    PartForm,
    errors_of,
    name_of,
    people_who_may_sit,
)
from .secretary import ChangingMixin, ConfirmMixin, SecretaryMixin, SessionMixin, TabView, TypedMixin, tab_url


def members_of(session: CouncilSession):
    return session.members.select_related("user", "proxy_user")


def earlier_session(session: CouncilSession) -> CouncilSession | None:
    """The latest other session that has members."""
    others = CouncilSession.objects.exclude(pk=session.pk).filter(members__isnull=False)
    return others.order_by("-held_at", "-pk").first()


class MembersTab(ChangingMixin, SecretaryMixin, SessionMixin):
    tab = "members"


class MembersView(MembersTab, TabView):
    """The council of this session at a glance."""

    template_name = "nominations/council/session/members.html"

    def get_context_data(self, **kwargs):
        members = list(members_of(self.session))
        ways = [member.attendance for member in members]
        recusals = Recusal.objects.filter(item__session=self.session).select_related(
            "member__user", "item__nomination__candidate"
        )
        return super().get_context_data(**kwargs) | {
            "members": members,
            "ways": [
                (label, ways.count(way)) for way, label in CouncilMember.Attendance.choices if way in ways
            ],
            "has_chair": any(member.part == CouncilMember.Part.CHAIR for member in members),
            "recusals": recusals.order_by("item__number", "member__sort_order"),
            "likeness": LIKENESS,
            "can_change": self.can_change,
            "earlier": earlier_session(self.session) if self.can_change else None,
        }


class AddMembersView(TypedMixin, MembersTab, FormView):
    """Give several people a place at once; part and post are written afterwards, on one page for all."""

    http_method_names = ["get", "head", "post"]
    template_name = "nominations/council/session/add_members.html"
    form_class = AddMembersForm

    def title(self):
        return _("Add members")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"people": people_who_may_sit(self.session)}

    def get_form(self, form_class=None):
        kwargs = self.get_form_kwargs()
        return AddMembersForm(kwargs.get("data"), people=kwargs["people"])

    def form_valid(self, form):
        if self.attempt(form, lambda: self.add(form.chosen)) is None:
            return self.form_invalid(form)
        words = ngettext("%(number)d member added.", "%(number)d members added.", len(form.chosen))
        return self.go(messages.success, words % {"number": len(form.chosen)})

    def add(self, people) -> list[CouncilMember]:
        posts = dict(
            CouncilMember.objects.filter(user__in=people).order_by("pk").values_list("user_id", "position")
        )
        return [
            add_member(
                session=self.session, user=self.request.user, person=person, position=posts.get(person.pk, "")
            )
            for person in people
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back_url": tab_url(self.tab, self.session)}


class TakeOverView(ConfirmMixin, MembersTab, FormView):
    """Begin with the members of the last session."""

    @cached_property
    def source(self) -> CouncilSession | None:
        return earlier_session(self.session)

    def title(self):
        return _("Take over the members of the last session")

    def consequences(self):
        if self.source is None:
            return [_("There is no earlier session.")]
        names = ", ".join(str(member) for member in members_of(self.source))
        return [
            _("From “%(session)s”: %(names)s.") % {"session": self.source.title, "names": names},
            _("With part and post. Attendance begins anew; who may no longer sit is left out."),
        ]

    def act(self, form):
        if self.source is None:
            raise Refused(_("There is no earlier session."))
        added = take_over_members(session=self.session, user=self.request.user, source=self.source)
        return ngettext("%(number)d member added.", "%(number)d members added.", added) % {"number": added}


class MemberFormsView(MembersTab, TemplateView):
    """Some columns of all members in one form."""

    http_method_names = ["get", "head", "post"]
    form_class = PartForm

    def form_kwargs(self) -> dict:
        return {}

    def forms(self, data=None) -> MemberForms:
        return MemberForms(self.form_class, members_of(self.session), data, **self.form_kwargs())

    def post(self, request, *args, **kwargs):
        forms, refusals = self.forms(request.POST), []
        if forms.is_valid():
            try:
                changed = change_members(session=self.session, user=request.user, changes=forms.changes)
            except Refused as refused:
                refusals = [refused.message]
            except ValidationError as invalid:
                refusals = errors_of(invalid)
            else:
                words = ngettext("%(number)d member changed.", "%(number)d members changed.", changed)
                return self.go(messages.success, words % {"number": changed})
        self.has_errors = True
        return self.render_to_response(self.get_context_data(forms=forms, refusals=refusals))

    def get_context_data(self, **kwargs):
        kwargs.setdefault("forms", self.forms())
        return super().get_context_data(**kwargs) | {"back_url": tab_url(self.tab, self.session)}


class PartsView(MemberFormsView):
    template_name = "nominations/council/session/parts.html"

    def title(self):
        return _("Parts and posts")


class AttendanceView(MemberFormsView):
    template_name = "nominations/council/session/attendance.html"
    form_class = AttendanceForm

    def title(self):
        return _("Attendance")

    def form_kwargs(self):
        return {"proxies": [(user.pk, name_of(user)) for user in people_who_may_sit(self.session)]}


class RemoveMemberView(ConfirmMixin, MembersTab, FormView):
    @cached_property
    def member(self) -> CouncilMember:
        return get_object_or_404(members_of(self.session), pk=self.kwargs["member_id"])

    def title(self):
        return _("Remove %(member)s from the session") % {"member": self.member}

    def consequences(self):
        return [_("Scores and declared conflicts of this member in this session go as well.")]

    def act(self, form):
        name = str(self.member)
        remove_member(member=self.member, user=self.request.user)
        return _("%(member)s is no longer a member of this session.") % {"member": name}


class LiftRecusalView(ConfirmMixin, MembersTab, FormView):
    """Find that a likeness of names deceives."""

    form_class = LiftForm

    @cached_property
    def recusal(self) -> Recusal:
        found = Recusal.objects.filter(item__session=self.session, ground__in=LIKENESS)
        related = found.select_related("member__user", "item__session", "item__nomination__candidate")
        return get_object_or_404(related, pk=self.kwargs["recusal_id"])

    def title(self):
        return _("Lift the recusal of %(member)s") % {"member": self.recusal.member}

    def consequences(self):
        values = {
            "member": self.recusal.member,
            "candidate": self.recusal.item.nomination.candidate.name,
            "ground": self.recusal.get_ground_display(),
        }
        return [
            _("Nomination of %(candidate)s. Ground: %(ground)s.") % values,
            _("%(member)s reads this dossier, scores it and votes on it again.") % values,
        ]

    def act(self, form):
        lift_recusal(recusal=self.recusal, user=self.request.user, note=form.cleaned_data["note"])
        return _("The recusal is lifted.")
