"""A newspaper that is told of public changes; switched off, for nobody listens at an invented address."""

from django.utils import timezone

from exemplars.models import Subscriber

from .content import read


def load_subscribers() -> None:
    for row in read("subscribers")["subscribers"]:
        values = row | {"is_active": False, "switched_off_at": timezone.now()}
        Subscriber.objects.get_or_create(name=row["name"], defaults=values)
