"""The shortlists of the demonstration: published, commented on, and ended when their days were over."""

from datetime import datetime
from uuid import uuid4

from nominations.consultation.actions.comments import send_comment, triage_comment
from nominations.consultation.actions.ending import end_consultation, end_on_time, moment_of_end
from nominations.consultation.actions.publishing import publish_consultation, shortlist_of
from nominations.consultation.rules import closing_day
from nominations.models import Comment, Consultation

from .campaigns import campaign_of
from .clock import Timetable, moment_of
from .content import VIETNAM
from .people import person


def enter_consultations(timetable: Timetable, campaign: dict) -> None:
    for row in campaign.get("consultations", ()):
        List(campaign, row).enter(timetable)


class List:
    """One shortlist of the content, from its publication to its end."""

    def __init__(self, campaign: dict, row: dict):
        self.campaign, self.row = campaign, row
        self.opens = moment_of(row["opens"])
        self.opens_on = self.opens.astimezone(VIETNAM).date()
        self.closes_on = closing_day(self.opens_on, campaign["settings"]["consultation_days"])

    def enter(self, timetable: Timetable) -> None:
        timetable.at(self.opens, self.publish)
        for row in self.row["comments"]:
            moment = moment_of(row["at"])
            timetable.at(moment, self.comment, row, moment)
            if row["sorted_at"]:
                timetable.at(moment_of(row["sorted_at"]), self.sort, row)
        if (planned := Consultation(opens_on=self.opens_on, closes_on=self.closes_on)).is_over:
            timetable.at(moment_of_end(planned), self.end)

    def publish(self) -> None:
        """Publish as today, and put the list's days where they were."""
        campaign = campaign_of(self.campaign)
        consultation = publish_consultation(
            campaign=campaign,
            user=person("screener"),
            receiving_unit=self.row["receiving_unit"],
            receiving_address=self.row["receiving_address"],
            fingerprint=shortlist_of(campaign).fingerprint,
        )
        consultation.opens_on, consultation.closes_on = self.opens_on, self.closes_on
        consultation.save(update_fields=["opens_on", "closes_on"])
        end_on_time(consultation)

    @property
    def consultation(self) -> Consultation:
        return Consultation.objects.get(campaign=campaign_of(self.campaign), opens_on=self.opens_on)

    def comment(self, row: dict, moment: datetime) -> None:
        consultation = self.consultation
        send_comment(
            consultation=consultation,
            entry=consultation.entries.get(name=row["about"]) if row["about"] else None,
            token=uuid4(),
            arrived_at=moment,
            **{name: row[name] for name in ("name", "phone", "address", "text")},
        )

    def sort(self, row: dict) -> None:
        comment = Comment.objects.get(consultation=self.consultation, text=row["text"])
        triage_comment(
            comment=comment,
            user=person("screener"),
            **{name: row[name] for name in ("status", "text_for_council", "note")},
        )

    def end(self) -> None:
        end_consultation(consultation=self.consultation)
