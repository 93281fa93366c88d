"""Newly published profiles as RSS and Atom, a feed for each language; and which were taken down again."""

from uuid import uuid5

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Site

from ..models import ExemplarPage
from ..profiles.rules import Gone

NEWEST = 20


#: The namespace of RFC 6721, by which Atom says that an entry is gone.
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


class AtomWithTombstones(Atom1Feed):
    """Atom with an ``at:deleted-entry`` for every entry that was taken back."""

    def root_attributes(self):
        return super().root_attributes() | {"xmlns:at": TOMBSTONES}

    def latest_post_date(self):
        """Count what was taken back as news: a reader that asks by date must be told of it."""
        return max([super().latest_post_date(), *(entry["when"] for entry in self.feed["deleted"])])

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for entry in self.feed["deleted"]:
            handler.startElement(
                "at:deleted-entry", {"ref": entry["guid"], "when": rfc3339_date(entry["when"])}
            )
            handler.addQuickElement("at:comment", entry["words"])
            handler.endElement("at:deleted-entry")


def front_of(site):
    """The front page in the language of the address, read once for each answer."""
    if not hasattr(site, "_front"):
        site._front = site.root_page.localized
    return site._front


def profiles_of(site):
    return ExemplarPage.objects.descendant_of(front_of(site))


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


class ProfilesAsRss(Feed):
    """The newest profiles in the language of the address, which Django also names in the feed.

    RSS has no word for what is gone: an item of the same guid takes the old one's place in a reader.
    """

    item_guid_is_permalink = False

    def get_object(self, request):
        return Site.find_for_request(request)

    def title(self, site):
        return site.site_name or _("Exemplary people")

    def description(self, site):
        return _("Newly published profiles of honoured people")

    def link(self, site):
        return front_of(site).get_full_url()

    def items(self, site):
        return [*self.published(site), *self.deleted(site)]

    def published(self, site):
        return profiles_of(site).listed().newest_first()[:NEWEST]

    def deleted(self, site):
        return profiles_of(site).tombstones()[:NEWEST]

    def item_title(self, profile):
        if not profile.is_tombstone:
            return profile.title
        return _("Recognition revoked") if profile.is_revoked_tombstone else _("Profile taken down")

    def item_description(self, profile):
        return words_on(profile) if profile.is_tombstone else f"{profile.honorific}. {profile.summary}"

    def item_link(self, profile):
        """The page; of one that was taken down the book of honour, for its own address says a name."""
        address = profile.get_full_url()
        return address.removesuffix(f"{profile.slug}/") if profile.is_tombstone else address

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


class ProfilesAsAtom(ProfilesAsRss):
    feed_type = AtomWithTombstones
    subtitle = ProfilesAsRss.description

    def items(self, site):
        return self.published(site)

    def feed_extra_kwargs(self, site):
        return {
            "deleted": [
                {"guid": guid_of(profile), "when": profile.approval.gone_at, "words": words_on(profile)}
                for profile in self.deleted(site)
            ]
        }

    def feed_guid(self, site):
        return front_of(site).get_full_url()
