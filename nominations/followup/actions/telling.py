"""Announcements: who has read them."""

from ..models import Announcement, AnnouncementRead


def mark_read(*, announcement: Announcement, user) -> None:
    """Mark an announcement as read by one person, once."""
    AnnouncementRead.objects.get_or_create(announcement=announcement, user=user)
