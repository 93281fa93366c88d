"""The roles of the portal and what each may do. ``setup_portal`` turns this table into groups."""

from enum import StrEnum


class Role(StrEnum):
    """One group each; the value is the group's name, in the words of the department."""

    OFFICER = "Cán bộ đầu mối đơn vị"
    HEAD = "Thủ trưởng đơn vị"
    SCREENER = "Cán bộ thẩm định"
    SECRETARY = "Thư ký Hội đồng"
    MEMBER = "Thành viên Hội đồng"
    LEADER = "Lãnh đạo"
    EDITOR = "Biên tập viên"
    GUEST = "Cộng tác viên tòa soạn"
    AUDITOR = "Kiểm tra viên"
    ADMINISTRATOR = "Quản trị viên"


ADMIN = "wagtailadmin.access_admin"
READ_DOSSIERS = "nominations.read_dossier"
READ_COMMENTS = "nominations.view_comment"
SCREEN = "nominations.screen_nomination"
DECIDE = "nominations.decide_nomination"
RUN_COUNCIL = "nominations.run_council"
SIT_ON_COUNCIL = "nominations.sit_on_council"
READ_LOG = "nominations.view_auditentry"
CHANGE_TEMPLATES = "nominations.change_papertemplate"
READ_MAIL = "nominations.view_message"
HANDLE_MAIL = "nominations.change_message"
CHASE_UNITS = "nominations.chase_unit"
READ_PLANS = "nominations.view_duty"
KEEP_PLANS = "nominations.change_duty"
READ_ROSTERS = "nominations.view_delegate"
KEEP_ROSTERS = "nominations.change_delegate"

#: Roles whose people act on confidential dossiers: they need a second factor in production.
REVIEWERS = (Role.SCREENER, Role.SECRETARY, Role.MEMBER, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR)

#: Model permissions, as ``app_label.codename``. Nobody holds Wagtail's page permissions on nominations.
PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.OFFICER: (),
    Role.HEAD: (),
    Role.SCREENER: (
        ADMIN,
        READ_DOSSIERS,
        READ_COMMENTS,
        SCREEN,
        READ_MAIL,
        HANDLE_MAIL,
        *(
            f"exemplars.{verb}_{model}"
            for model in ("unit", "bloc", "field")
            for verb in ("add", "change", "view")
        ),
        *(f"nominations.{verb}_honour" for verb in ("add", "change", "view")),
        CHASE_UNITS,
        READ_ROSTERS,
        KEEP_ROSTERS,
        *(
            f"nominations.{verb}_{model}"
            for model in ("plan", "duty", "announcement", "guidesection")
            for verb in ("add", "change", "delete", "view")
        ),
    ),
    Role.SECRETARY: (ADMIN, READ_DOSSIERS, RUN_COUNCIL, READ_ROSTERS, KEEP_ROSTERS),
    Role.MEMBER: (ADMIN, SIT_ON_COUNCIL),
    Role.LEADER: (ADMIN, READ_DOSSIERS, DECIDE),
    Role.EDITOR: (
        ADMIN,
        "exemplars.view_approval",
        *(f"nominations.{verb}_guidesection" for verb in ("add", "change", "delete", "view")),
        "wagtailimages.add_image",
        "wagtailimages.change_image",
        "wagtailimages.choose_image",
        "wagtaildocs.add_document",
        "wagtaildocs.change_document",
        "wagtaildocs.choose_document",
        "wagtailmedia.add_media",
        "wagtailmedia.change_media",
        "wagtail_localize.submit_translation",
    ),
    # Which column and which pictures, the group of the newspaper says: home.newsrooms.
    Role.GUEST: (ADMIN,),
    Role.AUDITOR: (
        ADMIN,
        READ_DOSSIERS,
        READ_LOG,
        READ_COMMENTS,
        READ_MAIL,
        READ_ROSTERS,
        "exemplars.view_approval",
        "exemplars.view_unit",
        "nominations.view_honour",
        *(f"nominations.view_{model}" for model in ("plan", "duty", "announcement", "guidesection")),
    ),
    Role.ADMINISTRATOR: (
        ADMIN,
        *(
            f"auth.{verb}_{model}"
            for model in ("user", "group")
            for verb in ("add", "change", "delete", "view")
        ),
        *(
            f"exemplars.{verb}_{model}"
            for model in ("unit", "bloc", "field")
            for verb in ("add", "change", "view")
        ),
        *(
            f"nominations.{verb}_{model}"
            for model in ("membership", "rulepreset")
            for verb in ("add", "change", "delete", "view")
        ),
        READ_MAIL,
        HANDLE_MAIL,
        # What was answered stays: a wording that is not wanted any more is followed by another.
        *(f"nominations.{verb}_consentwording" for verb in ("add", "change", "view")),
        CHANGE_TEMPLATES,
        "nominations.change_papersettings",
        "exemplars.add_approval",
        "exemplars.change_approval",
        "exemplars.view_approval",
        *(f"exemplars.{verb}_subscriber" for verb in ("add", "change", "delete", "view")),
    ),
}
