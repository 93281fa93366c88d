"""The catalogues in the repository are complete and compiled, and the check would notice if not."""

import polib
import pytest
from django.conf import settings
from django.urls import reverse

from portal import catalogues
from tests import factories


def source(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.extend(entries)
    return made


def entry(msgid, msgstr="", **more) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


@pytest.fixture
def contribution(tmp_path):
    path = tmp_path / "given.po"
    source(entry("Name", "Tên"), entry("Gone", "Đã bỏ"), entry("%(count)s seats", "%(count)s chỗ")).save(
        str(path)
    )
    return path


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_repository_holds_complete_compiled_catalogues(language):
    assert list(catalogues.faults(settings.ROOT, language, None)) == []


def test_update_keeps_what_is_known_and_drops_what_is_gone(tmp_path, contribution):
    strings = source(entry("Name"), entry("%(count)s seats"))
    catalogues.update(tmp_path, "vi", strings, [contribution])
    catalogues.update(tmp_path, "vi", strings, [])

    stored = polib.pofile(str(catalogues.catalogue_path(tmp_path, "vi")))
    assert {e.msgid: e.msgstr for e in stored} == {"Name": "Tên", "%(count)s seats": "%(count)s chỗ"}
    assert list(catalogues.faults(tmp_path, "vi", strings)) == []


def test_english_says_what_the_source_says(tmp_path):
    plural = entry("%(n)s page", msgid_plural="%(n)s pages", msgstr_plural={0: "", 1: ""})
    catalogues.update(tmp_path, "en", source(entry("Name"), plural), [])

    stored = polib.pofile(str(catalogues.catalogue_path(tmp_path, "en")))
    assert [e.msgstr or e.msgstr_plural for e in stored] == [{0: "%(n)s page", 1: "%(n)s pages"}, "Name"]


@pytest.mark.parametrize(
    ("strings", "fault"),
    [
        ([entry("Name"), entry("New")], "vi: not in the catalogue: 'New'"),
        ([], "vi: no longer in the source: 'Name'"),
    ],
)
def test_faults_names_what_is_out_of_step(tmp_path, contribution, strings, fault):
    catalogues.update(tmp_path, "vi", source(entry("Name")), [contribution])

    assert list(catalogues.faults(tmp_path, "vi", source(*strings))) == [fault]


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (entry("Name", "Tên", flags=["fuzzy"]), "fuzzy"),
        (entry("Name"), "not translated"),
        (entry("%(a)s of %(b)s", "%(a)s trên %(c)s"), "placeholders differ"),
    ],
)
def test_faults_names_a_bad_translation(bad, fault):
    assert fault in list(catalogues.entry_faults(bad, "vi"))


def test_faults_notices_an_edit_that_was_not_compiled(tmp_path, contribution):
    strings = source(entry("Name"))
    catalogues.update(tmp_path, "vi", strings, [contribution])
    path = catalogues.catalogue_path(tmp_path, "vi")
    path.write_text(path.read_text(encoding="utf-8").replace("Tên", "Họ tên"), encoding="utf-8")

    assert [fault for fault in catalogues.faults(tmp_path, "vi", strings) if "older" in fault] != []


@pytest.mark.django_db
def test_wagtail_s_scripts_speak_vietnamese_too(client):
    client.force_login(factories.editor())
    path = settings.ROOT / "locale/vi/LC_MESSAGES/djangojs.po"
    entries = catalogues.by_key(catalogues.read(path))

    answer = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()

    assert list(catalogues.compiled_faults(path, "vi", entries)) == []
    assert [fault for one in entries.values() for fault in catalogues.entry_faults(one, "vi")] == []
    assert '"Collapse all": "Thu g\\u1ecdn t\\u1ea5t c\\u1ea3"' in answer


def test_no_word_of_ours_renames_wagtail_s_front_page():
    """A catalogue in LOCALE_PATHS stands before Wagtail's, so a word that both say is said our way on both pages."""
    assert (None, "Dashboard") not in catalogues.by_key(
        catalogues.read(catalogues.catalogue_path(settings.ROOT, "vi"))
    )
