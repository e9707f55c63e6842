"""What an agency's register begins with: types, deadlines and itself as an issuing body.

Types after Nghị định 30/2020/NĐ-CP, annex III, and what higher bodies send. Deadlines: five working
days where nothing else is said (Luật Tiếp cận thông tin 104/2016/QH13, Điều 18 khoản 4); the
shorter and longer ones come from Nghị định 43/2011/NĐ-CP, Điều 17, which is no longer in force and
is still what offices go by: each says so, and the agency changes them.
"""

import datetime as dt

from toasoan.records.models import DocumentType, IssuingBody, Origin, PublicationDeadline
from toasoan.units.models import Agency

_TYPES = (
    ("QĐ", "Quyết định"), ("KH", "Kế hoạch"), ("CTr", "Chương trình"), ("TB", "Thông báo"),
    ("BC", "Báo cáo"), ("HD", "Hướng dẫn"), ("CV", "Công văn"), ("CT", "Chỉ thị"),
    ("NQ", "Nghị quyết"), ("TTr", "Tờ trình"), ("QC", "Quy chế"), ("KL", "Kết luận"),
    ("ĐA", "Đề án"), ("L", "Luật"), ("NĐ", "Nghị định"), ("TT", "Thông tư"),
    ("TTLT", "Thông tư liên tịch"),
)  # fmt: skip
_ACCESS_LAW = "Luật Tiếp cận thông tin 104/2016/QH13, Điều 18 khoản 4"
_ACCESS_LAW_FROM = dt.date(2018, 7, 1)
_CUSTOM = "Thông lệ theo Nghị định 43/2011/NĐ-CP, Điều 17 (không còn hiệu lực); cơ quan tự định"
_CUSTOM_FROM = dt.date(2011, 8, 1)
#: Type ("" for every type), whose documents, working days, since when, why.
_DEADLINES = (
    ("", Origin.OWN, 2, _CUSTOM_FROM, _CUSTOM),
    ("", Origin.OTHERS, 5, _ACCESS_LAW_FROM, _ACCESS_LAW),
    ("KH", Origin.OWN, 10, _CUSTOM_FROM, _CUSTOM),
    ("L", Origin.OTHERS, 15, _CUSTOM_FROM, _CUSTOM),
    ("NĐ", Origin.OTHERS, 15, _CUSTOM_FROM, _CUSTOM),
    ("TT", Origin.OTHERS, 15, _CUSTOM_FROM, _CUSTOM),
    ("TTLT", Origin.OTHERS, 15, _CUSTOM_FROM, _CUSTOM),
)


def enter_first_types(agency: Agency) -> None:
    """Give an agency the usual types with their deadlines, unless it has any of its own."""
    if DocumentType.objects.filter(agency=agency).exists():
        return
    types = DocumentType.objects.bulk_create(
        DocumentType(agency=agency, abbreviation=short, name=name, order=order)
        for order, (short, name) in enumerate(_TYPES)
    )
    by_abbreviation = {row.abbreviation: row for row in types}
    PublicationDeadline.objects.bulk_create(
        PublicationDeadline(
            agency=agency,
            document_type=by_abbreviation.get(short),
            origin=origin,
            working_days=days,
            from_on=from_on,
            basis=basis,
        )
        for short, origin, days, from_on, basis in _DEADLINES
    )
    IssuingBody.objects.create(agency=agency, name=agency.name, is_own=True)
