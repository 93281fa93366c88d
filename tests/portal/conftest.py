import pytest
from django.contrib.auth.models import Group, Permission

PASSWORD = "một mật khẩu đủ dài 2026"


@pytest.fixture
def person(db, django_user_model):
    """Make a person who can sign in with PASSWORD, in the groups and with the permissions named."""

    def make(username: str, *, groups=(), may=()):
        user = django_user_model.objects.create_user(username, f"{username}@example.vn", PASSWORD)
        user.groups.set(Group.objects.get_or_create(name=name)[0] for name in groups)
        user.user_permissions.set(Permission.objects.filter(codename__in=may))
        return user

    return make


@pytest.fixture
def sign_in(client):
    """Sign in through the form, as a person does: only this leaves allauth's records."""

    def through_the_form(username: str, password: str = PASSWORD, **more):
        return client.post("/accounts/login/", {"login": username, "password": password, **more})

    return through_the_form
