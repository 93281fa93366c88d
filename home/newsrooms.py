"""Newspapers that keep a column: what their guests may do, and who approves it."""

from django.contrib.auth.models import Group
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from exemplars.models import ColumnIndexPage, ColumnPage
from nominations.groups import group_of, permission
from nominations.roles import Role

MODERATION = "Duyệt nội dung chuyên mục"


def open_column(column: ColumnPage, newspaper: str) -> Group:
    """Let a newspaper's guests write in one column, in every language it has, and use pictures of their own.

    They may not publish: what they submit goes to the editors. Return the newspaper's group; whoever joins it
    needs the role of a guest, too.
    """
    group, _ = Group.objects.get_or_create(name=f"Tòa soạn: {newspaper}")
    for page in column.get_translations(inclusive=True):
        for codename in ("add_page", "change_page"):
            GroupPagePermission.objects.get_or_create(
                group=group, page=page, permission=permission(f"wagtailcore.{codename}")
            )
    pictures = collection_of(newspaper)
    for codename in ("add_image", "choose_image"):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=pictures, permission=permission(f"wagtailimages.{codename}")
        )
    return group


def collection_of(newspaper: str) -> Collection:
    """Where the newspaper's pictures lie; nobody else's are among them."""
    if found := Collection.objects.filter(depth=2, name=newspaper).first():
        return found
    return Collection.get_first_root_node().add_child(name=newspaper)


def set_up_moderation() -> None:
    """Have editors approve what guests submit, in columns of every language; safe to run again."""
    workflow, made = Workflow.objects.get_or_create(name=MODERATION)
    if made:
        task = GroupApprovalTask.objects.create(name=MODERATION)
        task.groups.add(group_of(Role.EDITOR))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for page in ColumnIndexPage.objects.all():
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
