"""Two people of a unit write the same step: each is told of the other, and nothing is overwritten unseen."""

import pytest

from nominations.models import Candidate
from tests import factories
from tests.browser.test_axe import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATIENCE = 30_000


@pytest.mark.parametrize("language", ["vi", "en"])
def test_two_people_on_one_step(portal, at_desk, language):
    officer = factories.officer()
    draft = factories.draft(by=officer, campaign=factories.campaign(quotas={factories.field(): 3}))
    colleague = factories.officer(draft.unit, first_name="Phước", last_name="Nguyễn Hữu")
    address = f"/workspace/nominations/{draft.reference}/candidate/"

    with at_desk(officer, width=360) as mine, at_desk(colleague, width=360) as theirs:
        mine.context.add_cookies([{"name": "django_language", "value": language, "url": mine.url}])
        mine.goto(address)
        theirs.goto(address)
        assert officer.get_full_name() in theirs.inner_text("#present")
        mine.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        mine.wait_for_selector("#present .notice", timeout=PATIENCE)
        assert colleague.get_full_name() in mine.inner_text("#present")

        theirs.fill("[name=position]", "Trưởng phòng")
        theirs.wait_for_selector("#saved[data-state=saved]", timeout=PATIENCE)
        mine.fill("[name=position]", "Phó phòng")
        mine.wait_for_selector("#saved[data-state=conflict]", timeout=PATIENCE)
        assert colleague.get_full_name() in mine.inner_text("#elsewhere")
        assert faults(mine) == []
        with mine.expect_navigation():
            mine.locator("#elsewhere button").click()
        assert mine.title().startswith({"vi": "Lỗi:", "en": "Error:"}[language])
        assert faults(mine) == []
        assert mine.evaluate("document.documentElement.scrollWidth") == 360
        mine.check("#position-typed")
        with mine.expect_navigation():
            mine.locator("#step-form button.btn[type=submit]").click()
        assert mine.input_value("[name=position]") == "Phó phòng"
        assert not mine.is_visible("#kept")

    assert Candidate.objects.get(pk=draft.candidate_id).position == "Phó phòng"
