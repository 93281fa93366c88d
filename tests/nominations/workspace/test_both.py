"""Two versions of a step: asked field by field, with scripts and without, and nothing is overwritten unseen."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from nominations.models import Candidate

from .conftest import latest, rows


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def conflict(desk, draft):
    """Somebody has saved the candidate while the officer typed; what the officer's save is answered with."""
    seen = draft.latest_revision_id
    theirs = {"name": "Lê Thị Thu", "position": "Trưởng phòng", "ethnicity": "Tày", "residence": "Hà Nội"}
    desk.send("candidate", draft, **theirs)
    mine = {"name": "Lê Thị Thu", "position": "Phó phòng", "ethnicity": "Thái", "residence": ""}
    return desk.send("candidate", draft, base=seen, go="home", **mine)


def form_of(answer) -> dict[str, str]:
    """The fields of the page's form, as a browser without scripts would send them."""
    page = answer.content.decode().partition('id="step-form"')[2]
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    checked = re.findall(r'type="radio" name="([^"]+)" id="[^"]+" value="([^"]+)" checked', page)
    return {name: value for name, value in [*hidden, *checked] if name != "csrfmiddlewaretoken"}


def choose(desk, draft, answer, **choices):
    form = form_of(answer) | {f"choose-{name}": value for name, value in choices.items()} | {"go": "home"}
    return desk.client.post(desk.address("candidate", draft), form)


def stored(draft) -> tuple:
    candidate = Candidate.objects.get(pk=draft.candidate_id)
    return candidate.position, candidate.ethnicity, candidate.residence


def test_each_field_that_differs_is_asked_for(conflict, draft):
    assert conflict.status_code == 409
    assert [one.name for one in conflict.context["both"]] == ["ethnicity", "residence", "position"]
    # Nothing is picked where both hold something; an empty one loses nothing.
    assert [one.preferred for one in conflict.context["both"]] == ["", "stored", ""]
    assert form_of(conflict)["choose-residence"] == "stored"
    assert stored(draft) == ("Trưởng phòng", "Tày", "Hà Nội")


def test_what_was_chosen_is_stored(desk, conflict, draft):
    answer = choose(desk, draft, conflict, position="typed", ethnicity="stored")

    assert answer.headers["Location"] == "/workspace/"
    assert stored(draft) == ("Phó phòng", "Tày", "Hà Nội")


def test_a_field_without_a_choice_is_asked_for_again(desk, conflict, draft):
    answer = choose(desk, draft, conflict, position="typed")

    assert answer.status_code == 409
    assert [(one.name, one.choice) for one in answer.context["both"]] == [
        ("ethnicity", ""), ("residence", "stored"), ("position", "typed"),
    ]  # fmt: skip
    assert stored(draft) == ("Trưởng phòng", "Tày", "Hà Nội")


def test_a_third_version_is_asked_for_anew(desk, conflict, draft):
    desk.send("candidate", draft, name="Lê Thị Thu", position="Giám đốc", ethnicity="Tày", residence="Huế")
    answer = choose(desk, draft, conflict, position="typed", ethnicity="stored")

    assert answer.status_code == 409
    assert stored(draft) == ("Giám đốc", "Tày", "Huế")


def test_what_is_wrong_is_still_answered(desk, draft):
    seen = draft.latest_revision_id
    desk.send("candidate", draft, name="Lê Thị Thu", birth_year="1980")
    both = desk.send("candidate", draft, base=seen, name="Lê Thị Thu", birth_year="mai")
    answer = choose(desk, draft, both, birth_year="typed")

    assert answer.status_code == 200
    assert "<title>Error:" in answer.content.decode()
    assert 'value="mai"' in answer.content.decode()


@pytest.mark.parametrize(("choice", "titles"), [("stored", ["Của người kia", "Hai"]), ("typed", ["Của tôi"])])
def test_a_list_is_taken_whole(desk, draft, choice, titles):
    seen = draft.latest_revision_id
    desk.send("case", draft, **rows("achievements", {"title": "Của người kia"}, {"title": "Hai"}))
    both = desk.send(
        "case", draft, base=seen, summary="Tóm tắt", **rows("achievements", {"title": "Của tôi"})
    )
    form = form_of(both) | {"choose-achievements": choice, "go": "stay"}
    answer = desk.client.post(desk.address("case", draft), form)

    assert answer.headers["Location"] == desk.address("case", draft)
    assert [row.title for row in latest(draft).achievements.all()] == titles
    assert latest(draft).summary == "Tóm tắt"


@pytest.mark.parametrize("choice", ["stored", "typed"])
def test_ticks_choices_and_days_are_taken_from_either(desk, draft, choice):
    seen = draft.latest_revision_id
    award = {"year": "2020", "name": "Bằng khen", "decision_date": "06/02/2020"}
    desk.send("awards", draft, **rows("awards", award))
    both = desk.send("awards", draft, base=seen, without_awards="on", **rows("awards"))
    form = form_of(both) | {"choose-awards": choice, "choose-without_awards": choice, "go": "stay"}
    desk.client.post(desk.address("awards", draft), form)

    assert latest(draft).without_awards is (choice == "typed")
    dates = [str(row.decision_date) for row in latest(draft).awards.all()]
    assert dates == ([] if choice == "typed" else ["2020-02-06"])


# --- Cost -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("step", "queries"), [("candidate", 14), ("case", 18), ("awards", 16)])
def test_a_step_is_shown_at_flat_cost(desk, draft, step, queries, count, django_assert_num_queries):
    desk.send("case", draft, **rows("achievements", *[{"title": f"Việc {n}"} for n in range(count)]))
    desk.send(
        "awards", draft, **rows("awards", *[{"year": "2020", "name": f"Bằng khen {n}"} for n in range(count)])
    )
    desk.read(step, draft)

    with django_assert_num_queries(queries):
        assert desk.read(step, draft).status_code == 200


def test_a_step_leads_back_to_the_one_before(desk, draft):
    assert desk.send("case", draft, go="back", **rows("achievements")).headers["Location"] == desk.address(
        "candidate", draft
    )


# --- Counts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "text", "shown"),
    [
        ("words", " Chuyển  đổi số\r\nquốc gia ", ("Words written: 5", "Words left: 145")),
        ("characters", "Chữ\r\nviết", ("Characters written: 8", "Characters left: 142")),
        ("words", "chữ " * 151, ("Words written: 151", "Words too many: 1")),
        ("words", "", ("Words written: 0", "Words left: 150")),
    ],
)
def test_a_text_is_counted_by_the_server_too(unit, text, shown):
    class Form(forms.Form):
        text = forms.CharField(widget=forms.Textarea(attrs={"data-limit": 150, "data-unit": unit}))

    with translation.override("en"):
        page = render_to_string("nominations/components/field.html", {"field": Form({"text": text})["text"]})

    assert tuple(re.findall(r"<span(?: class=\"err\")?>([^<]+: \d+)</span>", page)) == shown
