"""Whose turn it is, for any seats and any reserves."""

from hypothesis import given
from hypothesis import strategies as st

from nominations.decisions.rules import FieldSeats, Reserve, passed_over, whose_turn

numbers = st.integers(0, 30)
all_seats = st.builds(FieldSeats, st.integers(1, 30), numbers, numbers, numbers)
some_reserves = st.lists(st.integers(1, 60), unique=True, max_size=25).map(
    lambda found: [Reserve(number, nomination=1000 - number) for number in found]
)


@given(all_seats, some_reserves)
def test_turns_fill_the_free_seats_and_no_more(seats, reserves):
    turns = whose_turn(reserves, seats.free)

    assert len(turns) == min(len(reserves), seats.free)
    assert (
        seats.free == 0 or seats.seated + seats.selected + seats.on_the_way_back + len(turns) <= seats.seats
    )


@given(all_seats, some_reserves)
def test_nobody_is_passed_over(seats, reserves):
    turns = whose_turn(reserves, seats.free)
    rest = [one for one in reserves if one not in turns]

    assert all(one.number < other.number for one in turns for other in rest)
    assert passed_over(rest, turns) == []


@given(all_seats, some_reserves, st.randoms(use_true_random=False))
def test_the_order_in_which_reserves_are_read_makes_no_difference(seats, reserves, random):
    shuffled = list(reserves)
    random.shuffle(shuffled)

    assert whose_turn(shuffled, seats.free) == whose_turn(reserves, seats.free)


@given(
    st.integers(1, 12),
    st.lists(st.sampled_from(("select", "sign", "decline", "send back", "decide", "promote"))),
)
def test_whatever_happens_seats_are_never_promised_twice(seats, events):
    """Play a field through: nobody moves up but by turn, so given and promised seats never exceed the quota."""
    seated = selected = back = 0
    reserves = [Reserve(number, nomination=number) for number in range(1, 40)]
    for event in events:
        now = FieldSeats(seats, seated, selected, back)
        if event == "select" and now.free:
            selected += 1
        elif event == "sign" and selected and now.left_to_sign:
            selected, seated = selected - 1, seated + 1
        elif event == "decline" and selected:
            selected -= 1
        elif event == "send back" and selected:
            selected, back = selected - 1, back + 1
        elif event == "decide" and back:
            selected, back = selected + 1, back - 1
        elif event == "promote" and (turns := whose_turn(reserves, now.free)):
            reserves.remove(turns[0])
            selected += 1

        assert seated + selected + back <= seats
    assert reserves == sorted(reserves)
