"""Reading, checking and filling templates: Word files with the names of fields in double braces.

A template is somebody's upload. It is parsed into Jinja's syntax tree and may hold nothing but fields that
its kind has, loops over its lists, and conditions; it is filled in a sandbox, with plain values alone.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from zipfile import ZipFile

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..dossiers.documents import WORD, office_type, part, refuse_unsafe_office
from ..refusals import FileRefused
from .finishing import finish
from .kinds import Kind
from .samples import facts

#: What a Word template may weigh.
TEMPLATE_BYTES = 2 * 1024 * 1024
FILTERS = frozenset({"upper", "lower"})
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.For, nodes.If,
    nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.Filter,
)  # fmt: skip
#: Fields that make Word itself fetch or run something when the paper is opened.
FETCHING = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|MACROBUTTON)\b")


class TemplateRefused(FileRefused):
    """A template that was not taken; the one before it stays. ``message`` says why."""


def environment() -> ImmutableSandboxedEnvironment:
    """Jinja without globals and with two filters: a template can ask for a value and for nothing else."""
    made = ImmutableSandboxedEnvironment(autoescape=True)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made


# --- Filling --------------------------------------------------------------------------------------------


def fill(template: bytes, context: dict, *, title: str) -> bytes:
    """Return the paper that a template and a context make."""
    document = DocxTemplate(BytesIO(template))
    document.render(context, jinja_env=environment(), autoescape=True)
    finish(document.docx, title=title)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


# --- Checking -------------------------------------------------------------------------------------------


def check_template(data: bytes, kind: Kind, name: str) -> None:
    """Raise TemplateRefused for what is no template of this kind, with a reason that a clerk can act on."""
    require_word(data, name)
    try:
        texts = texts_of(data)
    except TemplateRefused:
        raise
    except Exception as broken:  # whatever python-docx and lxml say of a damaged document
        raise TemplateRefused(_("“%(name)s” cannot be read as a Word document.") % {"name": name}) from broken
    reading = read(texts, kind)
    refuse_unknown(reading)
    refuse_missing(reading, kind)
    try:
        fill(data, kind.context(facts(2)), title="")
    except Exception as broken:  # a template that reads well and cannot be filled is the template's fault
        raise TemplateRefused(
            _("The template cannot be filled in: %(reason)s") % {"reason": broken}
        ) from broken


def require_word(data: bytes, name: str) -> None:
    """Refuse what is not a Word file without macros, is too large, unfolds endlessly or fetches something."""
    if len(data) > TEMPLATE_BYTES:
        raise TemplateRefused(
            _("“%(name)s” is larger than %(limit)s MB.") % {"name": name, "limit": TEMPLATE_BYTES // 1024**2}
        )
    if office_type(data) != WORD or not name.lower().endswith(".docx"):
        raise TemplateRefused(_("“%(name)s” is not a Word file (.docx) without macros.") % {"name": name})
    refuse_unsafe_office(data, name)
    try:
        with ZipFile(BytesIO(data)) as archive:
            for each in archive.namelist():
                if each.endswith((".xml", ".rels")):
                    part(archive, each)
    except ValueError as broken:  # a part that is too large or declares entities
        raise TemplateRefused(_("“%(name)s” cannot be read as a Word document.") % {"name": name}) from broken


BRACES = (("{{", "}}"), ("{%", "%}"), ("{#", "#}"))


def texts_of(data: bytes) -> list[str]:
    """The document, its headers and footers, its notes and its properties as docxtpl will hand them to Jinja."""
    document = DocxTemplate(BytesIO(data))
    document.init_docx()
    parts = [document.get_xml()]
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        parts += [document.get_part_xml(its) for _key, its in document.get_headers_footers(uri)]
    notes = [its for its in document.docx.part.package.parts if "notes" in str(its.partname)]
    parts += [its.blob.decode("utf-8") for its in notes]
    properties = document.docx.core_properties
    parts += [
        str(getattr(properties, name) or "")
        for name in ("title", "author", "comments", "subject", "keywords")
    ]
    if any(
        FETCHING.search(code) for text in parts for code in re.findall(r"<w:instrText[^>]*>([^<]*)", text)
    ):
        raise TemplateRefused(_("The template contains a field that loads something from elsewhere."))
    for text in parts:
        refuse_open_braces(text)
    return [document.patch_xml(text) for text in parts]


def refuse_open_braces(text: str) -> None:
    """Refuse a paragraph whose braces do not close in it: docxtpl would swallow what follows them."""
    for paragraph in re.findall(r"<w:p[ >].*?</w:p>", text, re.DOTALL):
        words = unescape(re.sub(r"<[^>]+>", "", paragraph))
        if any(words.count(opening) != words.count(closing) for opening, closing in BRACES):
            raise TemplateRefused(braces_refused(words))


@dataclass
class Reading:
    """What a template asks for: the fields it knows, and those that its kind does not have."""

    used: set[str] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)


def read(texts: list[str], kind: Kind) -> Reading:
    """Follow every name of a template to a field of its kind; raises TemplateRefused for what is not allowed."""
    reading = Reading()
    shape = kind.context(facts(2))
    for text in texts:
        try:
            tree = environment().parse(text)
        except TemplateError as broken:
            raise TemplateRefused(words_of_braces(text, broken)) from broken
        follow(tree, {}, shape, reading)
    return reading


def words_of_braces(text: str, broken: TemplateError) -> str:
    """Name the first field that cannot be read; where none is to blame alone, say what the reader stumbled over."""
    for braces in re.findall(r"\{\{.*?\}\}", text, re.DOTALL):
        try:
            environment().parse(braces)
        except TemplateError:
            return braces_refused(re.sub(r"<[^>]+>", "", braces))
    return _("The template's braces are not right: %(reason)s") % {"reason": broken.message}


def braces_refused(words: str) -> str:
    return _(
        "These braces in the template cannot be read: “%(braces)s”. Compare with the default template."
    ) % {"braces": words[:80]}


def follow(node, scope: dict, shape: dict, reading: Reading) -> None:
    """Walk one branch of the tree; ``scope`` maps a loop's name to the path of its list and one item's shape."""
    if not isinstance(node, ALLOWED):
        raise TemplateRefused(
            _("The template uses “%(what)s”; only fields, loops and conditions are allowed.")
            % {"what": type(node).__name__}
        )
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise TemplateRefused(_("The template uses the unknown filter “%(what)s”.") % {"what": node.name})
    if isinstance(node, nodes.For):
        follow_loop(node, scope, shape, reading)
    elif isinstance(node, nodes.Name | nodes.Getattr):
        resolve(node, scope, shape, reading)
    else:
        for child in node.iter_child_nodes():
            follow(child, scope, shape, reading)


def follow_loop(node, scope: dict, shape: dict, reading: Reading) -> None:
    """A loop must run over a list that the kind has; inside it, its name stands for one item."""
    path, value = resolve(node.iter, scope, shape, reading)
    if not isinstance(node.target, nodes.Name) or (value is not None and not isinstance(value, list)):
        raise TemplateRefused(_("“%(field)s” is not a list, so it cannot be repeated.") % {"field": path})
    item = (value[0] if value else {}) if value is not None else None
    inner = scope | {node.target.name: (path, item), "loop": ("loop", LOOP)}
    for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
        follow(child, inner, shape, reading)


def resolve(node, scope: dict, shape: dict, reading: Reading) -> tuple[str, object]:
    """Return the path of a name and the value it has in a sample; unknown ones are noted, and are None."""
    if isinstance(node, nodes.Name):
        path, value = scope.get(node.name) or (node.name, shape.get(node.name, MISSING))
    elif isinstance(node, nodes.Getattr):
        before, owner = resolve(node.node, scope, shape, reading)
        path = f"{before}.{node.attr}"
        if owner is None:
            return path, None
        value = owner.get(node.attr, MISSING) if isinstance(owner, dict) else MISSING
    else:
        raise TemplateRefused(_("Only fields, loops and conditions are allowed in a template."))
    if value is MISSING:
        reading.unknown.append(path)
        return path, None
    reading.used.add(path)
    return path, value


MISSING = object()
#: What Jinja itself knows of the round of a loop.
LOOP = {"first": True, "last": True, "index": 1}


def refuse_unknown(reading: Reading) -> None:
    if reading.unknown:
        names = ", ".join(f"“{name}”" for name in dict.fromkeys(reading.unknown))
        raise TemplateRefused(
            _("The template asks for fields that do not exist: %(names)s.") % {"names": names}
        )


def refuse_missing(reading: Reading, kind: Kind) -> None:
    if missing := [name for name in kind.required if name not in reading.used]:
        names = ", ".join(f"“{name}”" for name in missing)
        raise TemplateRefused(
            _("The template lacks fields that this paper must have: %(names)s.") % {"names": names}
        )


# --- Telling --------------------------------------------------------------------------------------------


def fields_of(kind: Kind) -> list[tuple[str, str, bool]]:
    """Every field of a kind as a person writes it, with an example, and whether a template must have it."""
    return list(described(kind.context(facts(2)), "", kind))


def described(shape: dict, before: str, kind: Kind):
    for name, value in shape.items():
        path = f"{before}{name}"
        if isinstance(value, list):
            yield path, "", any(each == path or each.startswith(f"{path}.") for each in kind.required)
            if value and isinstance(value[0], dict):
                yield from described(value[0], f"{path}.", kind)
        else:
            yield path, str(value), path in kind.required
