"""What happens in a fresh project with the plugin: run there, by its own Python, and told to the test as JSON."""

import json
from datetime import date, timedelta
from pathlib import Path

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

import exemplars  # noqa: E402
import nominations  # noqa: E402
from exemplars.models import ExemplarPage, Field, Unit  # noqa: E402
from exemplars.profiles.actions import HonouredPerson, draft_profile  # noqa: E402
from exemplars.profiles.gate import PublishRefused  # noqa: E402
from nominations.dossiers.actions import create_nomination  # noqa: E402
from nominations.groups import group_of  # noqa: E402
from nominations.models import CampaignIndexPage, CampaignPage, Membership, NominationPage  # noqa: E402
from nominations.roles import Role  # noqa: E402

NAME = "Lò Thị Mai Sương"
reader, heard = Client(), {"apps": [str(Path(app.__file__).parent) for app in (exemplars, nominations)]}
unit = Unit.objects.create(code="cuc-mau", name_vi="Cục Mẫu", name_en="Model Agency")
field = Field.objects.create(code="chuyen-doi-so", name_vi="Chuyển đổi số", name_en="Digital transformation")


def read(path: str, client=reader) -> dict:
    response = client.get(path)
    return {"status": response.status_code, "text": response.content.decode()}


def person(reference: str, *, story: bool) -> HonouredPerson:
    return HonouredPerson(
        reference=reference,
        decision_number="0142/QĐ-BTTTT",
        decision_date=date(2023, 5, 12),
        signatory="Nguyễn Văn Mẫu",
        name=NAME,
        honorific="Bưu tá, Bưu điện tỉnh Mẫu",
        summary="Hai mươi năm đưa thư lên bản.",
        unit=unit,
        field=field,
        year=2023,
        story=story,
    )


# An editor publishes a profile through the gate, which first says no.
refused = ExemplarPage(
    title=NAME, slug="khong-duoc", honorific="…", summary="…", unit=unit, field=field, year=2023, live=False
)
profile = draft_profile(person("DHTT-2023-0001", story=True))
profile.get_parent().add_child(instance=refused)
try:
    refused.save_revision().publish()
except PublishRefused:
    heard["gate"] = "refused"
profile.get_latest_revision().publish()
profile.refresh_from_db()

heard["profile"] = read(profile.url)
heard["book"] = read(profile.get_parent().url)
heard["api"] = read(f"/api/v1/profiles/{profile.pk}")
heard["feeds"] = [read(reverse(f"feeds:{form}")) for form in ("rss", "atom")]

# A unit opens a nomination in its workspace.
officer = get_user_model().objects.create_user("officer", "officer@example.vn", "một mật khẩu dài")
officer.groups.add(group_of(Role.OFFICER))
Membership.objects.create(user=officer, unit=unit, role=Membership.Role.OFFICER)
campaign = CampaignPage(
    title="Đợt xét chọn",
    slug="dot-1",
    code="DHTT",
    year=2026,
    opens_at=timezone.now() - timedelta(days=1),
    closes_at=timezone.now() + timedelta(days=30),
    consultation_days=0,
)
CampaignIndexPage.objects.get().add_child(instance=campaign)
nomination = create_nomination(campaign=campaign, unit=unit, user=officer, name="Trần Thị Minh Họa")
at_work = Client()
at_work.force_login(officer)

heard["campaign"] = read(campaign.url)
heard["workspace"] = read(reverse("workspace:home"), at_work)
heard["nomination"] = read(reverse("workspace:nomination", args=[nomination.reference]), at_work)
heard["stranger"] = reader.get(reverse("workspace:home")).status_code
heard["never live"] = [
    NominationPage.objects.get().live,
    reader.get(f"{campaign.url}{nomination.slug}/").status_code,
]
get_user_model().objects.create_superuser("chief", "chief@example.vn", "một mật khẩu dài")
chief = Client()
chief.force_login(get_user_model().objects.get(username="chief"))
heard["admin"] = [chief.get(path).status_code for path in ("/admin/", f"/admin/pages/{profile.pk}/edit/")]

print(json.dumps(heard))
