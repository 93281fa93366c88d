"""The document of the API is sound, does not change unnoticed, and is true of what is answered."""

import json

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator
from wagtail.models import Locale

from exemplars.models import ExemplarPage
from exemplars.profiles.actions import revoke_approval
from tests import factories

KEPT = settings.ROOT / "docs" / "api-v1.json"


@pytest.fixture
def document(db, client) -> dict:
    return client.get("/api/v1/openapi.json").json()


def faults(document: dict, path: str, response) -> list[str]:
    """How an answer departs from what the document says of its address and status, as lines to read."""
    operation = document["paths"][path]["get"]
    told = operation["responses"][str(response.status_code)]
    kind = response["Content-Type"].partition(";")[0]
    schema = told["content"][kind]["schema"] | {"components": document["components"]}
    checker = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(response.json())]


def test_the_document_is_sound_openapi(document):
    assert document["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(document).validate()


def test_the_document_changes_only_with_the_copy_that_is_kept(document):
    """After a change that is meant: ``make contract``."""
    assert document == json.loads(KEPT.read_text())


def test_every_operation_has_a_name_and_its_problems(document):
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]

    assert len(set(names)) == len(names)
    for operation in operations:
        assert {"200", "304", "400", "422", "429"} <= set(operation["responses"]), operation["operationId"]
        assert (bool(operation["summary"]), bool(operation["tags"])) == (True, True)
        for status, told in operation["responses"].items():
            if status >= "400":
                assert list(told["content"]) == ["application/problem+json"]
                assert "RateLimit" in told["headers"]


def test_the_reader_of_the_document_is_local(db, client):
    reader = client.get("/api/v1/docs").content.decode()

    assert "//" not in reader.replace("<!--", "")


@pytest.fixture
def public(portal):
    """A profile with everything, in both languages, and one that is taken back."""
    unit = factories.unit(bloc=factories.bloc(), province="Lào Cai")
    picture = {"image": factories.image(), "alt": "Bên suối", "caption": ""}
    story = [("heading", "A"), ("paragraph", "<p>B</p>"), ("picture", picture),
             ("quotation", {"text": "C", "attribution": ""}),
             ("achievements", [{"title": "D", "detail": "", "source": ""}])]  # fmt: skip
    profile = factories.profile(name="Lò Thị Sương", unit=unit, portrait=factories.image(), story=story)
    profile.copy_for_translation(Locale.objects.get(language_code="en")).save_revision().publish()
    factories.profile()
    gone = factories.profile(name="Người Khác")
    revoke_approval(
        reference=gone.approval.reference, on=gone.approval.decision_date, decision="1/QĐ", reason="x"
    )
    return profile, gone


def test_answers_are_what_the_document_promises(public, document, client):
    campaign = factories.campaign(quotas={factories.field(): 2})
    profile, gone = public
    column, conference = factories.column(profile), factories.conference(delegates=[profile])
    asked = [
        ("/profiles", "?count=true&limit=1", 200),
        ("/profiles", "?fields=name,portrait", 200),
        ("/profiles", "?limit=0", 422),
        ("/profiles/{profile_id}", f"/{profile.pk}", 200),
        ("/profiles/{profile_id}", f"/{profile.pk}?fields=story_html", 200),
        ("/profiles/{profile_id}", "/999999", 404),
        ("/profiles/{profile_id}", f"/{gone.pk}", 410),
        ("/profiles/{locale}/{slug}", f"/vi/{profile.slug}", 200),
        ("/profiles/{locale}/{slug}", f"/vi/{gone.slug}", 410),
        ("/tombstones", "", 200), ("/changes", "", 200), ("/changes", "?since=x", 422),
        ("/campaigns", "?count=true", 200), ("/campaigns/{campaign_id}", f"/{campaign.pk}", 200),
        ("/columns", "", 200), ("/columns/{column_id}", f"/{column.pk}", 200),
        ("/conferences", "", 200), ("/conferences/{conference_id}", f"/{conference.pk}", 200),
        ("/fields", "", 200), ("/units", "", 200), ("/blocs", "", 200), ("/provinces", "", 200),
        ("/honours", "", 200),
    ]  # fmt: skip
    found = {}
    for path, rest, status in asked:
        response = client.get("/api/v1" + path.partition("/{")[0] + rest)
        assert response.status_code == status, (path, rest)
        if lines := faults(document, f"/api/v1{path}", response):
            found[path + rest] = lines

    assert found == {}


def test_a_row_says_all_that_the_document_names_and_no_more(public, document, client):
    profile, _gone = public
    shapes = document["components"]["schemas"]

    row = client.get("/api/v1/profiles").json()["results"][0]
    whole = client.get(f"/api/v1/profiles/{profile.pk}").json()

    assert list(row) == list(shapes["Profile"]["properties"])
    assert [*whole, "story_html"] == list(shapes["ProfileWithStory"]["properties"])


@pytest.mark.parametrize("name", ["Profile", "ProfileWithStory"])
def test_the_check_notices_an_answer_that_departs(public, document, client, name):
    """A proof that the proof can fail: a property of the wrong kind is found."""
    document["components"]["schemas"][name]["properties"]["year"]["type"] = "string"
    profile = ExemplarPage.objects.published().first()
    path, rest = {
        "Profile": ("/profiles", ""),
        "ProfileWithStory": ("/profiles/{profile_id}", f"/{profile.pk}"),
    }[name]

    assert faults(document, f"/api/v1{path}", client.get(f"/api/v1/profiles{rest}"))
