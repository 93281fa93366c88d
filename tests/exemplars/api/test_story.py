"""A story as blocks and as HTML: cleaned, with full addresses, and every kind of block has its words."""

import pytest

from exemplars.api.html import rich_text
from exemplars.api.story import VALUES
from exemplars.models import ExemplarPage
from tests import factories

LIST = "/api/v1/profiles"


def full(address: str) -> str:
    return f"https://portal.vn{address}" if address.startswith("/") else address


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("<p>Bốn giờ rưỡi <b>sáng</b>.</p>", "<p>Bốn giờ rưỡi <b>sáng</b>.</p>"),
        ('<p onclick="x()">A</p>', "<p>A</p>"),
        ('<p class="x" style="y">A<br/>B</p>', "<p>A<br/>B</p>"),
        ("<script>alert(1)</script><p>A</p>", "alert(1)<p>A</p>"),
        ("<img src=x onerror=alert(1)>A", "A"),
        ("<iframe src='//evil'></iframe>A", "A"),
        ("<!-- secret -->A", "A"),
        ('<a href="javascript:alert(1)">A</a>', "<a>A</a>"),
        ('<a href=" jav&#09;ascript:alert(1)">A</a>', "<a>A</a>"),
        ('<a href="/dien-hinh/" target="_blank">A</a>', '<a href="https://portal.vn/dien-hinh/">A</a>'),
        ('<a href="https://example.vn/?a=1&amp;b=2">A</a>', '<a href="https://example.vn/?a=1&amp;b=2">A</a>'),
        ("A &lt;script&gt; B", "A &lt;script&gt; B"),
        ("<svg><p>A</p></svg>", "<p>A</p>"),
    ],
)  # fmt: skip
def test_rich_text_is_cleaned(stored, told):
    assert rich_text(stored, full) == told


def test_every_kind_of_block_is_written():
    kinds = ExemplarPage._meta.get_field("story").stream_block.child_blocks

    assert set(kinds) <= set(VALUES)


def test_the_story_is_told_as_html_where_it_is_asked_for(portal, client):
    story = [
        ("heading", "Tờ giấy <đi> ba lượt"),
        ("paragraph", '<p onclick="x()">Bốn giờ <a href="/dien-hinh/">sáng</a>.</p>'),
        ("quotation", {"text": "Tôi chỉ\nngồi xuống.", "attribution": "Sương"}),
        ("picture", {"image": factories.image(), "alt": 'Chị "Sương"', "caption": "Bên suối"}),
        ("achievements", [{"title": "Chín góc", "detail": "Mỗi góc một người.", "source": ""}]),
    ]
    profile = factories.profile(story=story)

    plain = client.get(f"{LIST}/{profile.pk}").json()
    body = client.get(f"{LIST}/{profile.pk}", {"fields": "story_html,name"}).json()

    assert "story_html" not in plain
    assert set(body) == {"id", "name", "story_html"}
    html = body["story_html"]
    picture = plain["story"][3]["value"]
    assert html.splitlines() == [
        "<h2>Tờ giấy &lt;đi&gt; ba lượt</h2>",
        '<p>Bốn giờ <a href="http://testserver/dien-hinh/">sáng</a>.</p>',
        "<figure><blockquote><p>Tôi chỉ<br>ngồi xuống.</p></blockquote><figcaption>Sương</figcaption></figure>",
        f'<figure><img src="{picture["url"]}" width="{picture["width"]}" height="{picture["height"]}" '
        'alt="Chị &quot;Sương&quot;"><figcaption>Bên suối</figcaption></figure>',
        "<ul><li><strong>Chín góc</strong><br>Mỗi góc một người.</li></ul>",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_a_story_costs_the_same_with_any_number_of_pictures(portal, client, count, django_assert_num_queries):
    pictures = [("picture", {"image": factories.image(), "alt": "x", "caption": ""}) for _ in range(count)]
    profile = factories.profile(story=pictures, portrait=factories.image())
    client.get(f"{LIST}/{profile.pk}")

    with django_assert_num_queries(8):
        client.get(f"{LIST}/{profile.pk}")
