"""schemathesis asks everything that the document allows, and much that it forbids: no failure, nothing undocumented."""

from collections import Counter

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from portal.wsgi import application
from tests import factories

#: Not that every invalid question is refused: in an address a number is a text, and an object is nothing.
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip
#: Cases of one operation, valid and invalid each.
FEW, MANY = 12, 900


@pytest.fixture
def _in_process():
    """Requests run in the test's own thread and transaction: nobody may close its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def public(book, _in_process) -> dict[str, list]:
    """Something behind every operation; by the name of a path's parameter the values that lead there."""
    profiles = book(3)
    gone = factories.profile()
    gone.approval.revoked_on, gone.approval.revocation_decision = gone.approval.decision_date, "1/QĐ"
    gone.approval.save()
    gone.unpublish()
    column = factories.column(*profiles)
    conference = factories.conference(delegates=profiles)
    campaign = factories.campaign(quotas={factories.field(): 2})
    return {
        "profile_id": [profiles[0].pk, gone.pk],
        "column_id": [column.pk],
        "conference_id": [conference.pk],
        "campaign_id": [campaign.pk],
        "slug": [profiles[0].slug, gone.slug],
    }


def ask_everything(known: dict[str, list], cases: int) -> Counter:
    """Ask each operation so many valid and invalid questions; return how many answers of each status came."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    answers = Counter()
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            ask(operation, mode, known, cases, answers)
    return answers


def ask(operation, mode: GenerationMode, known: dict[str, list], cases: int, answers: Counter) -> None:
    strategy = operation.as_strategy(generation_mode=mode)

    @settings(
        max_examples=cases,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy, data=st.data())
    def check(case, data):
        if mode is GenerationMode.POSITIVE:
            for name in set(case.path_parameters or ()) & set(known):
                if data.draw(st.booleans()):
                    case.path_parameters[name] = data.draw(st.sampled_from(known[name]))
        response = case.call()
        answers[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    try:
        check()
    except Unsatisfiable:  # what takes nothing cannot be asked wrongly
        assert (mode, [*operation.query, *operation.path_parameters]) == (GenerationMode.NEGATIVE, [])


def test_nothing_fails_and_nothing_is_undocumented(public):
    answers = ask_everything(public, FEW)

    assert answers.total() > 200
    assert {200, 422} <= set(answers)


@pytest.mark.proof
def test_nothing_fails_in_twenty_thousand_cases(public, capsys):
    answers = ask_everything(public, MANY)

    with capsys.disabled():
        print(f"\n{answers.total():,} cases: {dict(sorted(answers.items()))}")
    assert answers.total() >= 20_000
    assert max(answers) < 500
