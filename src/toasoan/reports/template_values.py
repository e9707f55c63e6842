"""What an agency's own Word template may name: values, and lists whose rows repeat."""

import datetime as dt

from toasoan.printing.document import (
    Block,
    Heading,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Signature,
)
from toasoan.printing.docx_writer import write_docx
from toasoan.printing.tables import Column, Table
from toasoan.printing.template_form import (
    AUTHORITY,
    ISSUER,
    KIND,
    MONTH,
    PARENT,
    PLACE,
    POST,
    RECIPIENTS,
    SIGNER,
    SUBJECT,
    SYMBOL,
    YEAR,
    frame_values,
    placeholder,
    with_placeholders,
)
from toasoan.reports import outline, wording
from toasoan.reports.content import CountTable, ReportContent, SetMeasure
from toasoan.reports.counting import (
    CLIPPINGS,
    CORRECTED,
    DISPATCHED,
    LABELS,
    ON_TIME,
    PUBLISHED,
    RATE,
    RECEIVED,
    REJECTED,
    RETURNED,
    VIEWS,
)
from toasoan.reports.documents import STATES, document_of
from toasoan.reports.models import MeasureState, ReportKind
from toasoan.reports.owed import QUOTAS
from toasoan.vietnamese.dates import official_date

#: A figure → the name that stands for it.
_FIGURES = {
    RECEIVED: "da_nhan",
    PUBLISHED: "da_dang",
    RATE: "ty_le_dang",
    DISPATCHED: "gui_noi_khac",
    CLIPPINGS: "bao_dai_dua_tin",
    RETURNED: "tra_lai",
    REJECTED: "khong_su_dung",
    CORRECTED: "dinh_chinh",
    ON_TIME: "dung_han",
    VIEWS: "luot_xem",
}
#: A part of the text → the name of its paragraphs.
_PARTS = {
    outline.EARLIER: "loi_nhiem_vu_ky_truoc",
    outline.RESULTS: "loi_ket_qua",
    outline.UNITS: "loi_don_vi",
    outline.SECTIONS: "loi_chuyen_muc",
    outline.OUTLETS: "loi_noi_dang",
    outline.NOTABLE: "loi_tieu_bieu",
    outline.WEAK: "loi_han_che",
    outline.NEXT: "loi_nhiem_vu",
    outline.CHANGES: "loi_thay_doi",
}
#: The name of a list → the fields of its rows.
LIST_FIELDS = {
    "don_vi": ("ten", "da_nhan", "da_dang", "ty_le"),
    "chuyen_muc": ("ten", "da_dang"),
    "the_loai": ("ten", "da_dang"),
    "noi_dang": ("ten", "ky_nay", "ky_truoc", "cung_ky"),
    "chi_tieu": ("ten", "chi_tieu", "thuc_hien", "ty_le", "con_thieu"),
    "tieu_bieu": ("tieu_de", "don_vi"),
    "han_che": ("noi_dung",),
    "nhiem_vu": ("noi_dung", "chu_tri", "han", "can_cu"),
    "nhiem_vu_ky_truoc": ("noi_dung", "chu_tri", "han", "can_cu", "trang_thai", "ket_qua"),
}
#: A list → the table whose rows it repeats.
_TABLES = {
    "don_vi": "units",
    "chuyen_muc": "sections",
    "the_loai": "genres",
    "noi_dang": "outlets",
    "chi_tieu": QUOTAS,
}
#: Names of the frame come from `printing`; these say which period it is.
_PERIOD = ("ky_bao_cao", "tu_ngay", "den_ngay")
_FRAME = (PARENT, ISSUER, PLACE, KIND, SYMBOL, SUBJECT, MONTH, YEAR, AUTHORITY, POST, SIGNER)
_NAMES_OF_HEAD = (*_FRAME, RECIPIENTS, *_PERIOD)
#: What stands above the cells of a list in the template to begin with.
_HEADINGS = {
    "ten": "Tên", "da_nhan": "Đã nhận", "da_dang": "Đã đăng", "ty_le": "Tỷ lệ", "ky_nay": "Kỳ này",
    "ky_truoc": "Kỳ trước", "cung_ky": "Cùng kỳ năm trước", "chi_tieu": "Chỉ tiêu",
    "thuc_hien": "Thực hiện", "con_thieu": "Còn thiếu", "tieu_de": "Tin, bài", "don_vi": "Đơn vị",
    "noi_dung": "Nội dung", "chu_tri": "Chủ trì", "han": "Hạn", "can_cu": "Căn cứ",
    "trang_thai": "Trạng thái", "ket_qua": "Kết quả",
}  # fmt: skip
#: A part of the text → the lists that stand below it in the template to begin with.
_LISTS_OF_PART = {
    outline.EARLIER: ("nhiem_vu_ky_truoc",),
    outline.UNITS: ("don_vi",),
    outline.SECTIONS: ("chuyen_muc",),
    outline.OUTLETS: ("noi_dang",),
    outline.NOTABLE: ("tieu_bieu",),
    outline.WEAK: ("han_che",),
    outline.NEXT: ("nhiem_vu",),
}

Rows = list[dict[str, str]]


def value_names() -> list[tuple[str, str]]:
    """Every name of a single value, with the figure or part that it stands for."""
    figures = [(name, LABELS[key]) for key, name in _FIGURES.items()]
    return [*((name, "") for name in (*_NAMES_OF_HEAD, *_PARTS.values())), *figures]


def all_names() -> frozenset[str]:
    """Every name that a template may use; fields of lists with their list: "don_vi.ten"."""
    fields = {f"{name}.{field}" for name, fields in LIST_FIELDS.items() for field in fields}
    return frozenset(name for name, _label in value_names()) | fields


def values_of(content: ReportContent, *, made_at: dt.datetime) -> dict[str, str]:
    """Every value by its name; one that this report has not is empty."""
    days = (dt.date.fromisoformat(day) for day in (content.first_on, content.last_on))
    period = (content.period, *map(official_date, days))
    texts = {part.key: "\n".join(part.paragraphs) for part in content.parts}
    figures = {one.key: wording.number(one.value, one.kind) for one in content.figures}
    return {
        **frame_values(document_of(content, made_at=made_at)),
        **dict(zip(_PERIOD, period, strict=True)),
        **{name: texts.get(key, "") for key, name in _PARTS.items()},
        **{name: figures.get(key, "") for key, name in _FIGURES.items()},
    }


def lists_of(content: ReportContent) -> dict[str, Rows]:
    """The rows of every list by its name."""
    tables = {name: _rows(name, content.table(key)) for name, key in _TABLES.items()}
    return {
        **tables,
        "tieu_bieu": [{"tieu_de": one.headline, "don_vi": one.unit} for one in content.notable],
        "han_che": [{"noi_dung": one.text} for one in content.weaknesses],
        "nhiem_vu": [_measure(one) for one in content.measures],
        "nhiem_vu_ky_truoc": [
            _measure(one) | {"trang_thai": STATES[MeasureState(one.state)], "ket_qua": one.note}
            for one in content.earlier
        ],
    }


def _rows(name: str, table: CountTable | None) -> Rows:
    """The rows of a table, its last line among them, by the fields of the list."""
    if table is None or not table.rows:
        return []
    kinds = [column.kind for column in table.columns]
    return [
        dict(
            zip(
                LIST_FIELDS[name],
                (row.label, *map(wording.number, row.cells, kinds)),
                strict=False,
            )
        )
        for row in (*table.rows, table.total)
    ]


def _measure(measure: SetMeasure) -> dict[str, str]:
    due = official_date(dt.date.fromisoformat(measure.due_on)) if measure.due_on else ""
    return {
        "noi_dung": measure.text,
        "chu_tri": measure.owner,
        "han": due,
        "can_cu": measure.document,
    }


def template_to_begin_with(made_at: dt.datetime) -> bytes:
    """A Word file in the form of NĐ 30/2020/NĐ-CP with names where words and numbers stand."""
    parts = outline.parts_of(ReportKind.HALF_YEAR, supplement=False, has_earlier=True)
    body: list[Block] = []
    for key, heading in parts:
        body += [Heading(heading), Paragraph(placeholder(_PARTS[key]))]
        body += [_form_of(name) for name in _LISTS_OF_PART.get(key, ())]
    blank = OfficialDocument(
        letterhead=Letterhead("", "", ""),
        kind="",
        symbol="",
        subject="",
        month=made_at.month,
        year=made_at.year,
        body=tuple(body),
        signature=Signature("", "", ""),
        recipients=(),
        made_at=made_at,
    )
    return write_docx(with_placeholders(blank))


def _form_of(name: str) -> Table:
    """A table whose one row repeats by itself for each row of the list."""
    fields = LIST_FIELDS[name]
    row = tuple(placeholder(f"{name}.{field}") for field in fields)
    return Table("", tuple(Column(_HEADINGS[field]) for field in fields), (row,))
