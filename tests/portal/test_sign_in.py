"""One way in, and everybody arrives where their work is."""

import pytest

from exemplars.models import Bloc, Unit
from nominations.membership.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    bloc = Bloc.objects.create(code="khoi-mot", name_vi="Khối một", name_en="Bloc one")
    return Unit.objects.create(code="buu-dien", name_vi="Bưu điện", name_en="Post", bloc=bloc)


@pytest.mark.parametrize(
    ("closed", "door"),
    [
        ("/admin/login/", "/accounts/login/"),
        ("/admin/login/?next=/admin/pages/", "/accounts/login/?next=/admin/pages/"),
        ("/admin/password_reset/", "/accounts/password/reset/"),
        ("/admin/password_reset/done/", "/accounts/password/reset/"),
        ("/admin/password_reset/confirm/MQ/set-password/", "/accounts/password/reset/"),
        ("/admin/password_reset/complete/", "/accounts/password/reset/"),
        ("/admin/", "/accounts/login/?next=/admin/"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_there_is_no_second_door(client, method, closed, door):
    response = getattr(client, method)(closed)

    assert (response.status_code, response["Location"]) == (302, door)


def test_nobody_registers(client, django_user_model):
    form = {
        "username": "new",
        "email": "new@example.vn",
        "password1": "một mật khẩu dài",
        "password2": "một mật khẩu dài",
    }
    client.post("/accounts/signup/", form)

    assert list(django_user_model.objects.filter(username="new")) == []


def test_a_wrong_password_is_refused_and_the_name_kept(client, person, sign_in):
    person("ngoc")

    response = sign_in("ngoc", "sai mật khẩu")

    assert response.status_code == 200
    assert 'value="ngoc"' in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_people_sign_in_with_name_or_address(client, person, sign_in):
    ngoc = person("ngoc")

    sign_in("ngoc@example.vn")

    assert client.session["_auth_user_id"] == str(ngoc.pk)


def test_a_unit_member_arrives_in_the_workspace(client, person, sign_in, unit):
    Membership.objects.create(user=person("ngoc"), unit=unit)

    assert sign_in("ngoc")["Location"] == "/accounts/landing/"
    assert client.get("/accounts/landing/")["Location"] == "/workspace/"


def test_a_reviewer_arrives_in_the_admin(client, person, sign_in):
    person("an", may=["access_admin"])
    sign_in("an")

    assert client.get("/accounts/landing/")["Location"] == "/admin/"


def test_somebody_without_work_here_is_told_so(client, person, sign_in):
    person("la")
    sign_in("la")

    assert client.get("/accounts/landing/").status_code == 403
    assert client.get("/admin/").status_code == 403


def test_signing_in_leads_back_to_the_page_asked_for(person, sign_in):
    person("ngoc")

    assert sign_in("ngoc", next="/workspace/")["Location"] == "/workspace/"


def test_signing_in_never_leads_to_another_site(person, sign_in):
    person("ngoc")

    assert sign_in("ngoc", next="https://evil.example/")["Location"] == "/accounts/landing/"


def test_leaving_the_admin_signs_out(client, person, sign_in):
    person("an", may=["access_admin"])
    sign_in("an")

    client.post("/admin/logout/")

    assert "_auth_user_id" not in client.session


def test_guessing_passwords_is_slowed_down(settings, person, sign_in):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}
    person("ngoc")

    for _attempt in range(5):
        sign_in("ngoc", "sai mật khẩu")

    assert "_auth_user_id" not in sign_in("ngoc").wsgi_request.session
