"""What is done about a nomination in the background, once it was handed in."""

from django_tasks import task

from ..dossiers.models import NominationPage
from ..stages import Stage
from .actions.findings import examine_nomination, person_of, same_birth
from .models import Honour
from .rules import Person, same_person


@task()
def examine(nomination_id: int) -> int:
    """Look for the same person, the same report and earlier honours; answer how many flags stand."""
    return len(examine_nomination(nomination=NominationPage.objects.get(pk=nomination_id)))


@task()
def examine_again(honour_id: int) -> int:
    """Look again at every nomination under screening that a new line of the register may be about."""
    honour = Honour.objects.get(pk=honour_id)
    one = Person(None, honour.name, honour.birth_year, honour.birth_date, honour.identity_hash)
    waiting = NominationPage.objects.filter(stage=Stage.SUBMITTED).select_related("candidate", "campaign")
    found = [
        nomination
        for nomination in waiting.filter(same_birth(one.birth_year, one.identity, "candidate__"))
        if same_person(one, person_of(nomination), nomination.campaign.name_likeness)
    ]
    for nomination in found:
        examine_nomination(nomination=nomination)
    return len(found)
