import pytest

from exemplars.models import ExemplarPage
from nominations.stages import Stage
from tests import factories


@pytest.mark.parametrize("stage", Stage)
def test_nomination_stands_at_the_stage_asked_for(stage):
    nomination = factories.nomination(stage)

    assert nomination.stage == stage


def test_profile_is_published():
    profile = factories.profile()

    assert list(ExemplarPage.objects.listed()) == [profile]
