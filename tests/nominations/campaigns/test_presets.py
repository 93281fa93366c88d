"""Named ballot rules: what the portal begins with, who keeps them, and how a campaign takes one over."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from home.setup import set_up_portal
from nominations.campaigns.setup import PRESETS, set_up_presets
from nominations.models import CampaignPage, RulePreset
from tests import factories

READERS = ("administrator", "superuser")
STRANGERS = ("screener", "secretary", "council_member", "leader", "editor", "auditor", "officer", "head")

GOOD = {
    "name": "Quy chế của Hội đồng",
    "threshold": 75,
    "comparison": "more_than",
    "basis": "votes_cast",
    "quorum_numerator": 1,
    "quorum_denominator": 2,
    "tie_rule": "chair",
    "sort_order": 9,
}
WRONG = {
    "threshold": [0, 101, -5, "", "chín mươi", "90.5"],
    "quorum_numerator": [0, 4, 101, ""],
    "quorum_denominator": [0, 101, ""],
    "comparison": ["", "under"],
    "basis": ["", "nobody"],
    "tie_rule": ["coin"],
    "name": ["", "  "],
}
CASES = [(column, value) for column, values in WRONG.items() for value in values]


def text(response) -> str:
    return response.content.decode()


# --- What the portal begins with --------------------------------------------------------------------


def numbers_of(name: str) -> tuple:
    rule = RulePreset.objects.get(name=name)
    return (
        rule.threshold,
        rule.comparison,
        rule.basis,
        rule.quorum_numerator,
        rule.quorum_denominator,
        rule.tie_rule,
    )


def test_the_portal_begins_with_the_decrees_rules():
    assert {rule.name: numbers_of(rule.name) for rule in RulePreset.objects.all()} == {
        "Nghị định 91/2017: 90 % tổng số thành viên, phiếu kín": (90, "at_least", "all_members", 2, 3, "round"),
        "Nghị định 98/2023: 90 % tổng số thành viên": (90, "at_least", "all_members", 2, 3, "round"),
        "Nghị định 98/2023: 80 % tổng số thành viên": (80, "at_least", "all_members", 2, 3, "round"),
        "Quá nửa số phiếu bầu": (50, "more_than", "votes_cast", 1, 2, "round"),
        "Thông tư 25/2025/TT-BKHCN: quá nửa số phiếu bầu, họp khi có 2/3 thành viên":
            (50, "more_than", "votes_cast", 2, 3, "chair"),
    }  # fmt: skip
    assert all(rule.is_secret for rule in RulePreset.objects.all())


def test_setting_up_again_changes_nothing():
    before = list(RulePreset.objects.values())

    set_up_presets()
    set_up_portal()

    assert list(RulePreset.objects.values()) == before
    assert len(before) == len(PRESETS)


def test_what_an_administrator_changed_renamed_or_removed_stays_so():
    first, second, third = RulePreset.objects.all()[:3]
    RulePreset.objects.filter(pk=first.pk).update(threshold=95)
    RulePreset.objects.filter(pk=second.pk).update(name="Tên khác")
    third.delete()
    before = list(RulePreset.objects.values())

    set_up_portal()

    assert list(RulePreset.objects.values()) == before


# --- The administrator's list -------------------------------------------------------------------------


@pytest.fixture
def addresses():
    rule = RulePreset.objects.first()
    names = {"index": [], "add": [], "edit": [rule.pk], "delete": [rule.pk], "copy": [rule.pk]}
    return {name: reverse(f"ballot_rules:{name}", args=args) for name, args in names.items()}


def test_administrators_alone_keep_the_rules(addresses, client):
    found = {}
    for role in (*READERS, *STRANGERS):
        client.force_login(getattr(factories, role)())
        found[role] = {name for name, address in addresses.items() if client.get(address).status_code == 200}

    assert found == {role: set(addresses) if role in READERS else set() for role in (*READERS, *STRANGERS)}


def test_nobody_else_changes_one(addresses, client):
    before = list(RulePreset.objects.values())
    for role in STRANGERS:
        client.force_login(getattr(factories, role)())
        for address in addresses.values():
            client.post(address, GOOD)

    assert list(RulePreset.objects.values()) == before


def test_an_administrator_adds_changes_and_removes_a_rule(client):
    client.force_login(factories.administrator())

    client.post(reverse("ballot_rules:add"), GOOD)
    rule = RulePreset.objects.get(name=GOOD["name"])
    client.post(reverse("ballot_rules:edit", args=[rule.pk]), GOOD | {"threshold": 66})
    rule.refresh_from_db()
    assert (rule.threshold, rule.comparison, rule.is_secret) == (66, "more_than", False)

    client.post(reverse("ballot_rules:delete", args=[rule.pk]))
    assert not RulePreset.objects.filter(pk=rule.pk).exists()


def test_the_list_says_each_rule_in_words(client):
    client.force_login(factories.administrator())

    shown = text(client.get(reverse("ballot_rules:index")))

    assert "Nghị định 98/2023: 80 % tổng số thành viên" in shown
    assert "2/3" in shown


@pytest.mark.parametrize(("column", "value"), CASES)
def test_wrong_numbers_are_refused_in_words_and_kept(column, value, client):
    client.force_login(factories.administrator())
    count = RulePreset.objects.count()

    response = client.post(reverse("ballot_rules:add"), GOOD | {"quorum_denominator": 3, column: value})

    assert response.status_code == 200
    assert response.context["form"].errors
    assert RulePreset.objects.count() == count
    assert GOOD["name"] in text(response) or column == "name"


def test_a_name_stands_once(client):
    client.force_login(factories.administrator())

    response = client.post(reverse("ballot_rules:add"), GOOD | {"name": RulePreset.objects.first().name})

    assert "name" in response.context["form"].errors


@pytest.mark.parametrize(
    "numbers", [{"threshold": 0}, {"threshold": 101}, {"quorum_numerator": 4}, {"quorum_numerator": 0}]
)
def test_the_database_refuses_them_too(numbers):
    for model, values in ((RulePreset, {"name": "x"}), (CampaignPage, None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            if values:
                model.objects.create(**values, **numbers)
            else:
                model.objects.filter(pk=factories.campaign().pk).update(**numbers)


# --- Taking a rule over into a campaign ---------------------------------------------------------------


@pytest.fixture
def campaign():
    return factories.campaign(title="Đợt xét chọn thử")


def campaign_form(form, **typed) -> dict:
    """What a browser would send of the campaign's form, with what a person typed."""
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    values = {name: value for name, value in values.items() if value is not False}
    for name in ("opens_at", "closes_at"):
        values[name] = values[name].strftime("%d/%m/%Y %H:%M")
    values["intro"] = rich_text("")
    values |= {name: inline_formset([]) for name in form.formsets} | {"comments": inline_formset([])}
    return nested_form_data(values | typed)


def edit(client, campaign, **typed):
    address = reverse("wagtailadmin_pages:edit", args=[campaign.pk])
    form = client.get(address).context["form"]
    return client.post(address, campaign_form(form, **typed) | {"action-publish": "x"})


def stored(campaign) -> dict:
    return CampaignPage.objects.get(pk=campaign.pk).numbers


def test_choosing_a_rule_fills_in_its_numbers(client, screener, campaign):
    rule = RulePreset.objects.get(name__startswith="Thông tư 25")
    client.force_login(screener)

    response = edit(client, campaign, rule_preset=rule.pk)

    assert response.status_code == 302, response.context["form"].errors
    assert stored(campaign) == rule.numbers


def test_a_rule_replaces_wrong_numbers_too(client, screener, campaign):
    rule = RulePreset.objects.get(name__startswith="Quá nửa")
    client.force_login(screener)

    response = edit(client, campaign, rule_preset=rule.pk, threshold=0, quorum_numerator=9, tie_rule="coin")

    assert response.status_code == 302, response.context["form"].errors
    assert stored(campaign) == rule.numbers


def test_a_campaign_may_depart_from_its_rule(client, screener, campaign):
    rule = RulePreset.objects.get(name__startswith="Quá nửa")
    client.force_login(screener)
    edit(client, campaign, rule_preset=rule.pk)
    campaign = CampaignPage.objects.get(pk=campaign.pk)

    edit(client, campaign, threshold=60, recused_count="")

    assert stored(campaign) == rule.numbers | {"threshold": 60}


def test_a_changed_rule_leaves_campaigns_as_they_are(client, screener, campaign):
    rule = RulePreset.objects.get(name__startswith="Quá nửa")
    client.force_login(screener)
    edit(client, campaign, rule_preset=rule.pk)
    RulePreset.objects.filter(pk=rule.pk).update(threshold=99)
    campaign = CampaignPage.objects.get(pk=campaign.pk)

    edit(client, campaign, recused_count="")

    assert stored(campaign)["threshold"] == 50


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("threshold", 0),
        ("threshold", 101),
        ("quorum_numerator", 4),
        ("quorum_denominator", 1),
        ("threshold", ""),
    ],
)
def test_wrong_numbers_are_refused_in_the_campaign(column, value, client, screener, campaign):
    client.force_login(screener)
    before = stored(campaign)

    response = edit(client, campaign, **{column: value, "title": "Tên mới"})

    assert response.status_code == 200
    assert response.context["form"].errors
    assert stored(campaign) == before
    assert "Tên mới" in text(response)


def test_a_removed_rule_leaves_the_numbers(client, screener, campaign):
    rule = RulePreset.objects.get(name__startswith="Quá nửa")
    client.force_login(screener)
    edit(client, campaign, rule_preset=rule.pk)

    rule.delete()

    campaign = CampaignPage.objects.get(pk=campaign.pk)
    assert (campaign.rule_preset, campaign.threshold) == (None, 50)
