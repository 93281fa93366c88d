"""Who signs the papers of the demonstration: invented people, in the posts of the plan's ministry."""

from nominations.models import PaperSettings


def load_papers() -> None:
    """Enter the names of the signatories where nobody has entered any."""
    PaperSettings.objects.filter(ministry_signer="", department_signer="").update(
        ministry_signer="Phùng Nhật Chiểu", department_signer="Đào Thị Minh Nguyệt"
    )
