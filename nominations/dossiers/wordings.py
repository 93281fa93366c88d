"""The wordings that the portal begins with. What is in force is never changed here: a new one is a new version."""

from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from .consents import ConsentWording

VERSION = "2026-2"
#: Before anything that the portal can hold was answered.
SINCE = datetime(2020, 1, 1, tzinfo=UTC)

#: By purpose: what is asked in Vietnamese and in English, and what follows from a refusal.
#: Source: Decree 13/2023, Art. 11: voluntary, informed, for each purpose, and a refusal has no ill effect.
WORDINGS = {
    "review": (
        "Tôi đồng ý để người thẩm định, Hội đồng Thi đua - Khen thưởng và lãnh đạo Bộ đọc và sử dụng hồ sơ của "
        "tôi, gồm ngày sinh, quê quán, nơi ở, quá trình công tác, thành tích và tài liệu minh chứng, chỉ để xét "
        "chọn trong đợt này. Nếu đợt xét chọn có lấy ý kiến công khai thì họ tên, chức vụ, đơn vị và tóm tắt "
        "thành tích của tôi được đăng trong danh sách lấy ý kiến.",
        "I agree that the people who check dossiers, the Emulation and Commendation Council and the ministry's "
        "leaders read and use my dossier, with date of birth, home place, residence, career, achievements and "
        "supporting documents, for the selection in this campaign only. Where the campaign has a public "
        "consultation, my name, position, unit and a summary of my achievements stand on the list that is "
        "published for comment.",
        "Nếu không đồng ý, hồ sơ dừng lại và đơn vị được báo.",
        "If you do not agree, the nomination stops and your unit is told.",
    ),
    "story": (
        "Nếu tôi được công nhận, tôi đồng ý để Bộ đăng họ tên, chức vụ, đơn vị và câu chuyện về thành tích của "
        "tôi trên cổng thông tin của Bộ và trong dữ liệu mở của cổng mà cơ quan báo chí, đơn vị khác dùng lại.",
        "If I am recognised, I agree that the ministry publishes my name, position, unit and the story of my "
        "achievements on its portal and in the portal's open data, which the press and other bodies reuse.",
        "Nếu không: danh sách chỉ ghi họ tên và số quyết định.",
        "If not: the list gives only the name and the decision number.",
    ),
    "portrait": (
        "Nếu tôi được công nhận, tôi đồng ý để Bộ đăng ảnh chân dung và ảnh có hình tôi kèm câu chuyện.",
        "If I am recognised, I agree that the ministry publishes my portrait, and pictures in which I am seen, "
        "beside the story.",
        "Nếu không: bài không có ảnh.",
        "If not: the story has no picture.",
    ),
    "video": (
        "Nếu tôi được công nhận, tôi đồng ý để Bộ quay, chiếu tại hội nghị và đăng đoạn phim, lời nói của tôi.",
        "If I am recognised, I agree that the ministry films and records me, shows this at the conference and "
        "publishes it.",
        "Nếu không: không quay phim, không ghi âm.",
        "If not: nothing is filmed or recorded.",
    ),
    "contact": (
        "Tôi đồng ý để Bộ đưa số điện thoại của tôi cho cơ quan báo chí được giao viết bài.",
        "I agree that the ministry gives my telephone number to the press that it asks to write about me.",
        "Nếu không: báo chí liên hệ qua đơn vị.",
        "If not: the press asks through your unit.",
    ),
}


@transaction.atomic
def set_up_wordings() -> None:
    """Make the first full wording for every purpose that has none.

    Where short ones were answered before there were full ones, it is in force from now on.
    """
    known = set(ConsentWording.objects.values_list("purpose", flat=True))
    full = set(ConsentWording.objects.filter(in_force_from__gte=SINCE).values_list("purpose", flat=True))
    ConsentWording.objects.bulk_create(
        first_wording(purpose, timezone.now() if purpose in known else SINCE)
        for purpose in WORDINGS
        if purpose not in full
    )


def first_wording(purpose: str, in_force_from: datetime) -> ConsentWording:
    text_vi, text_en, otherwise_vi, otherwise_en = WORDINGS[purpose]
    return ConsentWording(
        purpose=purpose,
        version=VERSION,
        text_vi=text_vi,
        text_en=text_en,
        otherwise_vi=otherwise_vi,
        otherwise_en=otherwise_en,
        in_force_from=in_force_from,
    )
