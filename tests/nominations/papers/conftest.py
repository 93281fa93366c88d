from datetime import timedelta

import pytest
from django.utils import timezone

from nominations.council.actions.ballots import cast_vote, close_ballot, lines_for, open_ballot
from nominations.council.actions.results import conclude_session
from nominations.council.actions.sessions import add_member, open_session, plan_session, put_on_agenda
from nominations.models import CouncilMember
from nominations.papers.kinds import KINDS
from nominations.roles import Role
from nominations.stages import Stage
from tests import factories

PART, WAY = CouncilMember.Part, CouncilMember.Attendance


def planned(people: int = 2, **more):
    """Plan a session on some nominations, with six members, of whom one is absent."""
    its_field = factories.field(name_vi="Chuyển đổi số")
    campaign = factories.campaign(quotas={its_field: max(people - 1, 1)}, threshold=60)
    clerk = factories.person(Role.SECRETARY, Role.MEMBER, first_name="Tạ Quang", last_name="Vinh")
    session = plan_session(
        campaign=campaign, user=clerk, title="Phiên họp thứ nhất", held_at=timezone.now() - timedelta(hours=2),
        venue="Phòng họp A", founding_number="15/QĐ-BTTTT", founding_date=timezone.localdate(),
        discussion="Hội đồng nghe báo cáo.", conclusion="Giao Vụ Tổ chức cán bộ hoàn thiện hồ sơ.", **more,
    )  # fmt: skip
    add_member(
        session=session,
        user=clerk,
        person=member("Nghiêm Xuân", "Bắc"),
        part=PART.CHAIR,
        position="Bộ trưởng",
    )
    add_member(session=session, user=clerk, person=clerk, part=PART.SECRETARY, position="Phó Vụ trưởng")
    for number in range(3):
        counts = number < 2
        add_member(
            session=session,
            user=clerk,
            person=member("Hứa Thị", f"Chi{number}"),
            position="Cục trưởng",
            is_counter=counts,
        )
    absent = {"attendance": WAY.ABSENT, "absence_reason": "đi công tác"}
    add_member(
        session=session, user=clerk, person=member("Lại Văn", "Cường"), position="Viện trưởng", **absent
    )
    nominations = [
        factories.nomination(
            Stage.COUNCIL, campaign=campaign, field=its_field, name=f"Trần Thị Minh Họa {number}"
        )
        for number in range(1, people + 1)
    ]
    put_on_agenda(session=session, user=clerk, nominations=nominations)
    session.refresh_from_db()
    return session


def member(before: str, given: str):
    return factories.council_member(first_name=before, last_name=given)


def opened(people: int = 2):
    session = planned(people)
    return open_session(session=session, user=session.created_by)


def counted(people: int = 2):
    """Let the session vote: the first names get every vote, the last one all but two."""
    session = opened(people)
    ballot = open_ballot(session=session, user=session.created_by)
    voters = [entry.member for entry in ballot.roll.select_related("member__user")]
    for place, voter in enumerate(voters):
        if voter.attendance == WAY.ABSENT:
            continue
        lines = list(lines_for(ballot, voter))
        last = max(line.item.number for line in lines)
        nay = {line.pk for line in lines if line.item.number == last and last > 1 and place < 1}
        cast_vote(
            ballot=ballot, user=voter.user, choices={x.pk: "nay" if x.pk in nay else "aye" for x in lines}
        )
    close_ballot(ballot=ballot, user=session.created_by)
    return session


def concluded(people: int = 2):
    session = counted(people)
    return conclude_session(session=session, user=session.created_by)


@pytest.fixture
def secretary():
    return factories.secretary()


@pytest.fixture(params=[code for code, kind in KINDS.items() if kind.scope == "session"])
def session_kind(request):
    return KINDS[request.param]
