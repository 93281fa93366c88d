"""Keeps the translation catalogues in step with the source, and says where they are not.

``xgettext`` finds the strings; everything else is plain Python, so that no guess of a tool
(a "fuzzy" translation) ever gets in, and no compiler is needed.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

SOURCES = ("exemplars", "home", "nominations", "site")
LANGUAGES = ("vi", "en")
#: Plural forms: Vietnamese has one, English two.
PLURALS = {"vi": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")

Key = tuple[str | None, str]


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def by_key(entries) -> dict[Key, polib.POEntry]:
    return {key_of(entry): entry for entry in entries if not entry.obsolete}


def can_extract() -> bool:
    """Say whether the gettext tools are on this machine."""
    return shutil.which("xgettext") is not None


def extract(root: Path) -> polib.POFile:
    """Return the strings of the source as a catalogue without translations.

    Works on a copy, because ``makemessages`` writes into the folder that it reads.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("vendor", "__pycache__"))
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "--locale=vi", "--no-location"]
        environment = {"PATH": os.environ["PATH"]}  # no settings: there is nothing to configure in the copy
        subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)  # noqa: S603
        return polib.pofile(str(copy / "locale/vi/LC_MESSAGES/django.po"), wrapwidth=0)


def catalogue_path(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path) -> polib.POFile:
    return polib.pofile(str(path), wrapwidth=100) if path.exists() else polib.POFile(wrapwidth=100)


def update(root: Path, language: str, source: polib.POFile, contributions: list[Path]) -> polib.POFile:
    """Write the catalogue of a language anew from the strings in the source, and compile it.

    Known translations stay; what the source no longer says goes; ``contributions`` fill the gaps.
    English says what the source says.
    """
    path = catalogue_path(root, language)
    known: dict[Key, polib.POEntry] = {}
    for origin in (*(read(Path(name)) for name in contributions), read(path)):
        known |= {key: entry for key, entry in by_key(origin).items() if entry.translated()}
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for entry in sorted(by_key(source).values(), key=reading_order):
        catalogue.append(translated(entry, language, known.get(key_of(entry))))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    return catalogue


def reading_order(entry: polib.POEntry) -> tuple[str, str, str]:
    return entry.msgid.casefold(), entry.msgid, entry.msgctxt or ""


def translated(entry: polib.POEntry, language: str, known: polib.POEntry | None) -> polib.POEntry:
    """A fresh entry for a string of the source, with its translation when there is one."""
    fresh = polib.POEntry(
        msgid=entry.msgid, msgid_plural=entry.msgid_plural, msgctxt=entry.msgctxt,
        flags=[flag for flag in entry.flags if flag != "fuzzy"], comment=entry.comment,
    )  # fmt: skip
    if language == "en":
        forms = (entry.msgid, entry.msgid_plural)
    elif known is None:
        forms = ("",)
    else:
        forms = tuple(known.msgstr_plural.values()) or (known.msgstr,)
    if entry.msgid_plural:
        fresh.msgstr_plural = dict(enumerate(forms if language == "en" else forms[:1]))
    else:
        fresh.msgstr = forms[0]
    return fresh


def faults(root: Path, language: str, source: polib.POFile | None) -> Iterator[str]:
    """Say everything that is wrong with a catalogue; ``source`` is None where it cannot be extracted."""
    path = catalogue_path(root, language)
    if not path.exists():
        yield f"{language}: there is no catalogue"
        return
    entries = by_key(read(path))
    if source is not None:
        wanted = by_key(source)
        yield from (f"{language}: not in the catalogue: {key[1]!r}" for key in wanted if key not in entries)
        yield from (
            f"{language}: no longer in the source: {key[1]!r}" for key in entries if key not in wanted
        )
    for entry in entries.values():
        yield from (f"{language}: {fault}: {entry.msgid!r}" for fault in entry_faults(entry, language))
    yield from compiled_faults(path, language, entries)


def entry_faults(entry: polib.POEntry, language: str) -> Iterator[str]:
    """Say what is wrong with one translation."""
    if entry.fuzzy:
        yield "fuzzy"
    if not entry.translated():
        yield "not translated"
        return
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    for text in entry.msgstr_plural.values() or (entry.msgstr,):
        if language == "vi" and set(PLACEHOLDER.findall(text)) != wanted:
            yield "placeholders differ"


def compiled_faults(path: Path, language: str, entries: dict[Key, polib.POEntry]) -> Iterator[str]:
    """Say whether the compiled file holds what the catalogue says."""
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        yield f"{language}: not compiled"
        return
    have = {key_of(entry): (entry.msgstr, entry.msgstr_plural) for entry in polib.mofile(str(compiled))}
    want = {key: (entry.msgstr, entry.msgstr_plural) for key, entry in entries.items() if entry.translated()}
    if have != want:
        yield f"{language}: the compiled file is older than the catalogue: run `make messages`"
