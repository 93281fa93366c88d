"""A book of honour of any length, made quickly: rows as publishing leaves them."""

from datetime import timedelta

from django.utils import timezone
from wagtail.images.models import Filter, Image

from exemplars.models import Approval, ExemplarPage
from exemplars.profiles.renditions import CARD, PETAL, SHARED, THUMBNAIL
from tests import factories


def fill(count: int, language: str = "vi", **more) -> list[ExemplarPage]:
    """Publish ``count`` profiles, each with a unit, a portrait and its renditions, all of one field."""
    index, field, now = (
        factories.book_of_honour(language),
        more.pop("field", None) or factories.field(),
        timezone.now(),
    )
    pages = []
    for number in range(count):
        page = ExemplarPage(
            title=f"Nguyễn Thị Mẫu Số {number}",
            slug=f"mau-{number}",
            honorific="Bưu tá",
            summary="Hai mươi năm đưa thư.",
            unit=factories.unit(),
            field=field,
            year=2020 + number % 5,
            story=[("paragraph", "<p>Câu chuyện.</p>")],
            portrait=portrait(number),
            portrait_alt="Chân dung",
            approval=approval(f"MAU-{language}-{number:04d}"),
            first_published_at=now - timedelta(minutes=number),
            last_published_at=now - timedelta(minutes=number),
            **more,
        )
        pages.append(index.add_child(instance=page))
    return pages


def approval(reference: str) -> Approval:
    return Approval.objects.create(
        reference=reference, decision_number="0142/QĐ-BTTTT", decision_date=timezone.localdate(),
        signatory="Nguyễn Văn Mẫu", allows_story=True, allows_portrait=True,
    )  # fmt: skip


def portrait(number: int) -> Image:
    """A picture row with every rendition that readers are shown, none of them a real file."""
    image = Image.objects.bulk_create(
        [
            Image(
                title=str(number),
                file=f"mau-{number}.png",
                width=640,
                height=800,
                file_hash=f"{number:040d}",
                file_size=9,
            )
        ]
    )[0]
    rows = [
        image.get_rendition_model()(
            image=image,
            filter_spec=spec,
            focal_point_key=Filter(spec).get_cache_key(image),
            file=f"mau-{number}.webp",
            width=480,
            height=600,
        )
        for spec in (CARD, PETAL, SHARED, THUMBNAIL)
    ]
    image.renditions.bulk_create(rows)
    return image
