"""The demo's official documents, entered and published by the actions that the clerk uses."""

import datetime as dt
from collections.abc import Mapping

from toasoan.accounts.models import User
from toasoan.demo import agency as facts
from toasoan.demo import people
from toasoan.demo.document_list import DOCUMENTS, DemoDocument
from toasoan.demo.timetable import workday_after
from toasoan.media.incoming import DOCUMENTS as KINDS
from toasoan.media.incoming import read_file
from toasoan.printing.document import Letterhead, Paragraph, Signature
from toasoan.printing.document import OfficialDocument as Printed
from toasoan.printing.pdf_writer import write_pdf
from toasoan.printing.tables import Column, ColumnKind, Table
from toasoan.printing.workbook import write_workbook
from toasoan.records.actions import add_document, publish_document, withdraw_document
from toasoan.records.files import add_file
from toasoan.records.models import (
    DocumentType,
    Field,
    IssuingBody,
    OfficialDocument,
    RelationKind,
)
from toasoan.records.relations import relate
from toasoan.records.rules import DocumentFacts
from toasoan.units.models import Agency
from toasoan.vietnamese.fold import slugify
from toasoan.vietnamese.moments import at_local

_BOARD = "Ban Chỉ đạo công tác tuyên truyền, phổ biến, giáo dục pháp luật"
#: Days of the year between two documents of a type.
_EVERY = {"QĐ": 2, "KH": 9, "TB": 8, "BC": 7, "CTr": 40}
_BUDGET = (
    ("Chi thường xuyên", 18_450, 19_020),
    ("Chi nghiệp vụ chuyên môn", 4_300, 4_180),
    ("Chi mua sắm, sửa chữa", 2_150, 1_700),
)


class Register:
    """Enters the documents of the list around a day."""

    def __init__(self, agency: Agency, users: Mapping[str, User], today: dt.date) -> None:
        self._agency, self._users, self._today = agency, users, today
        self._clerk = users["vanthu"]
        self._types = {row.abbreviation: row for row in DocumentType.objects.filter(agency=agency)}
        self._bodies = {
            "VKS": IssuingBody.objects.get(agency=agency, is_own=True),
            "VKS-BCĐ": IssuingBody.objects.create(agency=agency, name=_BOARD, is_own=True, order=1),
        }
        names = dict.fromkeys(row.field for row in DOCUMENTS)
        self._fields = {
            name: Field.objects.create(agency=agency, name=name, order=order)
            for order, name in enumerate(names)
        }
        self._entered: dict[str, OfficialDocument] = {}

    def enter_all(self) -> None:
        """Enter, tie and publish every document on the day of its issue."""
        for row in DOCUMENTS:
            self._entered[row.key] = self._enter(row)

    def _enter(self, row: DemoDocument) -> OfficialDocument:
        day = workday_after(self._today - dt.timedelta(days=row.days), 0)
        now = at_local(min(day, self._today), dt.time(7, 5))
        document = add_document(self._agency, self._facts(row, day), actor=self._clerk, now=now)
        for label, ending, content in self._files(row, document, now):
            name = slugify(f"{document.number or 'du thao'} {row.title}", max_length=60)
            incoming = read_file(content, f"{name}.{ending}", allowed=KINDS)
            add_file(document, incoming, content, label=label, actor=self._clerk, now=now)
        for other, kind in (
            (row.replaces, RelationKind.REPLACES),
            (row.related, RelationKind.RELATED),
        ):
            if other:
                relate(document.pk, self._entered[other].pk, kind, actor=self._clerk, now=now)
        publish_document(document.pk, actor=self._clerk, now=now)
        if row.withdrawn:
            later = now + dt.timedelta(hours=26)
            withdraw_document(document.pk, row.withdrawn, actor=self._clerk, now=later)
        return document

    def _facts(self, row: DemoDocument, day: dt.date) -> DocumentFacts:
        is_draft = bool(row.comment_days)
        ordinal = day.timetuple().tm_yday // _EVERY[row.kind] + 1
        ends = day + dt.timedelta(days=row.ends_after) if row.ends_after else None
        closes = self._today + dt.timedelta(days=row.comment_days) if is_draft else None
        return DocumentFacts(
            number="" if is_draft else f"{ordinal:02}/{row.kind}-{row.symbol}",
            document_type_id=self._types[row.kind].pk,
            issuing_body_id=self._bodies[row.symbol].pk,
            abstract=row.title,
            issued_on=day,
            field_id=self._fields[row.field].pk,
            signer_name="" if is_draft else people.person(row.signer).full_name,
            signer_post="" if is_draft else people.person(row.signer).post,
            expires_on=ends,
            is_draft_for_comment=is_draft,
            comments_close_on=closes,
            comments_to=f"Văn phòng tổng hợp, {facts.AGENCY.email}" if is_draft else "",
        )

    def _files(
        self, row: DemoDocument, document: OfficialDocument, now: dt.datetime
    ) -> list[tuple[str, str, bytes]]:
        """Label, ending and content of each file."""
        files = [("Toàn văn", "pdf", write_pdf(self._printed(row, document, now)))]
        if row.workbook:
            title = "Dự toán chi (triệu đồng)"
            content = write_workbook(title, [_budget()], made_at=now)
            files.append(("Biểu số liệu kèm theo", "xlsx", content))
        return files

    def _printed(self, row: DemoDocument, document: OfficialDocument, now: dt.datetime) -> Printed:
        owner = facts.AGENCY
        issuer = owner.name if row.symbol == "VKS" else f"{owner.name}\n{_BOARD}"
        return Printed(
            letterhead=Letterhead(owner.parent_name, issuer, owner.province),
            kind=document.document_type.name,
            symbol=document.symbol or f"{row.kind}-{row.symbol}",
            subject=row.title.removeprefix(f"{document.document_type.name} "),
            month=document.issued_on.month,
            year=document.issued_on.year,
            body=tuple(Paragraph(line) for line in row.lines),
            signature=Signature("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG", document.signer_name or "…"),
            recipients=("Các đơn vị trực thuộc", "Trang tin điện tử", "Lưu: VT"),
            made_at=now,
        )


def _budget() -> Table:
    columns = (
        Column("Nội dung", ColumnKind.TEXT),
        Column("Dự toán giao", ColumnKind.NUMBER),
        Column("Sau điều chỉnh", ColumnKind.NUMBER),
    )
    return Table("Dự toán chi (triệu đồng)", columns, _BUDGET, "Cộng")
