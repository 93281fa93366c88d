"""A profile's story as data and as HTML: the public value of every block, and nothing of how it is stored."""

from collections.abc import Iterable
from functools import cached_property

from django.template.loader import render_to_string

from .addresses import Addresses
from .html import rich_text
from .pictures import STORY_SIZES, Pictures


class Story:
    """The blocks of one story in reading order; pictures and videos carry full addresses."""

    def __init__(self, stream, addresses: Addresses):
        self.stream, self.absolute = stream, addresses.absolute

    @cached_property
    def blocks(self) -> list[dict]:
        return [
            {"type": block.block_type, "value": VALUES[block.block_type](block.value, self)}
            for block in self.stream
            if block.block_type in VALUES
        ]

    @cached_property
    def html(self) -> str:
        return render_to_string("exemplars/api/story.html", {"blocks": self.blocks}).strip()

    @cached_property
    def pictures(self) -> Pictures:
        shown = [block.value["image"] for block in self.stream if VALUES.get(block.block_type) is picture]
        return Pictures([image.pk for image in shown if image], STORY_SIZES, self.absolute)

    def properties(self, wanted: Iterable[str]) -> dict:
        """``story`` and ``story_html``, whichever is wanted."""
        made = {"story": lambda: self.blocks, "story_html": lambda: self.html}
        return {name: make() for name, make in made.items() if name in wanted}


def plain(value, story: Story) -> str:
    return str(value)


def paragraph(value, story: Story) -> str:
    return rich_text(value.source, story.absolute)


def fields(value, story: Story) -> dict:
    return {name: str(part) for name, part in value.items()}


def rows(value, story: Story) -> list[dict]:
    return [fields(row, story) for row in value]


def picture(value, story: Story) -> dict:
    image = value["image"]
    shown = story.pictures.of(image.pk, value["alt"]) if image else None
    return (shown or {"alt": value["alt"]}) | {"caption": value["caption"]}


def video(value, story: Story) -> dict:
    transcript = value["transcript"]
    return {
        "url": value["video"] or "",
        "title": value["title"],
        "transcript": paragraph(transcript, story) if transcript else "",
    }


def clip(value, story: Story) -> dict:
    """A recording of our own, with its captions by language, and what is said in it."""
    title, recording = value["title"], value["clip"]
    if recording is None:
        return {"title": title}
    said = recording.transcript
    return {
        "title": title,
        "kind": recording.type,
        "url": story.absolute(recording.file.url),
        "media_type": recording.media_type,
        "size": recording.size,
        "duration": recording.duration,
        "poster": story.absolute(recording.thumbnail.url) if recording.thumbnail else "",
        "captions": [
            {"locale": track.language, "url": story.absolute(track.url)} for track in recording.tracks
        ],
        "transcript": {"locale": said.language, "text": said.text},
    }


#: How each kind of block is written. A kind without a line is left out; a test asks for one for every kind.
VALUES = {
    "heading": plain,
    "paragraph": paragraph,
    "quotation": fields,
    "picture": picture,
    "achievements": rows,
    "clip": clip,
    "video": video,
    # Of a conference.
    "photograph": picture,
}
