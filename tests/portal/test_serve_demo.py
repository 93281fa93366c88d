import pytest
from django.core.management import CommandError, call_command


def test_the_demo_is_not_served_from_production(settings):
    settings.DEMO_ALLOWED = False

    with pytest.raises(CommandError, match="not for production"):
        call_command("serve_demo")
