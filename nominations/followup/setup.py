"""The guide that units find in the beginning; from then on it is the editors' and screeners'."""

from django.db import transaction

from .models import GuideSection

#: By language: address, title and text of each section.
GUIDE = {
    "vi": (
        (
            "bat-dau",
            "Bắt đầu từ đâu",
            "<p>Trang <b>Việc cần làm</b> cho biết đợt xét chọn nào đang mở, còn bao nhiêu thời gian, đơn"
            " vị được đề nghị bao nhiêu người và việc nào cần làm ngay. Hồ sơ bị trả lại luôn đứng "
            "đầu.</p><p>Một hồ sơ là đề nghị của một đơn vị cho một người. Cán bộ đầu mối lập hồ sơ; thủ "
            "trưởng đơn vị xem và xác nhận khi đợt xét chọn yêu cầu.</p><p>Chuẩn bị sẵn:</p><ul><li>lý "
            "lịch của người được đề nghị;</li><li>báo cáo thành tích theo mẫu của đợt;</li><li>biên bản "
            "họp xét của đơn vị, đã ký và đóng dấu.</li></ul>",
        ),
        (
            "lap-ho-so",
            "Lập hồ sơ từng bước",
            "<ol><li><b>Cá nhân:</b> họ tên đúng như giấy tờ, ngày sinh viết dd/mm/yyyy; chỉ nhớ năm thì "
            "ghi năm.</li><li><b>Thành tích:</b> tóm tắt ngắn, báo cáo, và từng thành tích chính kèm thời"
            " gian, kết quả đo được.</li><li><b>Khen thưởng đã được tặng:</b> ghi năm, hình thức, số và "
            "ngày quyết định; chưa có thì đánh dấu “không có”.</li><li><b>Tài liệu:</b> tải từng loại vào"
            " đúng chỗ.</li><li><b>Sự đồng ý:</b> ý kiến của chính người được đề nghị cho từng mục "
            "đích.</li><li><b>Kiểm tra và gửi:</b> trang này liệt kê mọi chỗ còn thiếu, bấm vào là đến "
            "đúng ô.</li></ol><p>Mỗi bước lưu riêng. Có thể lưu khi còn thiếu, để hôm sau làm tiếp, trên "
            "máy tính hay điện thoại.</p>",
        ),
        (
            "tai-lieu",
            "Tài liệu và tệp",
            "<p>Nhận tệp PDF, Word (.docx), Excel (.xlsx) và ảnh JPEG, PNG, WebP. Ảnh chụp bằng điện "
            "thoại dùng được: chụp thẳng, đủ sáng, đọc được chữ và con dấu. Dữ liệu vị trí trong ảnh bị "
            "xóa khi lưu.</p><p>Giới hạn về số tệp và dung lượng ghi ngay trên trang tài liệu. Tệp nào "
            "không nhận được, hệ thống nói rõ lý do; các tệp khác vẫn được giữ. Thường "
            "gặp:</p><ul><li>PDF có mật khẩu hoặc có mã chạy tự động: in lại thành PDF mới rồi tải "
            "lên;</li><li>Word, Excel có macro: lưu lại thành .docx, .xlsx;</li><li>tệp quá lớn: quét ở "
            "độ phân giải 200–300 dpi, nén lại.</li></ul><p>Tệp không có địa chỉ công khai. Chỉ đơn vị và"
            " những người có nhiệm vụ xét hồ sơ mở được.</p>",
        ),
        (
            "dong-y",
            "Ý kiến của người được đề nghị",
            "<p>Không ai được công bố nếu chưa đồng ý. Người được đề nghị trả lời riêng cho từng mục "
            "đích: xét hồ sơ, đăng câu chuyện, chân dung, video, liên hệ. Không đồng ý một mục đích không"
            " ảnh hưởng đến việc xét chọn, trừ việc xét hồ sơ.</p><p>Ý kiến có thể rút lại bất cứ lúc "
            "nào.</p>",
        ),
        (
            "gui-va-han",
            "Gửi hồ sơ và hạn nộp",
            "<p>Tính theo giờ của hệ thống (giờ Việt Nam) khi hệ thống nhận được yêu cầu gửi. Đúng giờ "
            "đóng là đã muộn, xin đừng đợi đến phút cuối.</p><p>Gửi xong có giấy biên nhận với mã hồ sơ "
            "và thời điểm đến từng giây; thư báo có thể đến chậm hơn. Trước hạn, khi chưa ai thẩm định, "
            "đơn vị còn rút được hồ sơ về.</p><p>Hết hạn, bản đang soạn vẫn đọc được nhưng không gửi được"
            " nữa.</p>",
        ),
        (
            "tra-lai",
            "Khi hồ sơ bị trả lại",
            "<p>Trang <b>Trả lời nhận xét</b> đặt từng nhận xét cạnh chỗ cần sửa. Sửa, hoặc giải thích vì"
            " sao không sửa được, rồi gửi lại. Những phần không bị nhận xét nên để nguyên.</p>",
        ),
        (
            "khong-de-nghi",
            "Khi không đề nghị ai",
            "<p>Nếu lần này đơn vị không đề nghị ai, bấm <b>Không đề nghị ai</b> ở trang Việc cần làm. Vụ"
            " Tổ chức cán bộ biết ngay và không nhắc nữa. Trong thời hạn của đợt, đơn vị có thể rút lại ý"
            " này, hoặc cứ gửi hồ sơ.</p>",
        ),
        (
            "nhiem-vu",
            "Nhiệm vụ của kế hoạch",
            "<p>Trang <b>Nhiệm vụ</b> có những việc kế hoạch giao cho đơn vị: chủ trì hoặc phối hợp, thời"
            " hạn, kinh phí. Báo cáo gồm việc đã làm, mức hoàn thành theo phần trăm, khó khăn, kiến nghị "
            "và tối đa năm tệp.</p><p>Báo cáo của đơn vị chủ trì cho biết tình trạng của nhiệm vụ; đơn vị"
            " phối hợp báo cáo phần của mình. Báo cáo đã gửi không sửa được: gửi báo cáo mới. Quá hạn mà "
            "chưa xong thì nhiệm vụ được đánh dấu <b>Quá hạn</b>.</p>",
        ),
        (
            "ai-giup",
            "Ai giúp",
            "<p>Vụ Tổ chức cán bộ trả lời mọi câu hỏi về đợt xét chọn; số điện thoại và địa chỉ thư ở "
            "cuối mỗi trang. Khi gọi, xin đọc <b>mã hồ sơ</b>, không cần nêu tên người được đề "
            "nghị.</p><p>Quên mật khẩu: bấm <b>Quên mật khẩu</b> ở trang đăng nhập. Đang gõ mà bị đăng "
            "xuất: đăng nhập lại, những gì đã gõ vẫn còn.</p>",
        ),
    ),
    "en": (
        (
            "bat-dau",
            "Where to begin",
            "<p>The page <b>To do</b> says which campaign is open, how much time is left, how many people"
            " your unit may nominate, and what is urgent. A nomination that was handed back always stands"
            " first.</p><p>A nomination is one unit's case for one person. The officer writes it; the "
            "head of the unit reads it and confirms it where the campaign asks for that.</p><p>Have at "
            "hand:</p><ul><li>the candidate's personal record;</li><li>the report of achievements on the "
            "campaign's form;</li><li>the minutes of your unit's meeting, signed and sealed.</li></ul>",
        ),
        (
            "lap-ho-so",
            "Writing a nomination, step by step",
            "<ol><li><b>Candidate:</b> the name as it stands in the papers; dates as dd/mm/yyyy, a year "
            "alone where no more is known.</li><li><b>Case:</b> a short summary, the report, and each "
            "main achievement with its time and measured result.</li><li><b>Earlier awards:</b> year, "
            "kind, number and date of the decision; tick “none” where there are "
            "none.</li><li><b>Evidence:</b> each kind of paper into its own "
            "place.</li><li><b>Consent:</b> the candidate's own answer for each purpose.</li><li><b>Check"
            " and submit:</b> lists everything that is missing; each line leads to its "
            "field.</li></ol><p>Every step is saved by itself. You may save with things missing and go on"
            " another day, on a computer or a telephone.</p>",
        ),
        (
            "tai-lieu",
            "Evidence and files",
            "<p>PDF, Word (.docx), Excel (.xlsx) and JPEG, PNG or WebP pictures are accepted. A "
            "photograph taken with a telephone will do: straight, well lit, text and seal readable. Its "
            "place data is removed.</p><p>The limits stand on the evidence page itself. A file that is "
            "not accepted is named with the reason, and the others stay. Common reasons:</p><ul><li>a PDF"
            " with a password or active content: print it to a new PDF;</li><li>Word or Excel with "
            "macros: save as .docx or .xlsx;</li><li>too large: scan at 200–300 dpi and "
            "compress.</li></ul><p>Files have no public address. Only your unit and those who review the "
            "dossier can open them.</p>",
        ),
        (
            "dong-y",
            "The candidate's own word",
            "<p>Nobody is published without having agreed. The candidate answers for each purpose "
            "separately: review, story, portrait, video, contact. Refusing one does not affect the "
            "selection, except for the review itself.</p><p>An answer can be withdrawn at any time.</p>",
        ),
        (
            "gui-va-han",
            "Submitting, and the deadline",
            "<p>What counts is the system's clock (Vietnam time) when your request arrives. The closing "
            "moment itself is already too late: please do not wait for the last minute.</p><p>After "
            "submitting you have a receipt with the reference code and the time to the second; the mail "
            "may come later. Before the deadline, and before screening has begun, your unit can take the "
            "nomination back.</p><p>Afterwards drafts can still be read, but not submitted.</p>",
        ),
        (
            "tra-lai",
            "When a nomination is handed back",
            "<p>The page <b>Answer the remarks</b> puts each remark beside what it is about. Correct it, "
            "or explain why it cannot be corrected, and submit again. Leave the other parts as they "
            "are.</p>",
        ),
        (
            "khong-de-nghi",
            "When you nominate nobody",
            "<p>Press <b>We nominate nobody</b> on the page To do. The department sees it at once and "
            "does not remind you again. While the campaign is open you can take it back, or simply submit"
            " a nomination.</p>",
        ),
        (
            "nhiem-vu",
            "Assignments of the plan",
            "<p>The page <b>Assignments</b> shows what the plan gives your unit to lead or to support, by"
            " when, and at what cost. A report says what was done, how much of it in per cent, "
            "difficulties, proposals, and carries five files at most.</p><p>The lead unit's report is the"
            " state of the assignment; supporting units report their own part. A report that was sent is "
            "not changed: send a new one. What is not done in time is marked <b>Overdue</b>.</p>",
        ),
        (
            "ai-giup",
            "Who helps",
            "<p>The department answers every question about the campaign; its telephone and mail address "
            "stand at the foot of each page. When you call, give the <b>reference code</b>; the "
            "candidate's name is not needed.</p><p>Forgotten password: press <b>Forgot your password?</b>"
            " at the sign-in. Signed out while typing: sign in again, what you typed is still there.</p>",
        ),
    ),
}


@transaction.atomic
def set_up_guide() -> None:
    """Write the guide where there is none at all: what somebody changed, renamed or removed stays so."""
    if GuideSection.objects.exists():
        return
    GuideSection.objects.bulk_create(
        GuideSection(language=language, anchor=anchor, title=title, body=body, sort_order=order)
        for language, sections in GUIDE.items()
        for order, (anchor, title, body) in enumerate(sections, start=1)
    )
