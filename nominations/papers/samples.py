"""Invented facts of any number of rows: what a template is tried on, and what its fields are read from."""

from datetime import date, datetime
from hashlib import sha256

from ..campaigns.plans import PlanFacts, Task, Turnout
from .facts import (
    Achievement,
    Award,
    Bodies,
    Body,
    CampaignFacts,
    Conference,
    Consultation,
    Count,
    Facts,
    File,
    Granted,
    Invited,
    Issue,
    Letter,
    Line,
    Meeting,
    Member,
    Person,
    Rule,
    Signer,
    Submission,
)

NAMES = ("Lê Hoàng Mẫu", "Vũ Thị Mẫu", "Đặng Trần Quốc Mẫu", "Công Tằng Tôn Nữ Thị Mẫu", "Trần Thị Bích Mẫu")
WOMEN = (False, True, False, True, True)
FIELDS = ("Bưu chính", "Viễn thông", "Chuyển đổi số")

MINISTRY = Body(
    name="Bộ Mẫu",
    said="Bộ Mẫu",
    abbreviation="BM",
    place="Hà Nội",
    signer=Signer("Bộ trưởng", "Nguyễn Văn Mẫu"),
    archive="VT, TCCB",
    copies=5,
)
DEPARTMENT = Body(
    name="Vụ Tổ chức cán bộ",
    said="Vụ Tổ chức cán bộ",
    abbreviation="TCCB",
    place="Hà Nội",
    signer=Signer("Vụ trưởng", "Trần Thị Mẫu"),
    address="số 1 phố Mẫu, Hà Nội",
    archive="VT, TCCB",
    copies=3,
)
COUNCIL = Body(
    name="Hội đồng\nThi đua - Khen thưởng",
    said="Hội đồng Thi đua - Khen thưởng Bộ Mẫu",
    abbreviation="HĐTĐKT",
    place="Hà Nội",
    signer=Signer("Chủ tịch Hội đồng"),
    archive="VT, Hồ sơ",
)
BODIES = Bodies(MINISTRY, DEPARTMENT, COUNCIL, granter="Bộ trưởng Bộ Mẫu", award="điển hình tiên tiến")
UNIT = Body(
    name="Cục Thử nghiệm",
    said="Cục Thử nghiệm",
    abbreviation="CTN",
    place="Hà Nội",
    signer=Signer("Phó Cục trưởng", "Lê Văn Mẫu", "KT.", "Cục trưởng"),
    parent="Bộ Mẫu",
    archive="VT, CTN",
)
RULE = Rule(80, True, True, True, 2, 3, True)
CAMPAIGN = CampaignFacts(
    "Xét chọn điển hình tiên tiến năm 2023",
    2023,
    (
        "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        "Kế hoạch số 12/KH-BM ngày 5 tháng 1 năm 2023 của Bộ Mẫu tổ chức các hoạt động kỷ niệm;",
    ),
)
RECIPIENTS = ("Thứ trưởng phụ trách", "Các đơn vị có liên quan")


def person(number: int, rows: int) -> Person:
    """One of ``rows`` invented candidates; a third has no earlier award."""
    which = number % len(NAMES)
    year = 2016 + number % 7
    awards = (
        Award(year, "Bằng khen của Bộ trưởng Bộ Mẫu", f"{number:02d}/QĐ-BM", date(year, 1, 5), "Bộ Mẫu"),
        Award(2021, "Chiến sĩ thi đua cơ sở", "15/QĐ-CTN", date(2021, 12, 9), "Cục Thử nghiệm"),
    )  # fmt: skip
    return Person(
        name=f"{NAMES[which]} {number:02d}",
        unit=f"Trung tâm Số {number % 9 + 1}, Cục Thử nghiệm",
        unit_parent="Bộ Mẫu",
        position="Phó Trưởng phòng Phòng Mẫu",
        field=FIELDS[min((number - 1) * len(FIELDS) // max(rows, len(FIELDS)), len(FIELDS) - 1)],
        reference=f"DHTT-2023-{number:04d}",
        is_woman=WOMEN[which],
        sex="Nữ" if WOMEN[which] else "Nam",
        alias="Mẫu An" if number == 1 else "",
        birth_date=date(1960 + number % 35, 1 + number % 12, 1 + number % 28),
        ethnicity="Kinh",
        home_place="Xã Minh Họa, tỉnh Mẫu",
        residence="Phường Minh Họa, Hà Nội",
        party_member=number % 3 != 0,
        qualification="Kỹ sư công nghệ thông tin",
        academic_rank="Thạc sĩ",
        duties="Phụ trách nền tảng dữ liệu dùng chung.\nĐầu mối triển khai dịch vụ công trực tuyến.",
        summary=f"Chủ trì xây dựng nền tảng dùng chung, đưa {number % 40 + 3} dịch vụ công lên trực tuyến, "
        f"giảm {number % 50 + 10}% thời gian xử lý hồ sơ.",
        case="Năm 2021, tôi được giao chủ trì xây dựng nền tảng dữ liệu dùng chung của ngành.\n"
        "Đến nay nền tảng phục vụ 63 tỉnh, thành phố; thời gian xử lý hồ sơ giảm một nửa so với trước.",
        achievements=(
            Achievement("Nền tảng dữ liệu dùng chung", "2021–2023", "Thiết kế và vận hành", "12 triệu lượt dùng"),
            Achievement("Tập huấn chuyển đổi số", "2022", "", "450 cán bộ cấp xã"),
        ),
        awards=() if number % 3 == 0 else awards,
        files=(File("Báo cáo thành tích", f"bao-cao-{number}.pdf", 4), File("Biên bản họp", "bien-ban.docx", None)),
        letters=letters(number),
        head="Lê Văn Mẫu",
        remark="Xem thêm công văn của đơn vị." if number == 1 else "",
        stage="Trình Hội đồng",
    )  # fmt: skip


def letters(number: int) -> tuple[Letter, ...]:
    """Of the first two letters, as a text and as a file; of everybody else none."""
    referee = {
        "name": "Hoàng Thị Mẫu",
        "relation": "Giám đốc Sở Mẫu",
        "known_from": "Dự án dữ liệu dùng chung",
    }
    if number == 1:
        return (
            Letter(**referee, text="Tôi làm việc cùng đồng chí từ năm 2019.\nĐồng chí tận tụy, sáng tạo."),
        )
    return (Letter(**referee, file="thu-gioi-thieu.pdf"),) if number == 2 else ()


def members() -> tuple[Member, ...]:
    """A council of fifteen, with somebody for each way of taking part."""
    chair = Member("Nguyễn Văn An", "Bộ trưởng", "Chủ tịch Hội đồng", is_chair=True)
    secretary = Member(
        "Trần Thị Bình", "Phó Vụ trưởng Vụ Tổ chức cán bộ", "Ủy viên, Thư ký", is_secretary=True
    )
    counters = tuple(Member(f"Lê Văn Cường {n}", "Cục trưởng", "Ủy viên", is_counter=True) for n in (1, 2, 3))
    others = tuple(Member(f"Phạm Thị Dung {n}", "Vụ trưởng", "Ủy viên") for n in range(1, 6))
    remote = Member("Hoàng Văn Em", "Giám đốc", "Ủy viên", remote=True)
    proxy = Member(
        "Đỗ Thị Giang",
        "Thứ trưởng",
        "Phó Chủ tịch Hội đồng",
        "proxy",
        proxy="Vũ Văn Hòa",
        proxy_document="08/GUQ",
    )
    written = Member("Bùi Văn Khoa", "Cục trưởng", "Ủy viên", "written")
    absent = Member(
        "Ngô Thị Lan", "Viện trưởng", "Ủy viên", "absent", absence_reason="đi công tác nước ngoài"
    )
    recused = Member(
        "Lý Văn Nam",
        "Cục trưởng",
        "Ủy viên",
        "recused",
        absence_reason="cùng đơn vị với cá nhân được đề nghị",
    )
    return (chair, proxy, secretary, *counters, *others, remote, written, absent, recused)


def lines(people, *, all_pass: bool) -> tuple[Line, ...]:
    """Votes on 13 valid papers of 15 members, at least 80 % of all: two thirds, or everybody, reach it."""
    made = []
    for place, each in enumerate(people):
        yes = 13 - place % 2 if all_pass or place * 3 < len(people) * 2 else 9
        passed = yes * 100 >= RULE.threshold * 15
        made.append(Line(each.name, each.unit, each.position, yes, min(13 - yes, 3), 15, passed))
    return tuple(made)


def meeting(rows: int, *, all_pass: bool = False) -> Meeting:
    people = tuple(person(number, rows) for number in range(1, rows + 1))
    counted = lines(people, all_pass=all_pass)
    passed = [person for person, line in zip(people, counted, strict=True) if line.passed]
    seats = len(passed) if all_pass else max(1, len(passed) - 1)
    return Meeting(
        title="Phiên họp thứ nhất",
        starts_at=datetime(2023, 2, 9, 14, 5),
        ends_at=datetime(2023, 2, 9, 15, 40),
        rule=RULE,
        venue="Phòng họp A, trụ sở Bộ Mẫu, thành phố Hà Nội",
        founding_number="15/QĐ-BM",
        founding_date=date(2023, 1, 5),
        members=members(),
        guests=("Ông Đào Văn Minh, Trưởng phòng Thi đua", "Bà Mai Thị Ngọc, chuyên viên"),
        discussion=("Hội đồng nghe thư ký trình bày kết quả thẩm định từng hồ sơ.",),
        conclusion=("Giao Vụ Tổ chức cán bộ hoàn thiện hồ sơ, trình Bộ trưởng xem xét.",),
        agenda=people,
        selected=tuple(passed[:seats]),
        reserves=tuple(passed[seats:]),
        results=counted,
        count=Count(
            round=1,
            opened_at=datetime(2023, 2, 9, 14, 30),
            closed_at=datetime(2023, 2, 9, 15, 10),
            issued=14, returned=13, valid=13, invalid=0, lines=counted,
            sha256=sha256(b"phi\xe1\xba\xbfu").hexdigest(),
        ),
        is_concluded=True,
        minutes_number=3,
        minutes_date=date(2023, 2, 9),
        proposal_number=5,
        proposal_date=date(2023, 2, 10),
    )  # fmt: skip


def submission(people: tuple[Person, ...], *, issued: bool) -> Submission:
    """A unit's letter about these people, with or without the particulars of its meeting."""
    if not issued:
        return Submission(UNIT, people)
    return Submission(UNIT, people, "07/BB-CTN", date(2023, 1, 31), "15/15 phiếu đồng ý")


#: By turns: where an assignment stands, how much of it is done, how late it is.
STATES = (
    ("overdue", 40, 12),
    ("done", 100, 0),
    ("under_way", 60, 0),
    ("waiting", None, 0),
    ("reported", 100, 0),
)


def plan(rows: int) -> PlanFacts:
    """A plan of so many invented assignments; the first is late."""
    return PlanFacts(
        as_of=date(2023, 2, 9),
        tasks=tuple(task(number) for number in range(1, rows + 1)),
        turnout=Turnout(units=20, submitted=11, drafting=4, abstained=2, silent=3, nominations=17),
        title="Kế hoạch tổ chức các hoạt động kỷ niệm",
        number="12/KH-BM",
        signed_on=date(2023, 1, 5),
    )


def task(number: int) -> Task:
    status, percentage, days_late = STATES[(number - 1) % len(STATES)]
    told = percentage is not None
    return Task(
        title=f"Mở chuyên mục giới thiệu gương điển hình tiên tiến, nhân tố mới, đợt {number}",
        lead=f"Báo Mẫu số {number % 3 + 1}",
        supporting=("Trung tâm Mẫu",) if number % 2 else (),
        due_on=date(2023, 1, 28) if days_late else date(2023, 5, 19),
        status=status,
        percentage=percentage,
        days_late=days_late,
        result=f"Đã đăng {number + 2} bài, trong đó có 2 bài của phóng viên thường trú." if told else "",
        cost=12_500_000 * number if number % 4 else None,
        budget_source="ngân sách nhà nước" if number % 3 else "nguồn hợp pháp khác",
        difficulties=("Báo Mẫu số 2: thiếu máy quay",) if number == 1 else (),
        proposals=("Báo Mẫu số 2: cho lùi thời hạn đến tháng 3",) if number == 1 else (),
    )


def conference(people: tuple[Person, ...]) -> Conference:
    """A conference for these people, of whom the last are guests and organisers where there are enough."""
    return Conference(
        event="Hội nghị gặp mặt, biểu dương các điển hình tiên tiến năm 2023",
        chair="Ông Nguyễn Văn Mẫu, Bộ trưởng Bộ Mẫu",
        starts_at=datetime(2023, 2, 9, 8, 0),
        venue="Hội trường lớn, số 1 phố Mẫu, Hà Nội",
        notes="Trang phục: lễ phục.\nĐại biểu có mặt trước 30 phút để đón tiếp.",
        reply_by=date(2023, 2, 6),
        contact="Vụ Tổ chức cán bộ, điện thoại (024) 0000 0000",
        people=tuple(expected(each, place, len(people)) for place, each in enumerate(people, start=1)),
    )


def expected(each: Person, place: int, rows: int) -> Invited:
    is_delegate = place * 10 <= rows * 8 or rows < 3
    return Invited(
        name=each.name,
        position=each.position,
        unit=each.unit,
        field=each.field if is_delegate else "",
        comes_as="Đại biểu điển hình" if is_delegate else "Khách mời" if place < rows else "Ban Tổ chức",
        note="Tôn vinh về chuyển đổi số" if place == 1 else "",
    )


def facts(rows: int = 3, *, issued: bool = True, all_pass: bool = False) -> Facts:
    """Invented facts for any kind of paper, numbered and dated or not; with ``all_pass``, all rows are selected."""
    held = meeting(rows, all_pass=all_pass)
    issue = Issue(5, date(2023, 2, 10), RECIPIENTS, 101) if issued else Issue(recipients=RECIPIENTS)
    return Facts(
        bodies=BODIES,
        issue=issue,
        campaign=CAMPAIGN,
        person=held.agenda[0],
        meeting=held,
        consultation=Consultation(date(2023, 2, 13), date(2023, 2, 27), 10, people=held.agenda),
        people=held.agenda,
        submission=submission(held.agenda, issued=issued),
        plan=plan(rows),
        conference=conference(held.agenda),
        granted=tuple(Granted(each, "142/QĐ-BM", date(2023, 5, 19)) for each in held.agenda),
    )
