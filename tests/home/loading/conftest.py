"""A portal with the demonstration, loaded once for a whole file of tests."""

from dataclasses import dataclass
from io import StringIO

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from tests import factories


@dataclass(frozen=True)
class Demo:
    output: str
    mails: int

    @property
    def password(self) -> str:
        return self.output.rpartition(":")[2].strip()


def run(*command: str) -> str:
    """Run a management command and return what it printed."""
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def portal_for_module(django_db_setup, django_db_blocker, tmp_path_factory):
    """A portal for all tests of a file; each takes back its own changes, the end of the file the portal."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "VAR", tmp_path_factory.mktemp("var"))
        factories.portal()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demo(portal_for_module) -> Demo:
    mail.outbox.clear()
    return Demo(run("load_demo"), len(mail.outbox))
