"""The register narrowed and sorted, what is late, gaps and doubles, the agency's lists."""

import datetime as dt
import random

import pytest

from toasoan.notifications.models import DayKind, Holiday
from toasoan.records.lists import DeadlineFacts, keep_body, keep_deadline, keep_field, keep_type
from toasoan.records.models import (
    DocumentType,
    Field,
    IssuingBody,
    OfficialDocument,
    Origin,
    PublicationDeadline,
)
from toasoan.records.queries import DueDays, validity_of
from toasoan.records.register import (
    Due,
    RegisterFilters,
    Sort,
    asked_by_the_clock,
    gaps_and_doubles,
    register,
    waiting_documents,
    years_of,
)
from toasoan.records.rules import Validity
from toasoan.refusals import RefusedError
from toasoan.testing.documents import make_document, own_body
from toasoan.testing.factories import make_newsroom
from toasoan.vietnamese.working_time import working_day_after

TODAY = dt.date(2026, 11, 30)


def found(room, **filters):
    rows = register(room.agency.pk, RegisterFilters(**filters), TODAY)
    return [document.number for document in rows]


def codes(refusal):
    return {problem.code for problem in refusal.value.problems}


def rows_of(room, *facts):
    """Many rows at once, past the actions: what queries look at only."""
    kind = DocumentType.objects.get(agency=room.agency, abbreviation="QĐ")
    body = own_body(room.agency)
    now = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)
    usual = {"document_type": kind, "issuing_body": body, "abstract": "x", "added_at": now}
    return OfficialDocument.objects.bulk_create(
        OfficialDocument(
            agency=room.agency, number=str(n), number_key=f"k{n}", changed_at=now, **usual | one
        )
        for n, one in enumerate(facts)
    )


@pytest.mark.parametrize(
    "words",
    ["173/QĐ-VKS", "173qd", "173 qd vks", "0173", "dieu chinh DU TOAN", "Văn Thử ngân sách"],
)
def test_a_document_is_found_by_number_and_words_without_marks(room, words):
    make_document(room.agency, room.clerk)
    make_document(room.agency, room.clerk, "18/KH-VKS", abstract="Kế hoạch kiểm tra",
                  abbreviation="KH", signer_name="Trần Văn B")  # fmt: skip
    assert found(room, words=words) == ["173/QĐ-VKS"]


def test_the_register_is_narrowed_and_sorted(room):
    field = keep_field(room.agency, None, name="Tài chính", is_open=True)
    first = make_document(room.agency, room.clerk, "20/QĐ-VKS", issued_on=dt.date(2025, 1, 2))
    make_document(room.agency, room.clerk, "3/KH-VKS", issued_on=dt.date(2026, 1, 2),
                  abbreviation="KH", field_id=field.pk, published=True)  # fmt: skip
    assert found(room) == ["3/KH-VKS", "20/QĐ-VKS"]
    assert found(room, sort=Sort.OLDEST) == ["20/QĐ-VKS", "3/KH-VKS"]
    assert found(room, sort=Sort.NUMBER) == ["3/KH-VKS", "20/QĐ-VKS"]
    assert found(room, sort=Sort.CHANGED) == ["3/KH-VKS", "20/QĐ-VKS"]
    assert found(room, year=2025) == ["20/QĐ-VKS"]
    assert found(room, state="published") == ["3/KH-VKS"]
    assert found(room, field_id=field.pk) == ["3/KH-VKS"]
    assert found(room, document_type_id=first.document_type_id) == ["20/QĐ-VKS"]
    assert found(room, issuing_body_id=first.issuing_body_id) == ["3/KH-VKS", "20/QĐ-VKS"]
    assert found(room, drafts_for_comment=True) == []
    assert years_of(room.agency.pk) == [2026, 2025]


def test_validity_in_sql_says_what_the_rule_says(room):
    chance = random.Random(13)  # the same rows in every run
    days = [None, *(TODAY + dt.timedelta(days=n) for n in (-20, -1, 0, 1, 20))]
    rows_of(room, *(
        {"issued_on": chance.choice(days[1:]), "effective_on": chance.choice(days),
         "ended_on": chance.choice(days), "partly_ended_on": chance.choice(days),
         "is_draft_for_comment": chance.random() < 0.1}
        for _number in range(120)
    ))  # fmt: skip
    every = list(OfficialDocument.objects.all())
    for validity in Validity:
        asked = set(register(room.agency.pk, RegisterFilters(validity=validity), TODAY))
        assert asked == {row for row in every if validity_of(row, TODAY) == validity}
        assert asked


def test_what_is_late_in_sql_is_what_the_deadlines_say(room):
    other = keep_body(room.agency, None, name="Bộ Tư pháp", is_own=False, is_open=True)
    types = {row.abbreviation: row for row in DocumentType.objects.filter(agency=room.agency)}
    PublicationDeadline.objects.filter(
        agency=room.agency, document_type=None, origin=Origin.OWN
    ).update(until_on=dt.date(2026, 11, 10))
    keep_deadline(room.agency, None, DeadlineFacts(
        document_type_id=None, origin=Origin.OWN, working_days=4, from_on=dt.date(2026, 11, 5),
        basis="Quy chế",
    ))  # fmt: skip
    rows_of(room, *(
        {"issued_on": TODAY - dt.timedelta(days=back), "document_type": types[kind],
         "issuing_body": body}
        for back in range(40) for kind in ("QĐ", "KH", "TT")
        for body in (own_body(room.agency), other)
    ))  # fmt: skip
    days = DueDays(room.agency.pk)
    near = working_day_after(TODAY, 2, days.calendar)
    every = OfficialDocument.objects.select_related("issuing_body")
    due = {row.pk: days.due_on(row) for row in every}
    late = every.filter(asked_by_the_clock(days, Due.OVERDUE, TODAY))
    assert {row.pk for row in late} == {pk for pk, day in due.items() if day < TODAY}
    soon = every.filter(asked_by_the_clock(days, Due.NEAR, TODAY))
    assert {row.pk for row in soon} == {pk for pk, day in due.items() if TODAY <= day <= near}


def test_deadlines_count_working_days_and_know_holidays(room):
    Holiday.objects.filter(agency=room.agency).delete()
    document = make_document(room.agency, room.clerk, issued_on=dt.date(2026, 11, 20))
    assert DueDays(room.agency.pk).due_on(document) == dt.date(2026, 11, 24)
    Holiday.objects.create(
        agency=room.agency, kind=DayKind.OFF, name="Nghỉ", first_on=dt.date(2026, 11, 24),
        last_on=dt.date(2026, 11, 24),
    )  # fmt: skip
    assert DueDays(room.agency.pk).due_on(document) == dt.date(2026, 11, 25)
    (waiting,) = waiting_documents(room.agency.pk, TODAY)
    assert (waiting.due_on, waiting.is_late) == (dt.date(2026, 11, 25), True)
    (waiting,) = waiting_documents(room.agency.pk, dt.date(2026, 11, 23))
    assert not waiting.is_late


def test_what_is_published_or_must_not_be_is_never_late(room):
    make_document(room.agency, room.clerk, published=True)
    make_document(room.agency, room.clerk, "2/QĐ-VKS", is_to_be_published=False,
                  publication_reason="Bí mật công tác")  # fmt: skip
    assert waiting_documents(room.agency.pk, TODAY) == []
    assert found(room, due=Due.OVERDUE) == []


def test_gaps_and_doubles_are_told_per_type_symbol_and_year(room):
    for number, day in ((1, 5), (2, 6), (2, 7), (6, 8), (8, 9)):
        make_document(room.agency, room.clerk, f"{number}/QĐ-VKS", issued_on=dt.date(2026, 3, day))
    make_document(room.agency, room.clerk, "2a/QĐ-VKS", issued_on=dt.date(2026, 3, 7))
    make_document(room.agency, room.clerk, "40/QĐ-VKS", issued_on=dt.date(2025, 3, 7))
    body = keep_body(room.agency, None, name="Bộ Tư pháp", is_own=False, is_open=True)
    make_document(room.agency, room.clerk, "99/QĐ-VKS", issuing_body_id=body.pk)
    line, older = gaps_and_doubles(room.agency.pk)
    assert (line.year, line.symbol, line.lowest, line.highest) == (2026, "QĐ-VKS", 1, 8)
    assert (line.missing, line.missing_count) == (((3, 5), (7, 7)), 4)
    assert line.doubles == (2,)
    assert (older.year, older.missing) == (2025, ())
    assert gaps_and_doubles(room.agency.pk, 2025) == [older]


def test_lists_know_no_doubles_and_keep_what_is_used(room):
    kind = keep_type(room.agency, None, abbreviation="LLV", name="Lịch làm việc", is_open=True)
    keep_type(room.agency, kind, abbreviation="LLV", name="Lịch công tác", is_open=False)
    for abbreviation, name in (("llv", "Khác"), ("X", "QUYẾT ĐỊNH"), ("", "Khác")):
        with pytest.raises(RefusedError):
            keep_type(room.agency, None, abbreviation=abbreviation, name=name, is_open=True)
    keep_field(room.agency, None, name="Hình sự", is_open=True)
    with pytest.raises(RefusedError) as refusal:
        keep_field(room.agency, None, name="hình  sự", is_open=True)
    assert codes(refusal) == {"double"}
    make_document(room.agency, room.clerk)
    own = own_body(room.agency)
    with pytest.raises(RefusedError) as refusal:
        keep_body(room.agency, own, name=own.name, is_own=False, is_open=True)
    assert codes(refusal) == {"is-used"}
    assert Field.objects.count() == 1
    assert IssuingBody.objects.count() == 1


def test_a_deadline_needs_days_and_a_basis(room):
    other = make_newsroom("song-khac", "khac.localhost")
    foreign = DocumentType.objects.filter(agency=other.agency).first()
    facts = DeadlineFacts(
        document_type_id=foreign.pk, origin=Origin.OWN, working_days=0,
        from_on=dt.date(2026, 1, 2), until_on=dt.date(2026, 1, 1), basis=" ",
    )  # fmt: skip
    with pytest.raises(RefusedError) as refusal:
        keep_deadline(room.agency, None, facts)
    assert codes(refusal) == {
        "foreign-choice", "working-days", "ends-before-it-begins", "no-basis",
    }  # fmt: skip
