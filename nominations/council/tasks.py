from django.utils.translation import gettext_lazy as _

from ..roles import RUN_COUNCIL
from ..stages import Stage
from ..workflow import ReviewTask


class CouncilTask(ReviewTask):
    """The council meets and votes. The secretary's session passes it for every nomination on the agenda."""

    permission = RUN_COUNCIL
    waits_at = frozenset({Stage.COUNCIL, Stage.RESERVE})
    leads_to = frozenset({Stage.ACCEPTED})

    class Meta:
        verbose_name = _("council's ballot")
        verbose_name_plural = _("council's ballots")

    def concerns(self, user) -> bool:
        return False

    @classmethod
    def get_description(cls):
        return _("The council scores, votes and ranks; those it selects go on to the leader")
