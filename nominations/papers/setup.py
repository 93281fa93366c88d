"""What the papers begin with: the bodies of the ministry whose plan started this."""

from .models import PaperSettings

#: Names stay empty: who holds a post is the administrator's to enter, and nobody's name is printed by default.
BODIES = {
    "award_name": "điển hình tiên tiến",
    "place": "Hà Nội",
    "ministry_name": "Bộ Thông tin\nvà Truyền thông",
    "ministry_said": "Bộ Thông tin và Truyền thông",
    "ministry_abbreviation": "BTTTT",
    "granter": "Bộ trưởng Bộ Thông tin và Truyền thông",
    "ministry_title": "Bộ trưởng",
    "ministry_archive": "VT, TCCB",
    "department_name": "Vụ Tổ chức cán bộ",
    "department_said": "Vụ Tổ chức cán bộ",
    "department_abbreviation": "TCCB",
    "department_address": "số 18 đường Nguyễn Du, phường Bùi Thị Xuân, quận Hai Bà Trưng, thành phố Hà Nội",
    "department_title": "Vụ trưởng",
    "department_archive": "VT, TCCB",
    "copies": 5,
    "council_name": "Hội đồng\nThi đua - Khen thưởng",
    "council_said": "Hội đồng Thi đua - Khen thưởng Bộ Thông tin và Truyền thông",
    "council_abbreviation": "HĐTĐKT",
    "council_archive": "VT, Hồ sơ",
}


def set_up_papers() -> PaperSettings:
    """Enter the issuing bodies where nobody has entered any; what an administrator wrote stays."""
    return PaperSettings.objects.first() or PaperSettings.objects.create(**BODIES)
