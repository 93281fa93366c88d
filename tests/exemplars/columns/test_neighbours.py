"""The profiles before and after one, in the column through which the reader came."""

import pytest

from exemplars.columns.neighbours import neighbours
from tests import books, factories


def sides(found):
    return found and (found.column, found.previous, found.next)


def test_neighbours_follow_the_order_of_the_first_column_that_holds_the_profile(portal):
    newest, middle, oldest = books.fill(3)
    factories.column(year_to=1950)
    column = factories.column()

    assert sides(neighbours(middle)) == (column, newest, oldest)
    assert sides(neighbours(newest)) == (column, None, middle)
    assert sides(neighbours(oldest)) == (column, middle, None)


def test_the_column_through_which_the_reader_came_comes_first(portal):
    newest, middle, oldest = books.fill(3)
    factories.column()
    chosen = factories.column(oldest, middle, newest, selection="picked", slug="nguoi-tot")

    assert sides(neighbours(middle, "nguoi-tot")) == (chosen, oldest, newest)


@pytest.mark.parametrize("slug", ["khong-co", "x" * 300, "<b>", "' OR 1=1", "nhap"])
def test_a_column_that_does_not_hold_it_is_passed_over(slug, portal):
    _newest, middle, _oldest = books.fill(3)
    column = factories.column()
    factories.column(slug="nhap", live=False)

    assert neighbours(middle, slug).column == column


def test_the_chosen_stand_before_those_of_the_rules(portal):
    newest, middle, oldest = books.fill(3)
    factories.column(oldest, selection="pinned", field=middle.field)

    assert [sides(neighbours(profile))[1:] for profile in (oldest, newest, middle)] == [
        (None, newest),
        (oldest, middle),
        (newest, None),
    ]


def test_words_that_do_not_occur_hold_nobody(portal):
    one = factories.profile(name="Trần Văn An")
    factories.profile(name="Lê Thị Bình")
    factories.column(words="Bình")

    assert neighbours(one) is None


def test_somebody_alone_has_no_neighbours(portal):
    (only,) = books.fill(1)
    factories.column()

    assert neighbours(only) is None


@pytest.mark.parametrize("count", [2, 5])
def test_neighbours_cost_the_same_at_any_size(count, portal, django_assert_num_queries):
    people = books.fill(count)
    for _number in range(count):
        factories.column()

    with django_assert_num_queries(2):
        neighbours(people[1])
