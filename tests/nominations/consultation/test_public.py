"""The public page and the form of a signed comment, with all that people and machines do to them."""

import logging
import re
from datetime import timedelta
from unittest import mock
from uuid import uuid4

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry, PageLogEntry

from nominations.consultation import limits
from nominations.consultation.actions.ending import end_consultation
from nominations.consultation.tokens import SALT, issue
from nominations.dossiers.actions import withdraw_nomination
from nominations.models import CampaignPage, Comment
from tests import factories
from tests.nominations.consultation.conftest import token_of

OVER = 40
#: What the public page may never ask the database for.
PRIVATE_TABLES = (
    "nominations_nominationpage", "nominations_candidate", "nominations_evidence", "nominations_consent",
    "nominations_comment", "nominations_consultationsummary", "wagtailcore_revision", "wagtailcore_taskstate",
    "wagtailcore_workflowstate", "nominations_membership", "auth_user",
)  # fmt: skip


def text(response) -> str:
    """What a page says; headings join the syllables of a compound by spaces that do not break."""
    return response.content.decode().replace("\u00a0", " ")


def page_of(consultation) -> str:
    return reverse("shortlist:list", args=[consultation.pk])


# --- Reading ------------------------------------------------------------------------------------------


def test_the_list_names_what_is_declared_public_and_nothing_else(visitor, consultation, entry):
    candidate = entry.nomination.candidate
    candidate.phone, candidate.email = "0987654321", "rieng@example.vn"
    candidate.save()

    shown = text(visitor.read(consultation))

    for public in (entry.name, entry.position, entry.summary, entry.unit.name_vi, entry.field.name_vi):
        assert public in shown
    private = (candidate.home_place, candidate.residence, candidate.duties, candidate.phone, candidate.email,
               str(candidate.birth_year), candidate.ethnicity + "<", entry.nomination.reference, entry.nomination.case)  # fmt: skip
    assert [word for word in private if word in shown] == []


def test_it_says_until_when_and_where_to_write(visitor, consultation):
    shown = text(visitor.read(consultation))

    assert consultation.closes_on.strftime("%d/%m/%Y") in shown
    assert consultation.receiving_unit in shown
    assert consultation.receiving_address in shown


def test_both_languages_have_an_address_and_lead_to_each_other(client, consultation, entry):
    vietnamese = client.get(page_of(consultation))
    english = client.get(f"/en{page_of(consultation)}")

    assert (vietnamese["Content-Language"], english["Content-Language"]) == ("vi", "en")
    assert f'href="/en{page_of(consultation)}"' in text(vietnamese)
    assert f'href="{page_of(consultation)}"' in text(english)
    assert entry.field.name_en in text(english)
    assert "working days left" in text(english)


def test_reading_touches_no_private_table_and_costs_the_same_at_any_length(visitor):
    found = {}
    for people in (1, 3):
        consultation = factories.shortlist(people)
        visitor.read(consultation)
        with CaptureQueriesContext(connection) as queries:
            visitor.read(consultation)
        found[people] = len(queries)
        asked = " ".join(query["sql"] for query in queries)
        assert [table for table in PRIVATE_TABLES if f'"{table}"' in asked] == []

    assert found == {1: 4, 3: 4}


def test_anybody_may_keep_the_page_and_must_ask_again(visitor, consultation, client):
    first = visitor.read(consultation)

    assert first["Cache-Control"] == "public, no-cache"
    assert (first.get("Vary", ""), first.cookies.output()) == ("", "")
    again = client.get(page_of(consultation), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_who_is_withdrawn_is_gone_for_those_who_kept_the_page(visitor, consultation, entry, client):
    kept = visitor.read(consultation)
    withdraw_nomination(nomination=entry.nomination, user=factories.officer_of(entry.nomination))

    fresh = client.get(page_of(consultation), headers={"If-None-Match": kept["ETag"]})

    assert fresh.status_code == 200
    assert entry.name not in text(fresh)


def test_what_somebody_known_reads_is_theirs(visitor, consultation, client):
    client.force_login(factories.officer())

    assert "private" in visitor.read(consultation)["Cache-Control"]


def test_search_engines_are_asked_to_forget_it(visitor, consultation):
    for response in (visitor.read(consultation), visitor.open_form(consultation)):
        assert "noindex" in response["X-Robots-Tag"]
        assert 'content="noindex' in text(response)


def test_the_campaign_leads_there_while_it_stands_open(client, consultation):
    campaign = consultation.campaign
    assert page_of(consultation) in text(client.get(campaign.url))

    factories.moved_back(consultation, OVER)

    assert page_of(consultation) not in text(client.get(campaign.url))


@pytest.mark.parametrize("ended", [False, True])
def test_after_its_last_day_it_says_so_and_names_nobody(ended, visitor, consultation, entry):
    factories.moved_back(consultation, OVER)
    if ended:
        end_consultation(consultation=consultation)

    for response in (visitor.read(consultation), visitor.open_form(consultation)):
        assert response.status_code == 200
        assert "Đã đóng" in text(response) or "closed" in text(response).lower()
        assert entry.name not in text(response)
        assert "<textarea" not in text(response)


def test_what_does_not_exist_is_not_found(client, consultation):
    CampaignPage.objects.filter(pk=consultation.campaign_id).update(live=False)

    for name in ("list", "comment", "receipt"):
        for pk in (consultation.pk, 999999):
            assert client.get(reverse(f"shortlist:{name}", args=[pk])).status_code == 404


def test_a_name_is_shown_as_it_is_written_and_never_run(visitor):
    consultation = factories.shortlist(name="<script>alert(1)</script>")

    assert "<script>alert(1)" not in text(visitor.read(consultation))
    assert "<script>alert(1)" not in text(visitor.open_form(consultation))


def test_other_ways_of_asking_are_refused(client, consultation):
    for method in ("post", "put", "delete", "patch"):
        assert getattr(client, method)(page_of(consultation)).status_code == 405
    for method in ("put", "delete", "patch", "options"):
        assert (
            getattr(client, method)(reverse("shortlist:comment", args=[consultation.pk])).status_code == 405
        )


def test_a_flood_of_readers_changes_nothing_and_bars_nobody(visitor, consultation):
    for _ in range(60):
        visitor.read(consultation)
        visitor.open_form(consultation)

    assert not Comment.objects.exists()
    assert "/da-nhan/" in visitor.send(consultation).redirect_chain[-1][0]


# --- Commenting ---------------------------------------------------------------------------------------


def test_a_signed_comment_is_stored_and_confirmed_with_a_code(visitor, consultation, entry):
    response = visitor.send(consultation, about=entry.pk, text="Anh ấy đã giúp thôn tôi.\nRất tốt.")

    comment = Comment.objects.get()
    assert (comment.entry, comment.consultation, comment.status) == (entry, consultation, "new")
    assert comment.sender == factories.SENDER
    assert comment.text == "Anh ấy đã giúp thôn tôi.\nRất tốt."
    assert re.fullmatch(r"YK-\w{5}-\w{5}", comment.code)
    assert comment.code in text(response)
    assert response["Cache-Control"] == "private, no-store"


def test_a_comment_may_be_about_the_whole_list(visitor, consultation):
    visitor.send(consultation, about="list")

    assert Comment.objects.get().entry is None


def test_the_sender_is_stored_encrypted(visitor, consultation):
    visitor.send(consultation)

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, address FROM nominations_comment")
        stored = " ".join(cursor.fetchone())
    assert [value for value in factories.SENDER.values() if value in stored] == []


def test_a_comment_is_never_shown_to_the_public(visitor, consultation, entry, client):
    visitor.send(consultation, about=entry.pk, text="ĐIỀU-RIÊNG-TƯ")
    code = Comment.objects.get().code

    receipt = client.get(reverse("shortlist:receipt", args=[consultation.pk]), {"code": code})
    shown = text(visitor.read(consultation)) + text(visitor.open_form(consultation)) + text(receipt)

    assert "ĐIỀU-RIÊNG-TƯ" not in shown
    assert [value for value in factories.SENDER.values() if value in shown] == []


@pytest.mark.parametrize("missing", ["name", "phone", "address", "text", "about"])
def test_nothing_may_be_missing_and_nothing_typed_is_lost(missing, visitor, consultation, entry):
    response = visitor.send(consultation, **{"about": entry.pk, "text": "Một lời góp ý dài.", missing: "  "})

    assert not Comment.objects.exists()
    shown = text(response)
    assert f'id="id_{missing}_error"' in shown
    assert re.search(r"<title>\s*(Lỗi|Error):", shown)
    for name, value in (factories.SENDER | {"text": "Một lời góp ý dài."}).items():
        assert name == missing or value in shown


@pytest.mark.parametrize(
    "phone", ["12345", "abc", "0912 345 678 0912 345 678", "０９１２３４５６７８", "+84<script>"]
)
def test_a_telephone_number_is_one(phone, visitor, consultation):
    visitor.send(consultation, phone=phone)

    assert not Comment.objects.exists()


@pytest.mark.parametrize("phone", ["0912345678", "(024) 3943 1234", "+84 912-345-678", "0912.345.678"])
def test_a_telephone_number_may_be_written_in_every_usual_way(phone, visitor, consultation):
    visitor.send(consultation, phone=phone)

    assert Comment.objects.get().phone == phone


def test_a_script_is_text(visitor, consultation, entry, desk):
    script = "<script>alert('x')</script>"
    visitor.send(consultation, about=entry.pk, text=script, name=f"{script} Lê")
    desk.sign_in(factories.screener())

    comment = Comment.objects.get()
    assert comment.text == script
    assert script not in text(desk.open("comment", comment.pk))
    assert script not in text(desk.comments())
    assert script not in text(visitor.send(consultation, text=script, name=""))


def test_a_hundred_thousand_characters_are_told_and_kept(visitor, consultation):
    long = "chữ " * 25_000

    response = visitor.send(consultation, text=long)

    assert not Comment.objects.exists()
    assert "5000" in text(response).replace(".", "").replace(",", "")
    assert long.strip()[:500] in text(response)


def test_marks_that_hide_what_is_read_are_refused(visitor, consultation):
    visitor.send(consultation, text="an\u202ctoàn\u202e")
    visitor.send(consultation, name="Lê\x00Văn")

    assert not Comment.objects.exists()


@pytest.mark.parametrize("about", ["999999", "abc", "-1", "list' OR 1=1"])
def test_somebody_who_is_not_on_this_list_cannot_be_chosen(about, visitor, consultation):
    elsewhere = factories.shortlist().entries.get()

    visitor.send(consultation, about=about)
    visitor.send(consultation, about=elsewhere.pk)

    assert not Comment.objects.exists()


def test_somebody_who_left_the_list_meanwhile_cannot_be_commented_on(visitor, consultation, entry):
    withdraw_nomination(nomination=entry.nomination, user=factories.officer_of(entry.nomination))

    response = visitor.send(consultation, about=entry.pk, text="Đã viết rồi.")

    assert not Comment.objects.exists()
    assert "Đã viết rồi." in text(response)


def test_what_comes_after_the_last_day_is_handed_back(visitor, consultation):
    token = token_of(consultation)
    factories.moved_back(consultation, OVER)

    response = visitor.send(consultation, token=token, text="Viết đến nửa đêm.")

    assert not Comment.objects.exists()
    assert "Viết đến nửa đêm." in text(response)
    assert factories.SENDER["address"] in text(response)
    assert response["Cache-Control"] == "private, no-store"


# --- Machines -----------------------------------------------------------------------------------------


def refused_and_kept(response) -> bool:
    return "Lời tôi viết." in text(response) and not Comment.objects.exists()


@pytest.mark.parametrize("seconds", [0, 1, 2])
def test_a_form_sent_at_once_is_not_a_persons(seconds, visitor, consultation):
    token = token_of(consultation, seconds)

    assert refused_and_kept(visitor.send(consultation, token=token, text="Lời tôi viết."))


def test_the_same_form_a_little_later_is(visitor, consultation):
    token = token_of(consultation, 0)
    visitor.send(consultation, token=token)

    with mock.patch.object(timezone, "now", return_value=timezone.now() + timedelta(seconds=5)):
        visitor.send(consultation, token=token)

    assert Comment.objects.count() == 1


def test_a_form_that_was_open_for_a_day_is_renewed_and_keeps_what_was_typed(visitor, consultation):
    response = visitor.send(consultation, token=token_of(consultation, 24 * 3600), text="Lời tôi viết.")
    assert refused_and_kept(response)

    renewed = re.search(r'name="token" value="([^"]+)"', text(response))[1]
    with mock.patch.object(timezone, "now", return_value=timezone.now() + timedelta(seconds=5)):
        visitor.send(consultation, token=renewed, text="Lời tôi viết.")
    assert Comment.objects.count() == 1


def forged(consultation):
    return signing.Signer(salt="another").sign_object([consultation.pk, uuid4().hex, 0])


@pytest.mark.parametrize(
    "make",
    [
        lambda consultation: "",
        lambda consultation: "x" * 5000,
        lambda consultation: "a:b:c",
        forged,
        lambda consultation: token_of(consultation)[:-1],
        lambda consultation: token_of(factories.shortlist()),
        lambda consultation: signing.Signer(salt=SALT).sign_object("a text"),
        lambda consultation: signing.Signer(salt=SALT).sign_object([consultation.pk]),
    ],
)
def test_a_token_that_we_did_not_give_out_for_this_list_opens_nothing(make, visitor, consultation):
    assert refused_and_kept(visitor.send(consultation, token=make(consultation), text="Lời tôi viết."))


def test_a_second_press_is_answered_with_the_same_receipt(visitor, consultation):
    token = token_of(consultation)

    first = visitor.send(consultation, token=token)
    second = visitor.send(consultation, token=token)

    assert Comment.objects.count() == 1
    assert first.redirect_chain == second.redirect_chain


def test_one_form_sends_one_comment(visitor, consultation):
    token = token_of(consultation)
    visitor.send(consultation, token=token, text="Lời thứ nhất.")

    response = visitor.send(consultation, token=token, text="Lời thứ hai.")

    assert Comment.objects.get().text == "Lời thứ nhất."
    assert "Lời thứ hai." in text(response)
    assert token not in text(response)


def test_whoever_fills_the_hidden_field_is_a_machine(visitor, consultation):
    response = visitor.send(consultation, website="https://spam.example", text="Lời tôi viết.")

    assert refused_and_kept(response)
    assert "spam.example" not in text(response)


def test_another_site_cannot_send_for_a_visitor(visitor, consultation):
    response = visitor.send(consultation, headers={"Sec-Fetch-Site": "cross-site"}, text="Lời tôi viết.")

    assert refused_and_kept(response)


def test_the_form_sets_no_cookie_and_asks_for_none(consultation):
    strict = Client(enforce_csrf_checks=True)
    address = reverse("shortlist:comment", args=[consultation.pk])
    assert strict.get(address).cookies.output() == ""

    values = factories.SENDER | {"text": "Góp ý.", "about": "list", "token": token_of(consultation)}
    assert strict.post(address, values).status_code == 302


def test_one_address_sends_so_many_an_hour_and_then_is_told(visitor, consultation, monkeypatch):
    monkeypatch.setattr(limits, "COMMENTS_PER_HOUR", 2)
    for _ in range(2):
        visitor.send(consultation)

    response = visitor.send(consultation, text="Lời tôi viết.")

    assert response.status_code == 429
    assert response["Retry-After"] == "3600"
    assert "Lời tôi viết." in text(response)
    assert factories.SENDER["address"] in text(response)
    assert Comment.objects.count() == 2


def test_mistakes_are_not_counted(visitor, consultation, monkeypatch):
    monkeypatch.setattr(limits, "COMMENTS_PER_HOUR", 1)
    for _ in range(5):
        visitor.send(consultation, name="")

    visitor.send(consultation)

    assert Comment.objects.count() == 1


def test_the_address_is_the_one_our_own_proxy_saw(rf, settings):
    request = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.5"})

    assert limits.sender_of(request) == "127.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert limits.sender_of(request) == "203.0.113.5"
    settings.TRUSTED_PROXIES = 3
    assert limits.sender_of(request) == "127.0.0.1"


def test_no_address_is_kept(rf):
    with mock.patch.object(cache, "add") as add:
        limits.within_limit(rf.get("/"))

    assert "127.0.0.1" not in str(add.call_args)


def test_while_the_cache_is_down_nobody_is_refused(rf):
    with mock.patch.object(cache, "incr", side_effect=ValueError):
        assert limits.within_limit(rf.get("/"))


# --- Traces -------------------------------------------------------------------------------------------


def test_no_log_names_a_sender(visitor, consultation, entry, caplog):
    with caplog.at_level(logging.DEBUG):
        visitor.send(consultation, about=entry.pk, text="ĐIỀU-RIÊNG-TƯ")
        visitor.send(consultation, phone="không phải số", text="ĐIỀU-RIÊNG-TƯ")
    written = caplog.text
    for model in (ModelLogEntry, PageLogEntry):
        written += str(list(model.objects.values()))

    secrets = [*factories.SENDER.values(), "ĐIỀU-RIÊNG-TƯ", "không phải số", Comment.objects.get().code]
    assert [secret for secret in secrets if secret in written] == []


def test_a_receipt_opens_to_its_code_alone(client, consultation):
    comment = factories.comment(consultation)
    address = reverse("shortlist:receipt", args=[consultation.pk])

    assert client.get(address, {"code": comment.code}).status_code == 200
    for code in ("", "YK-AAAAA-AAAAA", comment.code.lower(), "'"):
        assert client.get(address, {"code": code}).status_code == 404
    elsewhere = reverse("shortlist:receipt", args=[factories.shortlist().pk])
    assert client.get(elsewhere, {"code": comment.code}).status_code == 404


def test_the_words_of_the_form_are_in_both_languages(client, consultation):
    with translation.override("en"):
        english = text(
            client.get(f"/en{reverse('shortlist:comment', args=[consultation.pk]).removeprefix('/en')}")
        )

    assert "Send the comment" in english
    assert issue(consultation)[:4] in english or "token" in english
