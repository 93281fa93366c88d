"""The accounts of the demonstration and their one password."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from wagtail.users.models import UserProfile

from exemplars.models import Unit
from nominations.groups import group_of
from nominations.models import Membership
from nominations.roles import Role

User = get_user_model()


@dataclass(frozen=True)
class Account:
    """One person; ``unit`` is the code of the unit for which an officer or head files."""

    username: str
    name: str
    role: Role
    unit: str = ""


ACCOUNTS = (
    Account("officer", "Lò Văn Inh", Role.OFFICER, "buu-dien-son-lam"),
    Account("head", "Quàng Văn Thuận", Role.HEAD, "buu-dien-son-lam"),
    Account("officer2", "Bùi Thị Hải Yến", Role.OFFICER, "so-tttt-hai-lam"),
    Account("screener", "Đoàn Thị Minh Hà", Role.SCREENER),
    Account("secretary", "Tạ Quang Vinh", Role.SECRETARY),
    Account("member1", "Nghiêm Xuân Bắc", Role.MEMBER),
    Account("member2", "Hứa Thị Lan Chi", Role.MEMBER),
    Account("member3", "Lại Văn Cường", Role.MEMBER),
    Account("member4", "Phan Thị Diễm", Role.MEMBER),
    Account("member5", "Đinh Công Đạt", Role.MEMBER),
    Account("member6", "Trương Mỹ Hạnh", Role.MEMBER),
    Account("member7", "Ngô Gia Khiêm", Role.MEMBER),
    Account("member8", "Lý Thu Ngân", Role.MEMBER),
    Account("member9", "Hồ Sỹ Quân", Role.MEMBER),
    Account("leader", "Phùng Nhật Chiểu", Role.LEADER),
    Account("leader2", "Kiều Thanh Mai", Role.LEADER),
    Account("editor", "Vũ Hoài An", Role.EDITOR),
    Account("guest", "Mạc Thu Giang", Role.GUEST),
    Account("auditor", "Chu Đức Minh", Role.AUDITOR),
    Account("administrator", "Triệu Tuấn Kiệt", Role.ADMINISTRATOR),
)

#: Officers of other units, most of which have filed something; nobody signs in as one of them.
SILENT_ACCOUNTS = (
    Account("officer.bao-nhip-so", "Từ Ngọc Bảo", Role.OFFICER, "bao-nhip-so"),
    Account("officer.bao-vietnamnet", "Ngô Thị Hoài", Role.OFFICER, "bao-vietnamnet"),
    Account("officer.buu-dien-hai-lam", "Lương Văn Hải", Role.OFFICER, "buu-dien-hai-lam"),
    Account("officer.buu-dien-vinh-khe", "Khổng Thị Nga", Role.OFFICER, "buu-dien-vinh-khe"),
    Account("officer.buu-chinh-song-cau", "Đàm Thị Thúy", Role.OFFICER, "buu-chinh-song-cau"),
    Account("officer.nxb-trang-sach", "Mạc Thị Hiền", Role.OFFICER, "nxb-trang-sach"),
    Account("officer.so-tttt-rach-sen", "Sơn Thị Mỹ Linh", Role.OFFICER, "so-tttt-rach-sen"),
    Account("officer.so-tttt-son-lam", "Cà Văn Tiến", Role.OFFICER, "so-tttt-son-lam"),
    Account("officer.tap-chi-tttt", "Tăng Bá Hòa", Role.OFFICER, "tap-chi-tttt"),
    Account("officer.trung-tam-du-lieu-so", "Lưu Bích Phượng", Role.OFFICER, "trung-tam-du-lieu-so"),
    Account("officer.trung-tam-giam-sat-mang", "Viên Đình Sáng", Role.OFFICER, "trung-tam-giam-sat-mang"),
    Account("officer.vien-thong-dak-mo", "Y Bhăm Niê", Role.OFFICER, "vien-thong-dak-mo"),
    Account("officer.cap-bien-canh-buom", "Lưu Hải Đăng", Role.OFFICER, "cap-bien-canh-buom"),
    Account("officer.dai-ptth-rach-sen", "Danh Thị Sa Rây", Role.OFFICER, "dai-ptth-rach-sen"),
    Account("officer.buu-dien-rach-sen", "Kim Văn Thạch", Role.OFFICER, "buu-dien-rach-sen"),
    Account("officer.khai-thac-mien-trung", "Trà Thanh Phong", Role.OFFICER, "khai-thac-mien-trung"),
    Account("officer.so-tttt-dak-mo", "H' Lan Êban", Role.OFFICER, "so-tttt-dak-mo"),
    Account("officer.so-tttt-phuong-hai", "Ninh Thị Thơ", Role.OFFICER, "so-tttt-phuong-hai"),
    Account("officer.phan-mem-la-co", "Vi Thị Hà Giang", Role.OFFICER, "phan-mem-la-co"),
    Account("officer.so-tttt-vinh-khe", "Nông Văn Đức", Role.OFFICER, "so-tttt-vinh-khe"),
    Account("officer.tem-hoa-sen", "Kim Thị Sen", Role.OFFICER, "tem-hoa-sen"),
    Account("officer.vien-buu-chinh-ung-dung", "Hà Trọng Nghĩa", Role.OFFICER, "vien-buu-chinh-ung-dung"),
    Account("officer.vien-thong-phuong-hai", "Phí Thị Nhàn", Role.OFFICER, "vien-thong-phuong-hai"),
)


def load_people() -> None:
    """Add the accounts that are missing: no password yet, and no address, so that nobody is mailed."""
    for account in (*ACCOUNTS, *SILENT_ACCOUNTS):
        if not User.objects.filter(username=account.username).exists():
            add_account(account)


def add_account(account: Account):
    # Vietnamese names begin with the family: so that "first last" reads as the name is said,
    # everything but the given name goes first.
    before, _, given = account.name.rpartition(" ")
    user = User.objects.create(
        username=account.username, first_name=before, last_name=given, password=make_password(None)
    )
    user.groups.add(group_of(account.role))
    UserProfile.objects.create(user=user, preferred_language="vi")
    if account.unit:
        role = Membership.Role.HEAD if account.role is Role.HEAD else Membership.Role.OFFICER
        Membership.objects.create(user=user, unit=Unit.objects.get(code=account.unit), role=role)
    return user


def give_addresses() -> None:
    """Give every demo account without a mail address one that leads nowhere."""
    names = [account.username for account in (*ACCOUNTS, *SILENT_ACCOUNTS)]
    for user in User.objects.filter(username__in=names, email=""):
        user.email = f"{user.username}@example.vn"
        user.save(update_fields=["email"])


def person(username: str):
    return User.objects.get(username=username)


def officer_of(unit: Unit):
    """The account that files for a unit: an officer, the first one added."""
    return unit.memberships.filter(role=Membership.Role.OFFICER).order_by("pk").first().user


def settle_password(asked: str | None, file: Path) -> str:
    """Return the accounts' password: the one asked for, else the stored one, else a new one.

    The accounts change only when the stored password does.
    """
    stored = file.read_text(encoding="utf-8").strip() if file.exists() else ""
    password = asked or stored or new_password()
    if password != stored or unset_accounts().exists():
        set_passwords(password)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(password + "\n", encoding="utf-8")
    return password


def unset_accounts():
    """Demo accounts that have no password yet."""
    return demo_accounts().filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def demo_accounts():
    return User.objects.filter(username__in=[account.username for account in ACCOUNTS])


def set_passwords(password: str) -> None:
    # One hash for all: hashing is slow on purpose, and the password is one and the same.
    demo_accounts().update(password=make_password(password))


def new_password() -> str:
    """Make a password that nobody guesses and anybody can type: four groups of four letters and digits."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))
