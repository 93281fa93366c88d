"""The newest profiles of a scope in three formats, in the language of the address, which the feed also names."""

from collections.abc import Callable
from uuid import uuid5

from django.contrib.syndication.views import Feed
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.images.shortcuts import get_rendition_or_not_found

from ..profiles.renditions import SHARED
from ..profiles.rules import Gone
from .formats import AtomWithTombstones, JsonFeed, RssWithPictures
from .scopes import Scope


def guid_of(profile) -> str:
    """The same for ever, wherever the page may move."""
    return uuid5(profile.translation_key, profile.locale.language_code).urn


def words_on(profile) -> str:
    """What a feed says of a profile that was taken down: why, and no name."""
    approval = profile.approval
    if approval.gone is Gone.WITHDRAWN:
        return _("The person honoured no longer agrees to the publication of the story.")
    return _("The recognition was revoked by Decision No. %(number)s of %(day)s.") % {
        "number": approval.revocation_decision,
        "day": date_format(approval.revoked_on, "SHORT_DATE_FORMAT"),
    }


def picture_of(profile) -> dict | None:
    """The portrait of a published profile, in the size in which it is shared."""
    if profile.is_tombstone or profile.portrait is None:
        return None
    rendition = get_rendition_or_not_found(profile.portrait, SHARED)
    return {
        "url": rendition.full_url,
        "type": "image/jpeg",
        "width": rendition.width,
        "height": rendition.height,
        "alt": profile.portrait_alt,
    }


class ProfilesAsRss(Feed):
    """RSS has no word for what is gone: an item of the same guid takes the old one's place in a reader."""

    feed_type = RssWithPictures
    item_guid_is_permalink = False

    def __init__(self, scope_of: Callable[..., Scope]):
        self.scope_of = scope_of

    def get_object(self, request, **subject):
        scope = self.scope_of(request, **subject)
        # Django asks each item for its address; the item knows no request, in which the sites are read once.
        for profile in scope.entries:
            profile.scope = scope
        return scope

    def title(self, scope):
        return scope.title

    def description(self, scope):
        return _("Newly published profiles of honoured people")

    def link(self, scope):
        return scope.link

    def items(self, scope):
        return [*scope.published, *scope.gone]

    def item_title(self, profile):
        if not profile.is_tombstone:
            return profile.title
        return _("Recognition revoked") if profile.is_revoked_tombstone else _("Profile taken down")

    def item_description(self, profile):
        return words_on(profile) if profile.is_tombstone else f"{profile.honorific}. {profile.summary}"

    def item_link(self, profile):
        """The page; of one that was taken down the book of honour, for its own address says a name."""
        scope = profile.scope
        return scope.address_of_book(profile) if profile.is_tombstone else scope.address_of(profile)

    def item_guid(self, profile):
        return guid_of(profile)

    def item_pubdate(self, profile):
        return profile.approval.gone_at if profile.is_tombstone else profile.first_published_at

    def item_updateddate(self, profile):
        return profile.approval.gone_at if profile.is_tombstone else profile.last_published_at

    def item_categories(self, profile):
        if profile.is_tombstone:
            return []
        return [profile.field.name, str(profile.get_honour_display())]

    def item_extra_kwargs(self, profile):
        return {"picture": picture_of(profile)}


class ProfilesAsJson(ProfilesAsRss):
    """JSON Feed has no word for what is gone, either."""

    feed_type = JsonFeed


class ProfilesAsAtom(ProfilesAsRss):
    feed_type = AtomWithTombstones
    subtitle = ProfilesAsRss.description

    def items(self, scope):
        return scope.published

    def feed_extra_kwargs(self, scope):
        return {
            "deleted": [
                {"guid": guid_of(profile), "when": profile.approval.gone_at, "words": words_on(profile)}
                for profile in scope.gone
            ]
        }

    def feed_guid(self, scope):
        return scope.link
