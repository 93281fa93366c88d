"""Rich text as anybody may take it over: a few elements, no attributes but links, full addresses."""

import re
from collections.abc import Callable

from wagtail.rich_text import expand_db_html
from wagtail.whitelist import Whitelister, allow_without_attributes, check_url

Absolute = Callable[[str], str]

PLAIN = ("p", "b", "strong", "i", "em", "ul", "ol", "li", "br", "h3")
#: Text in plain elements has nothing to be cleaned of, and most of a story is that.
HARMLESS = re.compile(rf"(?:[^<>]|</?(?:{'|'.join(PLAIN)})/?>)*")


class Cleaner(Whitelister):
    """Keeps the elements that the editor can write; what else is there loses its element and keeps its words."""

    def __init__(self, absolute: Absolute):
        def link(tag) -> None:
            address = check_url(tag.get("href", ""))
            tag.attrs = {"href": absolute(address)} if address else {}

        self.element_rules = dict.fromkeys(("[document]", *PLAIN), allow_without_attributes) | {"a": link}


def rich_text(source: str, absolute: Absolute) -> str:
    """Rich text as it is stored, expanded and cleaned."""
    text = expand_db_html(source)
    return text if HARMLESS.fullmatch(text) else Cleaner(absolute).clean(text)
