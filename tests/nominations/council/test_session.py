"""One session from its planning to its result, through the actions."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from nominations.council.actions.ballots import (
    AlreadyVoted,
    BallotClosed,
    cast_vote,
    close_ballot,
    lines_for,
    open_ballot,
)
from nominations.council.actions.results import conclude_session
from nominations.council.actions.scoring import score_item
from nominations.council.actions.sessions import (
    add_member,
    change_member,
    open_session,
    plan_session,
    put_on_agenda,
)
from nominations.models import CouncilMember, Criterion, Quota, Vote
from nominations.stages import Stage
from tests import factories


@pytest.fixture
def clerk(db):
    return factories.secretary()


def session_of(clerk, count=3, members=3, seats=1, reserves=1):
    campaign = factories.campaign()
    field = factories.field()
    Quota.objects.create(campaign=campaign, field=field, seats=seats, reserves=reserves)
    names = [
        factories.nomination(Stage.COUNCIL, campaign=campaign, field=field, name=f"Người Số {n}")
        for n in range(count)
    ]
    session = plan_session(
        campaign=campaign, user=clerk, title="Phiên 1", held_at=timezone.now() - timedelta(hours=1)
    )
    people = [factories.council_member() for _ in range(members)]
    for number, person in enumerate(people):
        add_member(
            session=session,
            user=clerk,
            person=person,
            part=CouncilMember.Part.CHAIR if not number else "member",
        )
    put_on_agenda(session=session, user=clerk, nominations=names)
    session = open_session(session=session, user=clerk)
    return session, people, names


def vote(ballot, person, *answers):
    member = ballot.session.members.get(user=person)
    cast_vote(
        ballot=ballot,
        user=person,
        choices={line.pk: answer for line, answer in zip(lines_for(ballot, member), answers, strict=True)},
    )


def test_a_session_selects_holds_and_leaves(clerk):
    session, people, names = session_of(clerk)
    ballot = open_ballot(session=session, user=clerk)
    for person in people[:2]:
        vote(ballot, person, "aye", "aye", "nay")
    vote(ballot, people[2], "aye", "aye", "defer")
    with pytest.raises(AlreadyVoted):
        vote(ballot, people[2], "nay", "nay", "nay")
    with pytest.raises(PermissionDenied):
        cast_vote(ballot=ballot, user=factories.council_member(), choices={})
    ballot = close_ballot(ballot=ballot, user=clerk)
    assert [(line.ayes, line.nays, line.defers) for line in ballot.lines.all()] == [
        (3, 0, 0),
        (3, 0, 0),
        (0, 2, 1),
    ]
    assert Vote.objects.filter(line__ballot=ballot).count() == 9
    with pytest.raises(BallotClosed):
        vote(ballot, people[0], "aye", "aye", "nay")
    second = open_ballot(session=session, user=clerk)
    assert second.lines.count() == 2
    for person in people[:2]:
        vote(second, person, "nay", "aye")
    close_ballot(ballot=second, user=clerk)
    conclude_session(session=session, user=clerk)
    for name in names:
        name.refresh_from_db()
    assert [name.stage for name in names] == [Stage.RESERVE, Stage.ACCEPTED, Stage.DECLINED]


def test_scores_need_every_criterion(clerk):
    session, people, _ = session_of(clerk, count=1)
    criterion = Criterion.objects.create(campaign=session.campaign, title="Kết quả", weight=100)
    item = session.agenda.get()
    with pytest.raises(ValidationError):
        score_item(item=item, user=people[0], points={})
    with pytest.raises(ValidationError):
        score_item(item=item, user=people[0], points={criterion.pk: 6})
    score_item(item=item, user=people[0], points={criterion.pk: 5})
    assert item.scores.count() == 1


def shut_out(member) -> set:
    """What a member takes no part in, by the member's or the proxy's unit."""
    return set(member.recusals.filter(ground="own_unit").values_list("item", flat=True))


def test_a_new_proxy_lifts_what_the_former_one_s_unit_had_shut_out(clerk):
    session = factories.running_session(clerk=clerk, names=2, members=4)
    items, member = list(session.agenda.all()), session.members.last()
    written = {"attendance": "proxy", "proxy_name": "Người thay", "proxy_document": "01/GUQ"}

    def sends(unit) -> set:
        proxy = factories.member_of(factories.council_member(), unit)
        change_member(member=member, user=clerk, proxy_user=proxy, **written)
        return shut_out(member)

    assert sends(items[0].nomination.unit) == {items[0].pk}
    assert sends(items[1].nomination.unit) == {items[1].pk}
    assert sends(factories.unit()) == set()


def test_what_the_council_has_voted_on_stays_shut_out(clerk):
    session = factories.running_session(clerk=clerk, members=4, names=2)
    item, member = session.agenda.first(), session.members.last()
    proxy = factories.member_of(factories.council_member(), item.nomination.unit)
    change_member(
        member=member, user=clerk, attendance="proxy", proxy_name="A", proxy_document="1", proxy_user=proxy
    )
    factories.held_ballot(session, voters=3)

    change_member(
        member=member, user=clerk, attendance="present", proxy_name="", proxy_document="", proxy_user=None
    )

    assert shut_out(member) == {item.pk}
