"""Each kind of paper as a template: its words, and the names of what is filled in."""

from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt

from .drawing import (
    control_row,
    data_rows,
    each,
    head_row,
    new_annex,
    new_document,
    row,
    rule,
    say,
    table,
    when,
)
from .parts import (
    MOTTO,
    NATION,
    TEXT_WIDTH,
    WIDE_TEXT,
    annex_head,
    biographies,
    copies_to,
    head,
    honours,
    inset,
    legal_bases,
    list_total,
    names,
    pair,
    results,
    signatures,
    threshold_note,
    title,
)

ABOUT = "{{ award_name }} năm {{ year }}"
#: How an item of a list ends: the last one with a stop.
END = "{% if loop.last %}.{% else %};{% endif %}"


def proposal():
    """Tờ trình with the short biographical list behind it."""
    document = new_document()
    head(document, "TTr-{{ org_abbr }}")
    title(document, "TỜ TRÌNH", f"Về việc đề nghị tôn vinh {ABOUT}")
    say(document, "addressee", "Kính gửi: {{ addressee }}")
    legal_bases(document)
    say(
        document, "body",
        "Tại phiên họp {{ met_on }}, {{ council }} đã xem xét, bỏ phiếu đối với {{ names_proposed }} cá nhân; "
        "{{ members_voting }}/{{ members_total }} thành viên Hội đồng tham gia; "
        "{{ names_passed }} cá nhân đạt số phiếu cần thiết.",
    )  # fmt: skip
    say(
        document, "body",
        "{{ org }} đề nghị {{ addressee }} xem xét, tôn vinh {{ count_individual }} cá nhân là " + ABOUT +
        " (có Danh sách trích ngang tại Phụ lục I và {{ attachments }} báo cáo thành tích kèm theo).",
    )  # fmt: skip
    say(document, "body", "{%p if reserves %}")
    say(document, "body", "Hội đồng xếp dự bị theo thứ tự sau, để thay thế khi có người thôi được đề nghị:")
    each(document, "d in reserves", "item", "{{ d.number }}. {{ d.name }}, {{ d.unit }}" + END)
    say(document, "body", "{%p endif %}")
    say(document, "closing", "{{ org }} kính trình {{ addressee }} xem xét, quyết định./.")
    signatures(document, recipients_first="Như trên")
    say(document, "gap")
    new_annex(document)
    annex_head(
        document, "Phụ lục I", "DANH SÁCH TRÍCH NGANG CÁ NHÂN ĐỀ NGHỊ TÔN VINH {{ award_name|upper }}",
        "(Kèm theo Tờ trình số {{ doc_no }}/TTr-{{ org_abbr }} {{ issue_date }} của {{ org }})", WIDE_TEXT,
    )  # fmt: skip
    biographies(document)
    list_total(document)
    return document


def unit_proposal():
    """Tờ trình of a unit to the ministry, with its short biographical list behind it."""
    document = new_document()
    head(document, "TTr-{{ org_abbr }}")
    title(document, "TỜ TRÌNH", f"Về việc đề nghị tôn vinh {ABOUT}")
    say(document, "addressee", "Kính gửi: {{ addressee }}")
    legal_bases(document)
    say(
        document, "body",
        "{{ org }} đề nghị {{ addressee }} xem xét, tôn vinh {{ count_individual }} cá nhân là " + ABOUT +
        " (có Danh sách trích ngang tại Phụ lục I và {{ attachments }} báo cáo thành tích kèm theo).",
    )  # fmt: skip
    say(
        document, "body",
        "{{ org }} chịu trách nhiệm về tính chính xác của hồ sơ; các cá nhân được đề nghị không trong thời gian "
        "thi hành kỷ luật, bị điều tra, thanh tra, kiểm tra hoặc có đơn thư khiếu nại, tố cáo chưa được kết luận.",
    )  # fmt: skip
    say(document, "closing", "{{ org }} kính trình {{ addressee }} xem xét, quyết định./.")
    signatures(document, recipients_first="Như trên")
    say(document, "gap")
    new_annex(document)
    annex_head(
        document, "Phụ lục I", "DANH SÁCH TRÍCH NGANG CÁ NHÂN ĐỀ NGHỊ TÔN VINH {{ award_name|upper }}",
        "(Kèm theo Tờ trình số {{ doc_no }}/TTr-{{ org_abbr }} {{ issue_date }} của {{ org }})", WIDE_TEXT,
    )  # fmt: skip
    biographies(document)
    list_total(document)
    return document


def short_list():
    """Danh sách trích ngang by itself, signed by the head of the department."""
    document = new_document(landscape=True)
    annex_head(
        document, "Phụ lục I", "DANH SÁCH TRÍCH NGANG CÁ NHÂN ĐỀ NGHỊ TÔN VINH {{ award_name|upper }}",
        "(Kèm theo {% if is_proposal %}Tờ trình số {{ proposal }} {{ proposal_date }} của {{ org }}"
        "{% else %}Hồ sơ trình Hội đồng: {{ meeting }}{% endif %})", WIDE_TEXT,
    )  # fmt: skip
    biographies(document)
    list_total(document)
    signatures(
        document, recipients_first="{% if is_proposal %}Như Tờ trình{% else %}Thành viên Hội đồng{% endif %}",
        width=WIDE_TEXT,
    )  # fmt: skip
    say(document, "gap")
    return document


def report():
    """Báo cáo thành tích."""
    document = new_document()
    head(document)
    title(document, "BÁO CÁO THÀNH TÍCH", f"Đề nghị tôn vinh {ABOUT}")
    say(document, "heading", "I. SƠ LƯỢC LÝ LỊCH")
    say(document, "item", "- Họ tên: {{ full_name }}{% if alias %} (Bí danh: {{ alias }}){% endif %}")
    say(document, "item", "- Sinh ngày, tháng, năm: {{ birth_date }}; giới tính: {{ sex }}")
    say(document, "item", "- Quê quán: {{ home_place }}")
    say(document, "item", "- Trú quán: {{ residence }}")
    say(document, "item", "- Đơn vị công tác: {{ unit_name }}")
    say(
        document, "item",
        "- Chức vụ (Đảng, chính quyền, đoàn thể): {{ position }}{% if party_member %}; đảng viên{% endif %}",
    )  # fmt: skip
    say(document, "item", "- Trình độ chuyên môn, nghiệp vụ: {{ qualification }}")
    say(document, "item", "- Học hàm, học vị, danh hiệu, giải thưởng: {{ academic_rank }}")
    say(document, "heading", "II. THÀNH TÍCH ĐẠT ĐƯỢC")
    say(document, "subheading", "1. Quyền hạn, nhiệm vụ được giao hoặc đảm nhận")
    each(document, "d in duties", "body", "{{ d }}")
    say(document, "subheading", "2. Thành tích đạt được")
    each(document, "c in case", "body", "{{ c }}")
    achievements(document, "achievements")
    say(document, "heading", "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG")
    say(document, "subheading", "1. Danh hiệu thi đua")
    honours(document, "titles")
    say(document, "subheading", "2. Hình thức khen thưởng")
    honours(document, "awards")
    say(
        document,
        "closing",
        "Tôi cam đoan nội dung báo cáo là đúng sự thật và chịu trách nhiệm trước pháp luật./.",
    )
    signed_by_person(document)
    return document


def achievements(document, rows: str) -> None:
    each(
        document, f"t in {rows}", "item",
        "- ", ("{{ t.title }}",), "{% if t.period %} ({{ t.period }}){% endif %}"
        "{% if t.detail %}: {{ t.detail }}{% endif %}"
        "{% if t.result %}{% if not t.detail %}.{% endif %} Kết quả: {{ t.result }}{% endif %}",
    )  # fmt: skip


def signed_by_person(document) -> None:
    """The head confirms on the left, in the portal or by hand; the person signs on the right."""
    pair(
        document,
        [
            ("post", "XÁC NHẬN"),
            ("post", "CỦA THỦ TRƯỞNG ĐƠN VỊ"),
            ("note", "{%p if head_confirmation %}"),
            ("note", "{{ head_confirmation }}"),
            ("note", "{%p endif %}"),
            ("signatory", "{{ head_name }}"),
        ],
        [("post", "NGƯỜI BÁO CÁO"), ("post", ""), ("signatory", "{{ full_name }}")],
    )
    say(document, "gap")


def summary():
    """Bản tóm tắt thành tích, on one page."""
    document = new_document()
    head(document)
    title(document, "BẢN TÓM TẮT THÀNH TÍCH", f"Đề nghị tôn vinh {ABOUT}")
    say(document, "item", "- Họ tên: {{ full_name }}; giới tính: {{ sex }}; sinh: {{ birth_date }}")
    say(document, "item", "- Chức vụ, đơn vị công tác: {{ post }}")
    say(document, "subheading", "Tóm tắt thành tích")
    each(document, "s in summary", "body", "{{ s }}")
    each(document, "p in points", "item", "- {{ p }}")
    say(document, "closing", "Nội dung tóm tắt thống nhất với báo cáo thành tích kèm theo./.")
    signed_by_person(document)
    return document


# --- The council ----------------------------------------------------------------------------------------


def minutes():
    """Biên bản họp Hội đồng: what was done, in the order in which it was done."""
    document = new_document()
    head(document, "BB-{{ org_abbr }}", dated=False)
    title(document, "BIÊN BẢN", f"Họp xét chọn {ABOUT}")
    say(document, "body", "Thời gian bắt đầu: {{ starts_at }}.")
    say(document, "body", "Địa điểm: {{ venue }}.")
    say(document, "heading", "I. THÀNH PHẦN")
    say(document, "body", "Hội đồng có {{ count_members }} thành viên.")
    present(document)
    when(document, "guests", "body", "Khách mời (không biểu quyết):")
    each(document, "g in guests", "item", "- {{ g }}" + END)
    say(document, "body", "Chủ trì: {{ chair }}{% if chair_post %}, {{ chair_post }}{% endif %}.")
    say(document, "body", "Thư ký: {{ secretary }}{% if secretary_post %}, {{ secretary_post }}{% endif %}.")
    quorum(document)
    say(document, "heading", "II. NỘI DUNG")
    say(document, "subheading", "1. Chương trình")
    say(document, "body", "Hội đồng xem xét {{ agenda_total }} hồ sơ ({{ meeting }}):")
    each(document, "a in agenda", "item", "- {{ a.field }}: {{ a.count }} hồ sơ" + END)
    say(document, "subheading", "2. Thảo luận")
    each(document, "d in discussion", "body", "{{ d }}")
    when(document, "not discussion", "body", "Không có ý kiến thảo luận khác.")
    say(
        document, "subheading",
        "3. Kết quả {% if is_secret %}bỏ phiếu kín{% else %}biểu quyết{% endif %}",
    )  # fmt: skip
    threshold_note(document)
    results(document)
    say(document, "heading", "III. KẾT LUẬN")
    say(
        document, "body",
        "Hội đồng thống nhất đề nghị tôn vinh {{ selected }} cá nhân"
        "{% if has_reserves %}; xếp dự bị {{ reserves }} cá nhân{% endif %}.",
    )  # fmt: skip
    each(document, "c in conclusion", "body", "{{ c }}")
    say(
        document, "closing",
        "Cuộc họp kết thúc vào {{ ends_at }}; biên bản đã được đọc lại, Hội đồng nghe và nhất trí thông qua./.",
    )  # fmt: skip
    pair(
        document,
        [("post", "THƯ KÝ"), ("post", ""), ("signatory", "{{ secretary }}")],
        [("post", "CHỦ TỌA"), ("post", "{{ chair_title2 }}"), ("signatory", "{{ chair }}")],
    )
    say(document, "gap")
    recipients_below(document, "Thành viên Hội đồng")
    return document


def present(document) -> None:
    """Everybody of the council, by the way in which they take part; the numbers add up to the whole."""
    ways = (
        ("present", "Có mặt", "{% if m.remote %} (tham dự trực tuyến){% endif %}"),
        ("proxy", "Ủy quyền", ": ủy quyền cho {{ m.proxy_name }} theo văn bản số {{ m.proxy_doc }}"),
        ("written", "Cho ý kiến bằng văn bản", ""),
        ("absent", "Vắng mặt", "{% if m.reason %}: {{ m.reason }}{% endif %}"),
        ("recused", "Không tham gia biểu quyết", "{% if m.reason %}: {{ m.reason }}{% endif %}"),
    )
    for way, label, more in ways:
        say(document, "body", f"{{%p if members_{way} %}}")
        say(document, "body", f"{label}: {{{{ count_{way} }}}} thành viên:")
        each(
            document, f"m in members_{way}", "item",
            "- {{ m.name }}{% if m.post %}, {{ m.post }}{% endif %}" + more + END,
        )  # fmt: skip
        say(document, "body", "{%p endif %}")


def quorum(document) -> None:
    say(
        document, "body",
        "Điều kiện họp: {{ quorum_there }} thành viên tham gia ({{ quorum_share }}%), "
        "{% if quorum_met %}đạt{% else %}không đạt{% endif %} mức tối thiểu {{ quorum }} tổng số thành viên.",
    )  # fmt: skip


def recipients_below(document, first: str) -> None:
    """Nơi nhận of minutes, beneath those who sign."""
    cell = row(table(document, (TEXT_WIDTH,), ruled=False)).cells[0]
    copies_to(cell, first)
    say(document, "gap")


def counting():
    """Biên bản kiểm phiếu."""
    document = new_document()
    head(document, "BB-{{ org_abbr }}", dated=False)
    title(document, "BIÊN BẢN", f"Kiểm phiếu xét chọn {ABOUT}", "{{ meeting }}, vòng {{ round }}")
    say(document, "body", "Thời gian bắt đầu: {{ starts_at }}.")
    say(document, "body", "Địa điểm: {{ venue }}.")
    say(
        document, "body",
        "Căn cứ Quyết định số {{ council_decision_no }} {{ council_decision_date }} về việc thành lập {{ council }}; "
        "Hội đồng đã cử Ban Kiểm phiếu gồm {{ counters_total }} người:",
    )  # fmt: skip
    each(
        document, "k in counters", "item",
        "- {{ k.name }}{% if k.post %}, {{ k.post }}{% endif %}, "
        "{% if k.is_chief %}Trưởng ban{% else %}Ủy viên{% endif %}" + END,
    )  # fmt: skip
    say(document, "subheading", "1. Thành viên và số phiếu")
    counts(document)
    absent_reasons(document)
    quorum(document)
    say(document, "body", "Số cá nhân được đưa vào phiếu bầu: {{ proposed }}.")
    say(document, "subheading", "2. Kết quả kiểm phiếu")
    threshold_note(document)
    results(document)
    say(document, "body", "{%p if is_void %}")
    say(document, "body", "Cuộc bỏ phiếu không có giá trị vì không đủ số thành viên cần thiết tham gia.")
    say(document, "body", "{%p else %}")
    say(
        document, "body",
        "Có {{ passed_total }} cá nhân đạt ngưỡng phiếu cần thiết{% if passed_names %}: {{ passed_names }}{% endif %}.",
    )  # fmt: skip
    say(document, "body", "{%p endif %}")
    say(
        document,
        "body",
        "Mã kiểm tra (SHA-256) của tập phiếu đã sắp xếp, nối tiếp mã của lần kiểm phiếu trước:",
    )
    say(document, "seal", "{{ sha256 }}")
    say(
        document, "closing",
        "Biên bản được lập thành 02 bản, đã đọc lại cho toàn thể Hội đồng nghe và thông qua. "
        "Việc kiểm phiếu kết thúc vào {{ ends_at }}./.",
    )  # fmt: skip
    counters_sign(document)
    say(document, "gap")
    recipients_below(document, "Thành viên Hội đồng")
    return document


def counts(document) -> None:
    """Members and papers, a label and a number in each row."""
    made = table(document, (120, 40), ruled=True)
    rows = (
        ("Tổng số thành viên Hội đồng theo quyết định", "count_members"),
        ("Thành viên có mặt, trực tiếp bỏ phiếu", "count_present"),
        ("Thành viên vắng mặt, ủy quyền bằng văn bản cho người khác bỏ phiếu", "count_proxy"),
        ("Thành viên vắng mặt, cho ý kiến bằng phiếu gửi trước", "count_written"),
        ("Thành viên vắng mặt, không bỏ phiếu", "count_absent"),
        ("Thành viên không tham gia biểu quyết (có xung đột lợi ích)", "count_recused"),
        ("Số phiếu phát ra (kể cả phiếu lấy ý kiến bằng văn bản)", "issued"),
        ("Số phiếu thu về", "returned"),
        ("Số phiếu hợp lệ", "valid"),
        ("Số phiếu không hợp lệ", "invalid"),
    )
    for label, name in rows:
        cells = row(made).cells
        say(cells[0], "cell", label)
        say(cells[1], "cell_centred", f"{{{{ {name} }}}}")


def absent_reasons(document) -> None:
    """Who did not vote, and why."""
    for way in ("absent", "recused"):
        each(
            document, f"m in members_{way}", "item",
            "- Không bỏ phiếu: {{ m.name }}{% if m.reason %} ({{ m.reason }}){% endif %}" + END,
        )  # fmt: skip


def counters_sign(document) -> None:
    """Members of the counting board on the left, each with room to sign; its head on the right."""
    left, right = row(table(document, (TEXT_WIDTH / 2, TEXT_WIDTH / 2), ruled=False)).cells
    say(left, "post", "CÁC ỦY VIÊN")
    say(left, "post", "BAN KIỂM PHIẾU")
    each(left, "n in other_counters", "signatory", "{{ n }}")
    say(right, "post", "TRƯỞNG BAN")
    say(right, "post", "KIỂM PHIẾU")
    say(right, "signatory", "{{ chief_counter }}")


def ballot_paper():
    """Phiếu bầu: nothing on it tells one sheet from another."""
    document = new_document()
    head(document)
    title(document, "PHIẾU BẦU", f"Xét chọn {ABOUT}", "{{ meeting }}")
    say(
        document, "note",
        "Mỗi dòng đánh dấu x vào một ô. Dòng không đánh dấu hoặc đánh dấu cả hai ô là dòng không hợp lệ. "
        "Không ký tên, không ghi tên, không viết thêm vào phiếu.",
    )  # fmt: skip
    made = table(document, (10, 90, 30, 30), ruled=True)
    head_row(made, ("TT", "Họ và tên, đơn vị", "Đồng ý", "Không đồng ý"))
    control_row(made, "{%tr for r in rows %}")
    cells = row(made).cells
    say(cells[0], "cell_centred", "{{ r.number }}")
    say(cells[1], "cell", ("{{ r.name }}",), "{% if r.post %}, {{ r.post }}{% endif %}")
    for cell in cells[2:]:
        say(cell, "cell_centred", "☐")
    control_row(made, "{%tr endfor %}")
    say(document, "closing", "Phiếu bầu có {{ proposed }} cá nhân./.")
    return document


# --- The plan -------------------------------------------------------------------------------------------


def progress():
    """Báo cáo tiến độ with its table of assignments."""
    document = new_document()
    head(document, "BC-{{ org_abbr }}")
    title(document, "BÁO CÁO", "Tiến độ thực hiện nhiệm vụ: {{ campaign }}", "(tính đến {{ as_of }})")
    say(document, "addressee", "Kính gửi: {{ addressee }}")
    legal_bases(document)
    say(
        document, "body",
        "{{ org }} báo cáo tiến độ thực hiện các nhiệm vụ được giao như sau (chi tiết tại Phụ lục kèm theo "
        "Báo cáo này):",
    )  # fmt: skip
    say(document, "heading", "I. KẾT QUẢ")
    say(
        document, "body",
        "1. Nhiệm vụ: có {{ total }} nhiệm vụ; {{ count_done }} đã hoàn thành; {{ count_reported }} đơn vị chủ trì báo "
        "đã hoàn thành, chờ xác nhận; {{ count_under_way }} đang thực hiện; {{ count_waiting }} chưa đến hạn, chưa có "
        "báo cáo; {{ count_overdue }} quá hạn.",
    )  # fmt: skip
    say(document, "body", "2. Kinh phí dự kiến: {{ cost }} đồng{% if sources %}, gồm:{% else %}.{% endif %}")
    each(document, "s in sources", "item", "- {{ s.name }}: {{ s.cost }} đồng ({{ s.count }} nhiệm vụ)" + END)
    say(
        document, "body",
        "3. Hồ sơ đề nghị: {{ units_submitted }}/{{ units_units }} đơn vị đã gửi, tổng số {{ nominations }} hồ sơ; "
        "{{ units_drafting }} đơn vị đang soạn; {{ units_abstained }} đơn vị báo không đề nghị ai; "
        "{{ units_silent }} đơn vị chưa phản hồi.",
    )  # fmt: skip
    say(document, "heading", "II. KHÓ KHĂN, VƯỚNG MẮC")
    each(document, "d in difficulties", "item", "- {{ d }}")
    when(document, "not difficulties", "body", "Các đơn vị không nêu khó khăn, vướng mắc.")
    say(document, "heading", "III. KIẾN NGHỊ")
    each(document, "p in proposals", "item", "- {{ p }}")
    when(
        document, "late_units", "body",
        "Đề nghị chỉ đạo các đơn vị chủ trì nhiệm vụ quá hạn khẩn trương hoàn thành: {{ late_units }}.",
    )  # fmt: skip
    when(document, "not proposals and not late_units", "body", "Không có kiến nghị.")
    say(document, "closing", "{{ org }} kính báo cáo {{ addressee }}./.")
    signatures(document, recipients_first="Như trên")
    say(document, "gap")
    new_annex(document)
    annex_head(
        document, "Phụ lục", "TIẾN ĐỘ THỰC HIỆN CÁC NHIỆM VỤ",
        "(Kèm theo Báo cáo số {{ doc_no }}/BC-{{ org_abbr }} {{ issue_date }} của {{ org }})", WIDE_TEXT,
    )  # fmt: skip
    made = table(document, (10, 70, 40, 25, 62, 25, 20), ruled=True)
    head_row(made, ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Kết quả", "Trạng thái", "Ghi chú"))
    data_rows(
        made,
        "r in rows",
        [("cell_centred", "{{ r.number }}"), ("cell", "{{ r.title }}"), ("cell", "{{ r.lead }}"),
         ("cell_centred", "{{ r.due_on }}"), ("cell", "{{ r.result }}"),
         ("cell_centred", ("{% if r.is_overdue %}{{ r.status }}{% endif %}",),
          "{% if not r.is_overdue %}{{ r.status }}{% endif %}"),
         ("cell_centred", "{{ r.note }}")],
    )  # fmt: skip
    say(
        document, "list_end", "Danh sách gồm {{ total }} nhiệm vụ; tổng kinh phí dự kiến {{ cost }} đồng./.",
    )  # fmt: skip
    return document


# --- The conference -------------------------------------------------------------------------------------


def invitation():
    """Giấy mời with the list of those invited."""
    document = new_document()
    head(document, "GM-{{ org_abbr }}")
    title(document, "GIẤY MỜI", "Dự {{ event }}")
    say(document, "body", "{{ org }} trân trọng kính mời: {{ invitee }}.")
    say(document, "body", ("Tới dự: ",), "{{ event }}.")
    say(document, "body", ("Chủ trì: ",), "{{ chair }}.")
    say(document, "body", ("Thời gian: ",), "{{ starts_at }}.")
    say(document, "body", ("Địa điểm: ",), "{{ venue }}.")
    each(document, "n in notes", "body", "{{ n }}")
    when(
        document, "reply_by", "body",
        "Đề nghị đại biểu xác nhận việc tham dự theo liên kết riêng đã gửi, trước hết {{ reply_by }}"
        "{% if contact %}; thông tin liên hệ: {{ contact }}{% endif %}.",
    )  # fmt: skip
    say(
        document, "closing",
        "Danh sách {{ total }} đại biểu tại Phụ lục kèm theo. {{ org }} trân trọng kính mời và mong sự tham dự đầy đủ, "
        "đúng giờ của các đại biểu./.",
    )  # fmt: skip
    signatures(document, recipients_first="Như trên")
    say(document, "gap")
    new_annex(document)
    annex_head(
        document, "Phụ lục", "DANH SÁCH ĐẠI BIỂU",
        "(Kèm theo Giấy mời số {{ doc_no }}/GM-{{ org_abbr }} {{ issue_date }} của {{ org }})", WIDE_TEXT,
    )  # fmt: skip
    made = table(document, (10, 50, 80, 40, 40, 32), ruled=True)
    head_row(made, ("TT", "Họ và tên", "Chức vụ, đơn vị", "Khối/ngành", "Thành phần", "Ghi chú"))
    data_rows(
        made,
        "r in rows",
        [("cell_centred", "{{ r.number }}"), ("cell", "{{ r.name }}"), ("cell", "{{ r.post }}"),
         ("cell", "{{ r.field }}"), ("cell_centred", "{{ r.comes_as }}"), ("cell_centred", "{{ r.note }}")],
    )  # fmt: skip
    say(document, "list_end", "Danh sách gồm {{ total }} đại biểu./.")
    return document


# --- Decision, notice, certificate ----------------------------------------------------------------------


def decision():
    """Dự thảo quyết định with its list."""
    document = new_document()
    head(document, "QĐ-{{ org_abbr }}", parent=False, draft=True)
    title(document, "QUYẾT ĐỊNH", f"Về việc tôn vinh {ABOUT}")
    say(document, "authority", "{{ authority_title }}")
    each(document, "b in legal_bases", "basis", "Căn cứ {{ b }}")
    say(document, "basis", "Theo đề nghị của {{ proposer }}.")
    say(document, "authority", "QUYẾT ĐỊNH:")
    say(
        document, "body", ("Điều 1.",),
        " Tôn vinh {{ count_individual }} cá nhân là " + ABOUT + " (có Danh sách tại Phụ lục kèm theo Quyết định này).",
    )  # fmt: skip
    say(
        document, "body", ("Điều 2.",),
        " Các cá nhân có tên tại Điều 1 được cấp Giấy chứng nhận và hưởng quyền lợi theo quy định hiện hành.",
    )  # fmt: skip
    say(
        document, "closing", ("Điều 3.",),
        " Quyết định này có hiệu lực kể từ ngày ký. {{ proposer }}, Chánh Văn phòng, thủ trưởng các cơ quan, đơn vị "
        "có liên quan và các cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
    )  # fmt: skip
    signatures(document, recipients_first="Như Điều 3")
    say(document, "gap")
    new_annex(document, landscape=False)
    annex_head(
        document, "Phụ lục", "DANH SÁCH CÁ NHÂN ĐƯỢC TÔN VINH {{ award_name|upper }} NĂM {{ year }}",
        "(Kèm theo Quyết định số {{ doc_no }}/QĐ-{{ org_abbr }} {{ issue_date }} của {{ granter }})", TEXT_WIDTH,
    )  # fmt: skip
    names(document)
    say(document, "list_end", "Danh sách gồm {{ count_individual }} cá nhân./.")
    return document


def notice():
    """Thông báo lấy ý kiến with its list."""
    document = new_document()
    head(document, "TB-{{ org_abbr }}", parent=False)
    title(document, "THÔNG BÁO", f"Lấy ý kiến về danh sách đề nghị tôn vinh {ABOUT}")
    legal_bases(document)
    say(
        document, "body",
        "{{ org }} thông báo công khai danh sách {{ count_individual }} cá nhân được đề nghị tôn vinh " + ABOUT +
        " (tại Phụ lục kèm theo Thông báo này) để lấy ý kiến của tổ chức, cá nhân.",
    )  # fmt: skip
    say(
        document, "body",
        "1. Thời gian nhận ý kiến: {{ working_days }} ngày làm việc, từ {{ opens_on }} đến hết {{ closes_on }}.",
    )  # fmt: skip
    say(
        document, "body",
        "2. Ý kiến phải ghi rõ họ tên, số điện thoại, địa chỉ và chữ ký của người góp ý; ý kiến không có đủ "
        "thông tin trên không được xem xét. Danh tính người góp ý được giữ bí mật.",
    )  # fmt: skip
    say(
        document, "body",
        "3. Ý kiến gửi về: {{ receiving_unit }}{% if receiving_address %}, {{ receiving_address }}{% endif %}, "
        "hoặc qua trang lấy ý kiến trên Cổng thông tin điện tử.",
    )  # fmt: skip
    say(
        document, "closing",
        "{{ org }} trân trọng thông báo và mong nhận được ý kiến của các cơ quan, tổ chức, cá nhân./.",
    )  # fmt: skip
    signatures(document)
    say(document, "gap")
    new_annex(document, landscape=False)
    annex_head(
        document, "Phụ lục", "DANH SÁCH CÁ NHÂN ĐƯỢC ĐỀ NGHỊ TÔN VINH {{ award_name|upper }} NĂM {{ year }}",
        "(Kèm theo Thông báo số {{ doc_no }}/TB-{{ org_abbr }} {{ issue_date }} của {{ org }})", TEXT_WIDTH,
    )  # fmt: skip
    names(document)
    say(document, "list_end", "Danh sách gồm {{ count_individual }} cá nhân./.")
    return document


def certificates():
    """Giấy chứng nhận: text alone, for sheets on which the art is printed already."""
    document = new_document(landscape=True, margins=(25, 20, 30, 20), numbered=False)
    width = 247
    say(document, "sheet_nation", "{%p for c in certificates %}")
    say(document, "sheet_nation", NATION, new_page=True)
    say(document, "sheet_motto", MOTTO)
    rule(document, width, 60)
    say(document, "sheet_granter", "{{ granter_title }}")
    say(document, "sheet_verb", "TẶNG")
    say(document, "sheet_award", "GIẤY CHỨNG NHẬN\n{{ award_name|upper }}")
    say(document, "sheet_name", "{{ c.name }}")
    inset(say(document, "sheet_text", "{{ c.post }}"), 20)
    inset(say(document, "sheet_text", "{{ c.citation }}"), 20)
    frame = table(document, (120, 127), ruled=False)
    left, right = row(frame).cells
    say(left, "sheet_top")
    say(left, "sheet_left", "Quyết định số: {{ c.decision_no }}")
    say(left, "sheet_left", "{{ c.decision_date }}")
    say(left, "sheet_left", "Số sổ vàng: {{ c.register_no }}")
    say(right, "sheet_top")
    say(right, "sheet_date", "{{ c.place_date }}")
    when(right, "c.signer_authority", "sheet_post", "{{ c.signer_authority }}")
    say(right, "sheet_post", "{{ c.signer_title }}")
    say(right, "sheet_signatory", "{{ c.signer_name }}")
    tail = say(document, "gap", "{%p endfor %}")
    thin(tail)
    return document


def thin(paragraph) -> None:
    """Make the last paragraph of a full page so small that it starts no page of its own."""
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(1)


# --- The council's book ---------------------------------------------------------------------------------


def pack():
    """The book of a session's dossiers: cover, contents, and each dossier from a new page on."""
    document = new_document()
    head(document, dated=False)
    say(document, "book_title", "TẬP HỒ SƠ\nTRÌNH HỘI ĐỒNG")
    say(document, "book_line", "{{ meeting }}")
    say(document, "book_line", "{{ campaign }}")
    say(document, "book_line", "Họp {{ met_on }}{% if venue %}, tại {{ venue }}{% endif %}")
    say(document, "book_line", ("{{ total }} hồ sơ",))
    say(
        document,
        "book_line",
        "Tài liệu lưu hành nội bộ Hội đồng: không sao chép, trả lại thư ký sau phiên họp.",
    )
    say(document, "dossier", "MỤC LỤC", new_page=True)
    made = table(document, (14, 56, 70, 20), ruled=True)
    head_row(made, ("Số", "Họ và tên", "Chức vụ, đơn vị", "Trang"))
    data_rows(
        made,
        "d in dossiers",
        [("cell_centred", "{{ d.number }}"), ("cell", "{{ d.full_name }}"),
         ("cell", "{{ d.post }}"), ("contents_page", "{{ d.order }}")],
    )  # fmt: skip
    say(document, "gap")
    say(document, "body", "{%p for d in dossiers %}")
    dossier(document)
    say(document, "body", "{%p endfor %}")
    return document


def dossier(document) -> None:
    """One dossier: summary, record, case, achievements, earlier honours, list of the evidence."""
    say(document, "dossier", "HỒ SƠ SỐ {{ d.number }}\n{{ d.full_name }}", new_page=True)
    say(document, "dossier_line", "{{ d.reference }} – {{ d.unit_name }} – Lĩnh vực: {{ d.field }}")
    when(document, "d.remark", "note", "Ghi chú của thư ký: {% for r in d.remark %}{{ r }} {% endfor %}")
    say(document, "subheading", "1. Tóm tắt")
    each(document, "s in d.summary", "body", "{{ s }}")
    say(document, "subheading", "2. Lý lịch")
    made = table(document, (50, 110), ruled=True)
    for label, value in (
        ("Họ tên", "{{ d.full_name }}{% if d.alias %} (Bí danh: {{ d.alias }}){% endif %}"),
        (
            "Sinh",
            "{{ d.birth_date }}; giới tính: {{ d.sex }}{% if d.ethnicity %}; dân tộc: {{ d.ethnicity }}{% endif %}",
        ),
        ("Quê quán", "{{ d.home_place }}"),
        (
            "Chức vụ, đơn vị",
            "{{ d.post }}{% if d.party_member %}; đảng viên{% endif %}",
        ),
        ("Trình độ", "{{ d.qualification }}"),
        ("Học hàm, học vị, danh hiệu", "{{ d.academic_rank }}"),
        ("Nhiệm vụ được giao", "{% for t in d.duties %}{{ t }} {% endfor %}"),
    ):
        cells = row(made).cells
        say(cells[0], "cell", (label,))
        say(cells[1], "cell", value)
    say(document, "subheading", "3. Báo cáo thành tích")
    each(document, "c in d.case", "body", "{{ c }}")
    say(document, "subheading", "4. Các thành tích chính")
    achievements(document, "d.achievements")
    say(document, "subheading", "5. Khen thưởng đã được tặng")
    honours(document, "d.honours")
    say(document, "subheading", "6. Tài liệu minh chứng")
    evidence(document)
    letters(document)


def evidence(document) -> None:
    made = table(document, (10, 50, 80, 20), ruled=True)
    head_row(made, ("TT", "Loại", "Tên tệp", "Số trang"))
    data_rows(
        made,
        "f in d.files",
        [("cell_centred", "{{ f.number }}"), ("cell", "{{ f.kind }}"), ("cell", "{{ f.name }}"),
         ("cell_centred", "{{ f.pages }}")],
    )  # fmt: skip


def letters(document) -> None:
    """The letters of support: who writes, from where they know the candidate, and what they say."""
    say(document, "gap", "{%p if d.letters %}")
    say(document, "subheading", "7. Thư giới thiệu")
    say(
        document,
        "note",
        "Thư giới thiệu là tài liệu mật: đơn vị đề nghị và cá nhân được đề nghị không được đọc.",
    )
    say(document, "body", "{%p for l in d.letters %}")
    say(document, "item", "- ", ("{{ l.writer }}",), ". Biết cá nhân qua: {{ l.known_from }}")
    each(document, "t in l.text", "body", "{{ t }}")
    when(document, "l.file", "body", "Thư gửi dưới dạng tệp, đọc trên hệ thống: {{ l.file }}")
    say(document, "body", "{%p endfor %}")
    say(document, "gap", "{%p endif %}")
