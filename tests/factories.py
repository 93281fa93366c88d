"""Builders of what tests stand on. They go the way that people go: through actions and review steps.

officer = factories.officer()
nomination = factories.nomination(Stage.ACCEPTED, by=officer)
factories.act(nomination, factories.leader(), "approve", **factories.DECISION)
"""

from datetime import datetime, timedelta
from io import BytesIO
from itertools import count
from uuid import uuid4

import pikepdf
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page

from exemplars.models import (
    Bloc,
    Clip,
    ColumnIndexPage,
    ColumnPage,
    ColumnPick,
    ConferenceDelegate,
    ConferenceIndexPage,
    ConferencePage,
    ExemplarIndexPage,
    ExemplarPage,
    Field,
    ProgrammeItem,
    Unit,
)
from exemplars.profiles.actions import HonouredPerson, draft_profile
from home.models import HomePage
from home.setup import set_up_portal
from nominations.campaigns.actions import lock_campaign
from nominations.consultation.actions import pass_consultation
from nominations.consultation.actions.comments import send_comment
from nominations.consultation.actions.publishing import publish_consultation, shortlist_of
from nominations.council.actions.ballots import cast_vote, close_ballot, lay_out, lines_for, open_ballot
from nominations.council.actions.passing import hold_in_reserve, leave_unselected, select_nomination
from nominations.council.actions.results import conclude_session  # noqa: F401 - tests reach it from here
from nominations.council.actions.sessions import add_member, open_session, plan_session, put_on_agenda
from nominations.decisions.actions.revoking import revoke_recognition
from nominations.delegates.actions import add_person, open_roster
from nominations.dossiers.actions import (
    attach_evidence,
    create_nomination,
    editing,
    keep,
    lock,
    record_consents,
    submit_nomination,
    withdraw_nomination,
)
from nominations.dossiers.files import sniff
from nominations.groups import group_of
from nominations.models import (
    Achievement,
    AgendaItem,
    Allocation,
    Assignment,
    Ballot,
    CampaignIndexPage,
    CampaignPage,
    Choice,
    Comment,
    Consultation,
    CouncilMember,
    CouncilSession,
    Delegate,
    EarlierAward,
    Honour,
    LetterRequest,
    Membership,
    NominationPage,
    OpenVote,
    Quota,
    RollEntry,
    Roster,
    Vote,
)
from nominations.referees.actions.writing import put_file
from nominations.roles import Role
from nominations.screening.actions.handling import claim_nomination
from nominations.screening.actions.remarks import write_remark
from nominations.stages import Stage
from nominations.workflow import current_step

PASSWORD = "một mật khẩu đủ dài 2026"
CONSENTS = {"review": True, "story": True, "portrait": True, "video": False, "contact": False}

_number = count(1)


# --- The portal -----------------------------------------------------------------------------------------


def portal() -> HomePage:
    """Return the front page of a portal that is set up; put back what a flushed database has lost."""
    if home := HomePage.objects.filter(locale__language_code="vi").first():
        return home
    Locale.objects.get_or_create(language_code="vi")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(instance=Page(title="Root", slug="root"))
    if not Collection.objects.filter(depth=1).exists():
        Collection.add_root(name="Root")
    permission_to_translate()
    return set_up_portal()


def permission_to_translate() -> None:
    """Put back the one permission that belongs to no model: wagtail-localize makes it in a migration."""
    kind, _ = ContentType.objects.get_or_create(app_label="wagtail_localize", model="translation")
    if not Permission.objects.filter(codename="submit_translation").exists():
        Permission.objects.create(
            content_type=kind, codename="submit_translation", name="Can submit translations"
        )


def campaigns() -> CampaignIndexPage:
    """Return the page under which every campaign stands."""
    portal()
    return CampaignIndexPage.objects.get()


def book_of_honour(language: str = "vi") -> ExemplarIndexPage:
    portal()
    return ExemplarIndexPage.objects.get(locale__language_code=language)


# --- Vocabulary -----------------------------------------------------------------------------------------


def bloc(**more) -> Bloc:
    number = next(_number)
    values = {"code": f"khoi-{number}", "name_vi": f"Khối thi đua số {number}", "name_en": f"Bloc {number}"}
    return Bloc.objects.create(**values | more)


def unit(**more) -> Unit:
    number = next(_number)
    values = {"code": f"don-vi-{number}", "name_vi": f"Cục Mẫu số {number}", "name_en": f"Agency {number}"}
    return Unit.objects.create(**values | more)


def field(**more) -> Field:
    number = next(_number)
    values = {"code": f"linh-vuc-{number}", "name_vi": f"Lĩnh vực số {number}", "name_en": f"Field {number}"}
    return Field.objects.create(**values | more)


# --- People ---------------------------------------------------------------------------------------------


def person(*roles: Role, username: str = "", **more):
    """Make a person who can sign in with PASSWORD and holds the roles."""
    username = username or f"nguoi-{next(_number)}"
    user = get_user_model().objects.create_user(username, f"{username}@example.vn", PASSWORD, **more)
    user.groups.set(group_of(role) for role in roles)
    return user


def member_of(user, its_unit: Unit, role: str = Membership.Role.OFFICER):
    """Let a person file for a unit; return the person."""
    Membership.objects.create(user=user, unit=its_unit, role=role)
    return user


def officer(its_unit: Unit | None = None, **more):
    """Make an officer, of a new unit where none is named."""
    return member_of(person(Role.OFFICER, **more), its_unit or unit())


def head(its_unit: Unit | None = None, **more):
    return member_of(person(Role.HEAD, **more), its_unit or unit(), Membership.Role.HEAD)


def screener(**more):
    return person(Role.SCREENER, **more)


def leader(**more):
    return person(Role.LEADER, **more)


def secretary(**more):
    return person(Role.SECRETARY, **more)


def council_member(**more):
    return person(Role.MEMBER, **more)


def editor(**more):
    return person(Role.EDITOR, **more)


def auditor(**more):
    return person(Role.AUDITOR, **more)


def administrator(**more):
    return person(Role.ADMINISTRATOR, **more)


def superuser(**more):
    return person(is_superuser=True, is_staff=True, **more)


def unit_of(user) -> Unit:
    """Return the first unit for which a person files."""
    return user.memberships.first().unit


def officer_of(nomination: "NominationPage"):
    """Return somebody who files for the nomination's unit."""
    return nomination.unit.memberships.first().user


# --- Campaigns ------------------------------------------------------------------------------------------


def campaign(
    *,
    quotas: dict[Field, int] | None = None,
    allocations: dict[Unit, int] | None = None,
    live: bool = True,
    **more,
) -> CampaignPage:
    """Make a campaign that is open now; ``quotas`` is seats by field, ``allocations`` nominations by unit."""
    now, number = timezone.now(), next(_number)
    values = {
        "title": f"Đợt xét chọn số {number}",
        "slug": f"dot-{number}",
        "code": f"DHTT{number}",
        "year": 2026,
        "opens_at": now - timedelta(days=7),
        "closes_at": now + timedelta(days=30),
        "consultation_days": 0,
    }
    page = CampaignPage(**values | more, live=live)
    page.quotas = [Quota(field=its_field, seats=seats) for its_field, seats in (quotas or {}).items()]
    page.allocations = [
        Allocation(unit=its_unit, seats=seats) for its_unit, seats in (allocations or {}).items()
    ]
    campaigns().add_child(instance=page)
    page.save_revision()
    return page


def close(its_campaign: CampaignPage) -> CampaignPage:
    """Let a campaign's last moment pass."""
    now = timezone.now()
    CampaignPage.objects.filter(pk=its_campaign.pk).update(
        opens_at=now - timedelta(days=60), closes_at=now - timedelta(minutes=1)
    )
    its_campaign.refresh_from_db()
    return its_campaign


# --- Files ----------------------------------------------------------------------------------------------


def pdf(text: str = "") -> bytes:
    """Return a sound PDF of one empty page, unlike any other."""
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Title"] = text or f"Tài liệu {next(_number)}"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def picture(size=(40, 50), *, format: str = "PNG", mode: str = "RGB", **options) -> bytes:
    """Return a picture of one colour."""
    out = BytesIO()
    Image.new(mode, size).save(out, format=format, **options)
    return out.getvalue()


def upload(name: str = "bao-cao.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    """Return an upload as a form hands it over; a sound PDF where no content is given."""
    return SimpleUploadedFile(name, pdf() if content is None else content)


def looked_at(evidence, content: bytes = b"") -> None:
    """Give a stored file its pictures, without the queue that draws them."""
    for file in (evidence.preview, evidence.thumbnail):
        file.save("", ContentFile(content or picture(format="JPEG")), save=False)
    evidence.save()


def image(title: str = "Chân dung"):
    """Return a stored picture of the public library."""
    return get_image_model().objects.create(title=title, file=SimpleUploadedFile("chan-dung.png", picture()))


#: The first bytes of files that browsers play; nothing in them can be played.
RECORDINGS = {
    ".mp4": b"\0\0\0\x18ftypisom\0\0\0\0isommp42",
    ".webm": b"\x1a\x45\xdf\xa3\x42\x82\x84webm",
    ".mp3": b"ID3\x04\0\0",
    ".m4a": b"\0\0\0\x18ftypM4A \0\0\0\0isommp42",
    ".ogg": b"OggS\0\x02\x01vorbis",
}
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:04.000\n[Tiếng suối] Chào bà con.\n"


def recording(name: str = "tuyen-thu.mp4", ending: str = "") -> SimpleUploadedFile:
    """Return an upload that begins as a recording of its ending does."""
    return SimpleUploadedFile(name, RECORDINGS[ending or f".{name.rpartition('.')[2]}"] + b"\0" * 400)


def captions(text: str = CAPTIONS, name: str = "phu-de.vtt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def clip(kind: str = "video", **more) -> Clip:
    """Return a stored recording with its words, ready to be shown."""
    ready = {
        "title": "Một ngày trên tuyến thư",
        "file": recording() if kind == "video" else recording("loi-ke.mp3"),
        "media_type": "video/mp4" if kind == "video" else "audio/mpeg",
        "size": 424,
        "duration": 252.4,
        "captions_vi": captions() if kind == "video" else "",
        "transcript_vi": "Chị Sương: Từ đây lên Huổi Sẳn là hết đường xe.",
    }
    return Clip.objects.create(type=kind, **ready | more)


# --- Nominations ----------------------------------------------------------------------------------------

CANDIDATE = {
    "sex": "female",
    "birth_year": 1984,
    "ethnicity": "Kinh",
    "home_place": "Xã Minh Họa, tỉnh Mẫu",
    "residence": "Phường Minh Họa, Hà Nội",
    "position": "Chuyên viên chính",
    "qualification": "Thạc sĩ công nghệ thông tin",
    "party_member": True,
    "duties": "Phụ trách nền tảng dữ liệu dùng chung.",
}
DECISION = {"number": "0142/QĐ-BTTTT", "decided_on": timezone.localdate(), "signatory": "Nguyễn Văn Mẫu"}
REVOCATION = DECISION | {"number": "0311/QĐ-BTTTT", "reason": "Khai sai thành tích."}


def draft(
    *,
    campaign: CampaignPage | None = None,
    by=None,
    unit: Unit | None = None,
    name: str = "Trần Thị Minh Họa",
    **more,
) -> NominationPage:
    """Open a nomination and leave it as it is: nothing but a name."""
    by = by or officer(unit)
    return create_nomination(
        campaign=campaign or globals()["campaign"](), unit=unit or unit_of(by), user=by, name=name, **more
    )


def fill(
    nomination: NominationPage, *, by, field: Field | None = None, consents: dict | None = None
) -> NominationPage:
    """Complete a draft: the candidate, the case, achievements, an award, evidence, consents."""
    candidate = nomination.candidate
    for column, value in CANDIDATE.items():
        setattr(candidate, column, getattr(candidate, column) or value)
    candidate.save()
    with editing(nomination=nomination, user=by, base_revision=None) as page:
        page.field = field or page.field or quota_field(nomination)
        page.summary = page.summary or "Xây dựng nền tảng dữ liệu dùng chung của ngành."
        page.case = page.case or "Báo cáo thành tích chi tiết. " * 10
        page.achievements = [Achievement(title="Nền tảng dữ liệu dùng chung", period="2021–2023")]
        page.awards = [EarlierAward(year=2022, name="Chiến sĩ thi đua cơ sở")]
        keep(page, user=by)
    attach_evidence(nomination=nomination, user=by, kind="report", upload=upload("bao-cao.pdf"))
    attach_evidence(nomination=nomination, user=by, kind="minutes", upload=upload("bien-ban.pdf"))
    record_consents(nomination=nomination, user=by, answers=CONSENTS if consents is None else consents)
    nomination.refresh_from_db()
    return nomination


def letter(nomination: NominationPage, *, by, answered: bool = False, **more) -> LetterRequest:
    """Ask for a letter of support; ``answered`` lets it come, with a file, whatever stage the nomination is at."""
    number = next(_number)
    values = {
        "name": f"Vũ Đình Mẫu {number}",
        "email": f"nguoi{number}@example.vn",
        "relation": "Nguyên Giám đốc",
    }
    values |= {"message": "Kính mong ông viết thư.", "due_on": timezone.localdate() + timedelta(days=10)}
    request = LetterRequest.objects.create(nomination=nomination, asked_by=by, **values | more)
    if answered:
        put_file(request, sniff(upload("thu.pdf")))
        request.known_from, request.text, request.answered_at = "Cùng dự án", "Thư riêng.", timezone.now()
        request.save()
    return request


def quota_field(nomination: NominationPage) -> Field:
    """Return a field in which the campaign has seats, giving it one where it has none."""
    if quota := nomination.campaign.quotas.first():
        return quota.field
    return Quota.objects.create(campaign=nomination.campaign, field=field(), seats=5).field


def step(nomination: NominationPage):
    """Return the nomination's present step: the state of the task that waits for a reviewer."""
    return NominationPage.objects.get(pk=nomination.pk).current_workflow_task_state


def act(nomination: NominationPage, user, action: str, **values) -> None:
    """Take the nomination's present step as ``user``, as the admin's view does."""
    state = step(nomination)
    state.task.specific.on_action(state, user, action, **values)
    nomination.refresh_from_db()


PAST_THE_COUNCIL = (Stage.ACCEPTED, Stage.APPROVED, Stage.REVOKED, Stage.DECLINED)
PAST_CONSULTATION = (Stage.COUNCIL, Stage.RESERVE, *PAST_THE_COUNCIL)
PAST_SCREENING = (Stage.CONSULTATION, *PAST_CONSULTATION)


def accepted(nomination: NominationPage, *, screener, stays: bool, **words) -> None:
    """Let a nomination through screening; ``stays`` keeps it in public consultation, whatever the campaign says."""
    row = CampaignPage.objects.filter(pk=nomination.campaign_id)
    if stays:
        row.filter(consultation_days=0).update(consultation_days=10)
    act(nomination, screener, "approve", **words)
    row.update(consultation_days=nomination.campaign.consultation_days)
    if not stays and nomination.stage == Stage.CONSULTATION:
        consulted(nomination)


def consulted(nomination: NominationPage) -> None:
    """Let the days of public consultation be over for one nomination."""
    with transaction.atomic():
        lock_campaign(nomination.campaign)
        present = current_step(lock(nomination), at=frozenset({Stage.CONSULTATION}))
        pass_consultation(nomination=nomination, task_state=present)
    nomination.refresh_from_db()


#: What a session's result does to a nomination.
RESULTS = {
    AgendaItem.Result.SELECTED: select_nomination,
    AgendaItem.Result.RESERVE: hold_in_reserve,
    AgendaItem.Result.LOST: leave_unselected,
}


def selected(nomination: NominationPage, result: str = AgendaItem.Result.SELECTED) -> AgendaItem:
    """Let a concluded session of one member have dealt with a nomination; return its item of the agenda."""
    clerk = secretary()
    session = CouncilSession.objects.create(
        campaign=nomination.campaign, title=f"Phiên họp {next(_number)}", held_at=timezone.now(),
        status=CouncilSession.Status.CONCLUDED, created_by=clerk,
    )  # fmt: skip
    reserve = 1 if result == AgendaItem.Result.RESERVE else None
    item = AgendaItem.objects.create(
        session=session, nomination=nomination, number=1, result=result, rank=1, reserve_number=reserve
    )
    voted_on(item, Choice.NAY if result == AgendaItem.Result.LOST else Choice.AYE)
    RESULTS[result](nomination=nomination, user=clerk)
    nomination.refresh_from_db()
    return item


def voted_on(item: AgendaItem, choice: str) -> Ballot:
    """Let a council of one have voted on one item, in a ballot that is closed and sealed."""
    session, clerk = item.session, item.session.created_by
    member = CouncilMember.objects.create(session=session, user=clerk, part=CouncilMember.Part.CHAIR)
    ballot = Ballot.objects.create(session=session, round=1, members=1, **session.campaign.numbers)
    lay_out(ballot, [item])
    record_roll = RollEntry.objects.filter(ballot=ballot, member=member)
    record_roll.update(has_voted=True)
    if ballot.is_secret:
        Vote.objects.filter(line__ballot=ballot).update(choice=choice)
    else:
        OpenVote.objects.create(roll_entry=record_roll.get(), line=ballot.lines.get(), choice=choice)
    return close_ballot(ballot=ballot, user=clerk)


def nomination(
    stage: Stage = Stage.DRAFT,
    *,
    by=None,
    screener=None,
    leader=None,
    field: Field | None = None,
    consents=None,
    **more,
) -> NominationPage:
    """Bring a complete nomination to a stage; ``more`` goes to ``draft`` (campaign, unit, name).

    One that was declined was selected by the council and declined by the leader.
    """
    by = by or officer(more.pop("unit", None))
    page = fill(draft(by=by, **more), by=by, field=field, consents=consents)
    if stage != Stage.DRAFT:
        submit_nomination(nomination=page, user=by)
        screen(page, stage, screener or globals()["screener"]())
        decide(page, stage, leader or globals()["leader"]())
    if stage == Stage.WITHDRAWN:
        withdraw_nomination(nomination=page, user=by)
    page.refresh_from_db()
    return page


def screen(page: NominationPage, stage: Stage, screener) -> None:
    """Take a submitted nomination past screening, as far as its stage needs it."""
    if stage in PAST_SCREENING:
        accepted(page, screener=screener, stays=stage == Stage.CONSULTATION)
    if stage == Stage.RETURNED:
        act(page, screener, "reject", reason="Bổ sung số liệu năm 2023.")
    if stage == Stage.INELIGIBLE:
        act(page, screener, "rule_out", reason="Cá nhân đang trong thời hạn kỷ luật.")


def decide(page: NominationPage, stage: Stage, leader) -> None:
    """Take a nomination past the council and the leader, as far as its stage needs it."""
    if stage == Stage.RESERVE:
        selected(page, AgendaItem.Result.RESERVE)
    if stage in PAST_THE_COUNCIL:
        selected(page)
    if stage in (Stage.APPROVED, Stage.REVOKED):
        act(page, leader, "approve", **DECISION)
    if stage == Stage.REVOKED:
        revoke_recognition(nomination=page, user=leader, **REVOCATION)
    if stage == Stage.DECLINED:
        act(page, leader, "decline", **DECISION, reason="Chưa đủ điều kiện.")


# --- Profiles -------------------------------------------------------------------------------------------


def honoured_person(**more) -> HonouredPerson:
    """Return the public fields that an approved nomination hands over."""
    number = next(_number)
    values = {
        "reference": f"DHTT-2026-9{number:03d}",
        "decision_number": DECISION["number"],
        "decision_date": DECISION["decided_on"],
        "signatory": DECISION["signatory"],
        "name": f"Nguyễn Thị Mẫu {number}",
        "honorific": "Bưu tá, Bưu điện huyện Minh Họa",
        "summary": "Hai mươi năm đưa thư lên bản.",
        "unit": None,
        "field": None,
        "year": 2026,
        "story": True,
        "portrait": True,
        "video": True,
    } | more
    return HonouredPerson(**values | {"unit": values["unit"] or unit(), "field": values["field"] or field()})


def profile(
    *,
    live: bool = True,
    story=(("paragraph", "<p>Câu chuyện.</p>"),),
    portrait=None,
    honour="exemplar",
    **more,
):
    """Make a profile as an approval does, complete it as an editor does, and publish it where ``live``."""
    portal()
    embargo_until = more.pop("embargo_until", None)
    page = draft_profile(honoured_person(**more))
    page.story, page.portrait, page.embargo_until, page.honour = list(story), portrait, embargo_until, honour
    page.portrait_alt = f"Chân dung {page.title}" if portrait else ""
    page.save()
    revision = page.save_revision()
    if live:
        revision.publish()
    return ExemplarPage.objects.get(pk=page.pk)


# --- Conferences ----------------------------------------------------------------------------------------


def conference(*, live: bool = True, delegates=(), programme=(), **more) -> ConferencePage:
    """Make a conference of one morning; ``delegates`` are profiles, ``programme`` moments with their words."""
    portal()
    number, vietnam = next(_number), timezone.get_default_timezone()
    values = {
        "title": f"Hội nghị biểu dương số {number}",
        "slug": f"hoi-nghi-{number}",
        "summary": "Gặp mặt, biểu dương các điển hình tiên tiến.",
        "starts_at": datetime(2026, 6, 11, 8, 0, tzinfo=vietnam),
        "ends_at": datetime(2026, 6, 11, 11, 30, tzinfo=vietnam),
        "venue": "Hội trường lớn",
        "address": "Số 00 đường Mẫu, Hà Nội",
    }
    page = ConferencePage(**values | more, live=False)
    page.delegates = [ConferenceDelegate(profile=person) for person in delegates]
    index = ConferenceIndexPage.objects.get(locale__language_code="vi")
    page = index.add_child(instance=page)
    page.programme = globals()["programme"](programme)
    revision = page.save_revision()
    if live:
        revision.publish()
    return ConferencePage.objects.get(pk=page.pk)


def programme(rows) -> list[ProgrammeItem]:
    """Items of a programme from moments and their words."""
    return [ProgrammeItem(starts_at=moment, title=title) for moment, title in rows]


def roster(
    *, by=None, its_campaign: CampaignPage | None = None, begins_in=timedelta(days=20), **more
) -> Roster:
    """Open the roster of a conference that begins in so much time and takes three hours."""
    starts_at = timezone.now() + begins_in
    page = conference(starts_at=starts_at, ends_at=starts_at + timedelta(hours=3))
    words = {
        "chaired_by": "Ông Nguyễn Văn Mẫu, Bộ trưởng",
        "note": "Trang phục: lễ phục.",
        "contact": "024 0000 0000",
    }
    return open_roster(
        conference=page, campaign=its_campaign or campaign(), user=by or screener(), **words | more
    )


def delegate(its_roster: Roster, *, by=None, **more) -> Delegate:
    """Put a delegate on a roster by hand."""
    number = next(_number)
    values = {
        "kind": Delegate.Kind.DELEGATE,
        "name": f"Lê Thị Đại Biểu {number}",
        "position": "Chuyên viên",
        "unit_name": "Cục Mẫu",
        "email": f"daibieu{number}@example.vn",
    }
    return add_person(roster=its_roster, user=by or screener(), **values | more)


# --- Public consultation --------------------------------------------------------------------------------

SENDER = {"name": "Hoàng Thị Góp Ý", "phone": "0912 345 678", "address": "Số 1 đường Mẫu, xã Minh Họa"}


def column(*picks: ExemplarPage, language: str = "vi", live: bool = True, **more) -> ColumnPage:
    """Open a column; what is chosen by hand stands in the order of ``picks``."""
    portal()
    number = next(_number)
    values = {"title": f"Chuyên mục số {number}", "slug": f"chuyen-muc-{number}"}
    page = ColumnPage(**values | more)
    page.picks = [ColumnPick(profile=profile, sort_order=place) for place, profile in enumerate(picks)]
    ColumnIndexPage.objects.get(locale__language_code=language).add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    else:
        ColumnPage.objects.filter(pk=page.pk).update(live=False)
    return ColumnPage.objects.get(pk=page.pk)


def waiting_for_list(people: int = 1, *, campaign: CampaignPage | None = None, **more) -> CampaignPage:
    """Let nominations of one campaign wait at public consultation; ``more`` goes to ``nomination``."""
    its_field = more.pop("field", None) or field()
    campaign = campaign or globals()["campaign"](consultation_days=10, quotas={its_field: 3})
    for _ in range(people):
        nomination(Stage.CONSULTATION, campaign=campaign, field=its_field, **more)
    return campaign


def shortlist(people: int = 1, *, by=None, days_ago: int = 0, **more) -> Consultation:
    """Publish a shortlist; ``days_ago`` moves its days into the past, as the clock would."""
    campaign = waiting_for_list(people, **more)
    consultation = publish_consultation(
        campaign=campaign,
        user=by or screener(),
        receiving_unit="Vụ Tổ chức cán bộ",
        receiving_address="Số 00 đường Mẫu, Hà Nội",
        fingerprint=shortlist_of(campaign).fingerprint,
    )
    return moved_back(consultation, days_ago)


def moved_back(consultation: Consultation, days: int) -> Consultation:
    """Let so many days pass since a list was published."""
    past = timedelta(days=days)
    Consultation.objects.filter(pk=consultation.pk).update(
        opens_on=consultation.opens_on - past, closes_on=consultation.closes_on - past
    )
    consultation.refresh_from_db()
    return consultation


def comment(consultation: Consultation, entry=None, **more) -> Comment:
    """Let a visitor send a comment, on the list as a whole where no entry is named."""
    values = SENDER | {"token": uuid4(), "text": f"Tôi xin góp ý số {next(_number)}."} | more
    return send_comment(consultation=consultation, entry=entry, **values)


# --- Screening ------------------------------------------------------------------------------------------


def taken(nomination: NominationPage, by=None) -> NominationPage:
    """Let a screener have a nomination in hand; return it."""
    claim_nomination(nomination=nomination, user=by or screener())
    return NominationPage.objects.get(pk=nomination.pk)


def remark(
    nomination: NominationPage, *, by=None, place: str = "case.summary", text: str = "Số liệu chưa rõ."
):
    """Let the screener who has a nomination in hand write a remark; the unit does not see it yet."""
    holder = Assignment.objects.filter(nomination=nomination).first()
    by = by or (holder.screener if holder else screener())
    return write_remark(nomination=nomination, user=by, place=place, text=text)


def honour(**more) -> Honour:
    """Enter somebody into the register of honours by hand."""
    values = {"name": "Trần Thị Minh Họa", "birth_year": 1984, "award": "Bằng khen của Bộ", "year": 2021}
    return Honour.objects.create(**values | more)


# --- Sessions of the council ----------------------------------------------------------------------------


def planned_session(
    *, clerk=None, members: int = 3, names: int = 1, seats: int = 1, reserves: int = 1, **rule
) -> CouncilSession:
    """Plan a session with members, the first of whom presides, and nominations of one field on its agenda.

    ``rule`` are columns of the campaign. The secretary is ``session.created_by``.
    """
    clerk = clerk or secretary()
    its_campaign, its_field = campaign(**rule), field()
    Quota.objects.create(campaign=its_campaign, field=its_field, seats=seats, reserves=reserves)
    session = plan_session(
        campaign=its_campaign,
        user=clerk,
        title=f"Phiên họp {next(_number)}",
        held_at=timezone.now() - timedelta(hours=1),
    )
    for number in range(members):
        part = CouncilMember.Part.MEMBER if number else CouncilMember.Part.CHAIR
        add_member(session=session, user=clerk, person=council_member(), part=part)
    waiting = [
        nomination(Stage.COUNCIL, campaign=its_campaign, field=its_field, name=f"Người Số {number}")
        for number in range(1, names + 1)
    ]
    if waiting:
        put_on_agenda(session=session, user=clerk, nominations=waiting)
    return session


def running_session(**more) -> CouncilSession:
    """Plan a session and open it to its members."""
    session = planned_session(**more)
    return open_session(session=session, user=session.created_by)


def ballot_in(session: CouncilSession) -> Ballot:
    """Open the next ballot of a session."""
    return open_ballot(session=session, user=session.created_by)


def marks(ballot: Ballot, member: CouncilMember, *answers: str) -> dict[int, str]:
    """Fill in a member's paper: the answers line by line, the last one for all lines that follow."""
    lines = list(lines_for(ballot, member))
    answers = answers or ("aye",)
    return {line.pk: answers[min(place, len(answers) - 1)] for place, line in enumerate(lines)}


def votes(ballot: Ballot, member: CouncilMember, *answers: str) -> None:
    """Let a member vote; aye on everything where nothing else is said."""
    cast_vote(ballot=ballot, user=member.user, choices=marks(ballot, member, *answers))


def held_ballot(session: CouncilSession, *answers: str, voters: int | None = None) -> Ballot:
    """Open a ballot, let all members or the first ``voters`` vote alike, and close it."""
    ballot = ballot_in(session)
    for member in list(session.members.select_related("user"))[:voters]:
        votes(ballot, member, *answers)
    return close_ballot(ballot=ballot, user=session.created_by)
