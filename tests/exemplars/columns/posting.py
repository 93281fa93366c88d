"""What the admin's form of a column sends."""


def posted(**more) -> dict:
    return {
        "title": "Nhân tố mới", "slug": "nhan-to-moi", "intro": "null", "newspaper": "", "selection": "rules",
        "field": "", "honour": "", "unit": "", "bloc": "", "year_from": "", "year_to": "", "words": "",
        "picks-TOTAL_FORMS": "0", "picks-INITIAL_FORMS": "0", "picks-MIN_NUM_FORMS": "0", "picks-MAX_NUM_FORMS": "60",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "0",
    } | more  # fmt: skip
