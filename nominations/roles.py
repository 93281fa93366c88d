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
    AUDITOR = "Kiểm tra viên"
    ADMINISTRATOR = "Quản trị viên"


ADMIN = "wagtailadmin.access_admin"
READ_DOSSIERS = "nominations.read_dossier"
SCREEN = "nominations.screen_nomination"
DECIDE = "nominations.decide_nomination"

#: Roles whose people act on confidential dossiers: they need a second factor in production.
REVIEWERS = (Role.SCREENER, Role.SECRETARY, Role.MEMBER, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR)

#: Model permissions, as ``app_label.codename``. Nobody holds Wagtail's page permissions on nominations.
PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.OFFICER: (),
    Role.HEAD: (),
    Role.SCREENER: (
        ADMIN,
        READ_DOSSIERS,
        SCREEN,
        *(
            f"exemplars.{verb}_{model}"
            for model in ("unit", "bloc", "field")
            for verb in ("add", "change", "view")
        ),
    ),
    Role.SECRETARY: (ADMIN, READ_DOSSIERS),
    Role.MEMBER: (ADMIN,),
    Role.LEADER: (ADMIN, READ_DOSSIERS, DECIDE),
    Role.EDITOR: (
        ADMIN,
        "exemplars.view_approval",
        "wagtailimages.add_image",
        "wagtailimages.change_image",
        "wagtailimages.choose_image",
        "wagtail_localize.submit_translation",
    ),
    Role.AUDITOR: (ADMIN, READ_DOSSIERS, "exemplars.view_approval", "exemplars.view_unit"),
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
        *(f"nominations.{verb}_membership" for verb in ("add", "change", "delete", "view")),
        "exemplars.add_approval",
        "exemplars.change_approval",
        "exemplars.view_approval",
    ),
}
