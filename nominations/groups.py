"""Turn the table of roles into groups with permissions."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from .roles import PERMISSIONS, Role


def group_of(role: Role) -> Group:
    """Return the role's group, making it where it is missing."""
    return Group.objects.get_or_create(name=role.value)[0]


def set_up_groups() -> None:
    """Give every role exactly the model permissions of the table; the table is the only source."""
    for role, names in PERMISSIONS.items():
        group_of(role).permissions.set(permission(name) for name in names if not is_of_collections(name))
    root = Collection.get_first_root_node()
    for name in PERMISSIONS[Role.EDITOR]:
        if is_of_collections(name):
            GroupCollectionPermission.objects.get_or_create(
                group=group_of(Role.EDITOR), collection=root, permission=permission(name)
            )


def is_of_collections(name: str) -> bool:
    """Say whether Wagtail grants a permission by collection: those for pictures, documents and recordings."""
    return name.startswith(("wagtailimages.", "wagtaildocs.", "wagtailmedia."))


def permission(name: str) -> Permission:
    """Find ``app_label.codename``; raises Permission.DoesNotExist for one that no model declares."""
    app_label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def grant_pages(role: Role, page, *codenames: str) -> None:
    """Let a role add, change or publish pages below ``page``."""
    for codename in codenames:
        GroupPagePermission.objects.get_or_create(
            group=group_of(role),
            page=page,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{codename}_page"
            ),
        )
