"""RSS and Atom with pictures and with words for what is gone, and JSON Feed."""

import json

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date

#: The namespace of RFC 6721, by which Atom says that an entry is gone.
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
#: Media RSS, which tells the size and the alternative text of a picture; an enclosure cannot.
MEDIA = "http://search.yahoo.com/mrss/"


def add_picture(handler, picture: dict | None) -> None:
    """Write a picture ``{"url", "type", "width", "height", "alt"}`` into an entry."""
    if not picture:
        return
    size = {"width": str(picture["width"]), "height": str(picture["height"])}
    handler.startElement(
        "media:content", {"url": picture["url"], "type": picture["type"], "medium": "image"} | size
    )
    handler.addQuickElement("media:description", picture["alt"], {"type": "plain"})
    handler.endElement("media:content")


class RssWithPictures(Rss201rev2Feed):
    def rss_attributes(self):
        return super().rss_attributes() | {"xmlns:media": MEDIA}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        add_picture(handler, item["picture"])


class AtomWithTombstones(Atom1Feed):
    """Atom with pictures, and an ``at:deleted-entry`` for every entry that was taken back."""

    def root_attributes(self):
        return super().root_attributes() | {"xmlns:at": TOMBSTONES, "xmlns:media": MEDIA}

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

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        add_picture(handler, item["picture"])


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        feed = self.feed
        said = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed["title"],
            "home_page_url": feed["link"],
            "feed_url": feed["feed_url"],
            "description": feed["description"],
            "language": feed["language"],
            "items": [self.item(entry) for entry in self.items],
        }
        outfile.write(json.dumps(said, ensure_ascii=False).encode(encoding))

    def item(self, entry: dict) -> dict:
        said = {
            "id": entry["unique_id"],
            "url": entry["link"],
            "title": entry["title"],
            "content_text": entry["description"],
            "date_published": rfc3339_date(entry["pubdate"].replace(microsecond=0)),
            "date_modified": rfc3339_date(entry["updateddate"].replace(microsecond=0)),
            "tags": list(entry["categories"]),
            "language": self.feed["language"],
        }
        if picture := entry["picture"]:
            attachment = {"url": picture["url"], "mime_type": picture["type"], "title": picture["alt"]}
            said |= {"image": picture["url"], "attachments": [attachment]}
        return said
