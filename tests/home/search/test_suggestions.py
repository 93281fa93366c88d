"""What is suggested while somebody types."""

import re

import pytest
from django.db import connection

from tests import factories

SUGGESTIONS = "/tim-kiem/goi-y/"
#: SQLite matches first and reads then.
QUERIES = {"sqlite": 12, "postgresql": 11}


def suggested(client, typed: str, address: str = SUGGESTIONS) -> list[tuple[str, str]]:
    """What is suggested, and where each leads."""
    html = client.get(address, {"q": typed}).content.decode()
    options = re.findall(r'data-url="([^"]*)"><span class="what">(.*?)</span>', html)
    return [(re.sub("</?mark>", "", text), url) for url, text in options]


@pytest.fixture
def _somebody(portal):
    unit = factories.unit(code="buu-dien", name_vi="Bưu điện Sơn Lam", name_en="Son Lam Post")
    field = factories.field(code="chuyen-doi-so", name_vi="Chuyển đổi số", name_en="Digital transformation")
    factories.profile(name="Lò Thị Sương", unit=unit, field=field)
    factories.profile(name="Nguyễn Văn Sơn", unit=unit, field=field)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("su", [("Lò Thị Sương", "/dien-hinh/lo-thi-suong/")]),
        ("sương lò", [("Lò Thị Sương", "/dien-hinh/lo-thi-suong/")]),
        ("sunog", [("Lò Thị Sương", "/dien-hinh/lo-thi-suong/")]),
        ("sơn", [("Nguyễn Văn Sơn", "/dien-hinh/nguyen-van-son/"), ("Bưu điện Sơn Lam", "/dien-hinh/?unit=buu-dien")]),
        ("chuyen d", [("Chuyển đổi số", "/dien-hinh/?field=chuyen-doi-so")]),
        ("digital", [("Chuyển đổi số", "/dien-hinh/?field=chuyen-doi-so")]),
        ("s", []), ("", []), ("́̀", []), ("zzzz", []),
    ],
)  # fmt: skip
def test_people_units_and_fields_are_suggested(typed, expected, _somebody, client):
    assert suggested(client, typed) == expected


def test_english_suggests_english_names(_somebody, client):
    assert suggested(client, "digi", "/en" + SUGGESTIONS) == [
        ("Digital transformation", "/en/dien-hinh/?field=chuyen-doi-so")
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_suggestions_cost_the_same_at_any_length(count, portal, client, django_assert_num_queries):
    for number in range(count):
        factories.profile(name=f"Lò Thị Sương {number}")
    client.get(SUGGESTIONS, {"q": "su"})

    with django_assert_num_queries(QUERIES[connection.vendor]):
        response = client.get(SUGGESTIONS, {"q": "su"})

    assert response.content.count(b"<li") == count


def test_suggestions_may_be_kept_and_are_for_people_alone(_somebody, client):
    response = client.get(SUGGESTIONS, {"q": "su"})

    assert "public" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert "Lò Thị <mark>Sư</mark>ơng" in response.content.decode()
