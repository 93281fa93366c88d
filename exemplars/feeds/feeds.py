"""Newly published profiles as RSS and Atom, a feed for each language."""

from uuid import uuid5

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from wagtail.models import Site

from ..models import ExemplarPage

NEWEST = 20


class ProfilesAsRss(Feed):
    """The newest profiles in the language of the address, which Django also names in the feed."""

    item_guid_is_permalink = False

    def get_object(self, request):
        return Site.find_for_request(request)

    def title(self, site):
        return site.site_name or _("Exemplary people")

    def description(self, site):
        return _("Newly published profiles of honoured people")

    def link(self, site):
        return site.root_page.localized.get_full_url()

    def items(self, site):
        profiles = ExemplarPage.objects.descendant_of(site.root_page.localized)
        return profiles.listed().newest_first()[:NEWEST]

    def item_title(self, profile):
        return profile.title

    def item_description(self, profile):
        return f"{profile.honorific}. {profile.summary}"

    def item_link(self, profile):
        return profile.get_full_url()

    def item_guid(self, profile):
        """The same for ever, wherever the page may move."""
        return uuid5(profile.translation_key, profile.locale.language_code).urn

    def item_pubdate(self, profile):
        return profile.first_published_at

    def item_updateddate(self, profile):
        return profile.last_published_at

    def item_categories(self, profile):
        return [profile.field.name, str(profile.get_honour_display())]


class ProfilesAsAtom(ProfilesAsRss):
    feed_type = Atom1Feed
    subtitle = ProfilesAsRss.description

    def feed_guid(self, site):
        return site.root_page.localized.get_full_url()
