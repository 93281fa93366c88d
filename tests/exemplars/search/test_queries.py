"""What readers type and whom they mean: the same people on every database."""

import pytest

from tests import factories

INDEX = "/dien-hinh/"

SUONG, SUONG_MAI, NGA, ANH, AN, DUC, THUY, KHANH, YEN = (
    "Lò Thị Sương", "Lò Thị Mai Sương", "Đặng Thị Ngà", "Trần Văn Anh", "Trần Văn An", "Nguyễn Đức Đạt",
    "Phạm Thị Thúy", "Hoàng Quốc Khánh", "Lý Thị Yến",
)  # fmt: skip

#: Name, summary, field by its Vietnamese and English names, unit likewise.
PEOPLE = [
    (SUONG, "Hai mươi năm đưa thư trên đèo.", ("Bưu chính", "Posts"), ("Bưu điện Sơn Lam", "Son Lam Post")),
    (SUONG_MAI, "Dạy chữ cho bản vùng cao.", ("Báo chí", "Press"), ("Báo Vĩnh Khê", "Vinh Khe Newspaper")),
    (NGA, "Kỹ sư chuyển đổi số của bản, theo Quyết định 0142/QĐ-BTTTT.", ("Chuyển đổi số", "Digital transformation"),
     ("Cục Chuyển đổi số Mẫu", "Digital Agency")),
    (ANH, "Thợ đường dây, nối lại cáp sau bão.", ("Viễn thông", "Telecommunications"), ("Viễn thông Hải Lam", "Hai Lam Telecom")),
    (AN, "Đổi mới cách chuyển phát số lượng lớn.", ("Bưu chính", "Posts"), ("Bưu điện Sơn Lam", "Son Lam Post")),
    (DUC, "Lập trình viên 4.0, viết phần mềm mã nguồn mở.", ("Công nghiệp ICT", "ICT industry"), ("Công ty Rạch Sen", "Rach Sen Company")),
    (THUY, "Biên tập viên sách chữ nổi; làm việc cùng chị Sương.", ("Xuất bản", "Publishing"), ("Nhà xuất bản Mẫu", "Sample Press")),
    (KHANH, "Chống mã độc, bảo vệ 1.316 hồ sơ.", ("An toàn thông tin", "Information security"), ("Cục Mẫu", "Sample Agency")),
    (YEN, "Phát thanh tiếng Mông ở Đắk Mơ.", ("Báo chí", "Press"), ("Đài Đắk Mơ", "Dak Mo Radio")),
]  # fmt: skip

#: What is typed, and who is found, the first first where the order is meant.
QUERIES = [
    # With and without marks, in any case
    ("Lò Thị Sương", [SUONG, SUONG_MAI]), ("lo thi suong", [SUONG, SUONG_MAI]), ("LO THI SUONG", [SUONG, SUONG_MAI]),
    ("Nguyễn Đức Đạt", [DUC]), ("nguyen duc dat", [DUC]), ("ĐẶNG THỊ NGÀ", [NGA]), ("dang thi nga", [NGA]),
    ("đặng", [NGA]), ("Ðặng", [NGA]), ("dak mo", [YEN]), ("Đắk Mơ", [YEN]),
    # The same in NFD, as some telephones and files write it
    ("Lo\u0300 Thi\u0323 Su\u031bo\u031bng", [SUONG, SUONG_MAI]), ("Đa\u0306\u0323ng Thi\u0323 Nga\u0300", [NGA]),
    ("chuye\u0302\u0309n đo\u0302\u0309i so\u0302\u0301", [NGA, AN]),
    # Names in either order, or a part of one
    ("Sương Lò Thị", [SUONG, SUONG_MAI]), ("mai suong", [SUONG_MAI]), ("Sương Mai Lò", [SUONG_MAI]), ("đạt nguyễn", [DUC]),
    ("suong", [SUONG_MAI, SUONG, THUY]), ("thị thúy", [THUY]), ("tran van an", [AN, ANH]),
    # Whole words before words that begin as they do
    ("an", [AN, KHANH, ANH]), ("anh", [ANH]), ("Trần Văn Anh", [ANH]),
    # The beginning of the last word
    ("ngu", [DUC, DUC][:1]), ("lò thị su", [SUONG_MAI, SUONG]), ("hoang quoc kh", [KHANH]), ("telecom", [ANH]), ("telecommu", [ANH]), ("chuyen ph", [AN]),
    # Phrases in the quotation marks of both languages
    ("“chuyển đổi số”", [NGA]), ("„chuyen doi so“", [NGA]), ('"chuyển đổi số"', [NGA]), ("«đổi số»", [NGA]), ("chuyển đổi số", [NGA, AN]),
    ("“thị mai”", [SUONG_MAI]), ("“mai thị”", []), ("“chuyển phát” tran", [AN]), ("“chuyển đổi số", [NGA, AN]),
    # English, of units and fields
    ("digital transformation", [NGA]), ("Publishing", [THUY]), ("Dak Mo Radio", [YEN]), ("son lam post", [AN, SUONG]),
    # Numbers and codes
    ("0142/QĐ-BTTTT", [NGA]), ("1.316", [KHANH]), ("4.0", [DUC]),
    # Slips of the finger: swapped, missing, doubled, wrong letters
    ("ngyuen duc dat", [DUC]), ("nguyne duc dat", [DUC]), ("lo thi sunog", [SUONG, SUONG_MAI]), ("hoang quoc khnah", [KHANH]),
    ("phamm thi thuy", [THUY]), ("trna van anh", [ANH, AN]), ("dnag thi nga", [NGA]), ("li thi yen", [YEN]),
    # Keys of an input method that was off: Telex and VNI
    ("Suwowng", [SUONG, SUONG_MAI]), ("Nguyeenx DDuwcs DDatj", [DUC]), ("Ly1 Thi5 Ye6n1", [YEN]),
    # Nobody
    ("xyzzyq", []), ("Sương Khánh Đạt", []), ("́̀̃", []), ("“”", []), ("AND OR NOT", []), ("NEAR(a b)", []), ("*", []),
]  # fmt: skip


@pytest.fixture
def people(portal):
    terms = {"field": {}, "unit": {}}
    for name, summary, *named in PEOPLE:
        for kind, (name_vi, name_en) in zip(terms, named, strict=True):
            if name_vi not in terms[kind]:
                terms[kind][name_vi] = getattr(factories, kind)(name_vi=name_vi, name_en=name_en)
        field, unit = terms["field"][named[0][0]], terms["unit"][named[1][0]]
        factories.profile(name=name, summary=summary, field=field, unit=unit, story=())


def test_every_question_finds_whom_it_means(people, client):
    wrong = [
        f"{typed!r} found {names}, not {expected}"
        for typed, expected in QUERIES
        if (names := [person.title for person in client.get(INDEX, {"q": typed}).context["results"]])
        != expected
    ]

    assert "\n".join(wrong) == ""
    assert len(QUERIES) >= 60
