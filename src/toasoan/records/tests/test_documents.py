"""The register: what is entered, told apart, changed, published, withdrawn, removed."""

import datetime as dt

import pytest
from django.http import Http404
from django.utils import timezone

from toasoan.page_cache.models import Invalidation
from toasoan.records.actions import (
    add_document,
    change_document,
    publish_document,
    remove_document,
    withdraw_document,
)
from toasoan.records.models import (
    Deed,
    DocumentEntry,
    IssuingBody,
    PublicationDeadline,
)
from toasoan.records.queries import (
    document_for,
    live_document,
    published_documents,
    same_document,
    validity_of,
)
from toasoan.records.rules import Validity
from toasoan.refusals import RefusedError
from toasoan.search.models import Document
from toasoan.testing.documents import document_facts, make_document
from toasoan.testing.factories import make_newsroom

NOW = timezone.now()
TODAY = dt.date(2026, 11, 30)


def codes(refusal):
    return {problem.code for problem in refusal.value.problems}


def deeds(document):
    return list(document.entries.order_by("pk").values_list("deed", flat=True))


def test_an_agency_begins_with_types_deadlines_and_itself(room):
    types = room.agency.pk
    assert PublicationDeadline.objects.filter(agency=types, document_type=None).count() == 2
    assert IssuingBody.objects.get(agency=room.agency).name == room.agency.name


def test_a_number_is_kept_in_normal_form_with_its_parts(room):
    document = make_document(room.agency, room.clerk, "Số: 0173 / qd-vks")
    assert document.number == "0173/QĐ-VKS"
    assert (document.ordinal, document.symbol) == (173, "QĐ-VKS")
    assert (document.number_key, document.number_search) == ("173/qd-vks", "173qdvks")
    assert document.title == "Quyết định 0173/QĐ-VKS"
    assert deeds(document) == [Deed.ADDED]


def test_a_number_that_cannot_be_read_apart_is_kept_as_typed(room):
    document = make_document(room.agency, room.clerk, "Không số (mật mã)")
    assert (document.number, document.ordinal) == ("Không số (mật mã)", None)


def test_the_same_number_of_another_day_or_body_is_another_document(room):
    first = make_document(room.agency, room.clerk)
    make_document(room.agency, room.clerk, issued_on=dt.date(2022, 6, 8))
    body = IssuingBody.objects.create(agency=room.agency, name="Ủy ban nhân dân tỉnh")
    make_document(room.agency, room.clerk, issuing_body_id=body.pk)
    with pytest.raises(RefusedError) as refusal:
        make_document(room.agency, room.clerk, "173/qđ - vks")
    (problem,) = refusal.value.problems
    assert (problem.code, problem.item) == ("same-number", first.pk)
    found = same_document(
        room.agency.pk,
        number="173/QD-VKS",
        issued_on=first.issued_on,
        issuing_body_id=first.issuing_body_id,
    )
    assert found == first


def test_everything_that_is_wrong_is_said_at_once(room):
    facts = document_facts(
        room.agency,
        "",
        abstract=" ",
        issued_on=dt.date(2100, 1, 1),
        expires_on=dt.date(2000, 1, 1),
        is_to_be_published=False,
    )
    with pytest.raises(RefusedError) as refusal:
        add_document(room.agency, facts, actor=room.clerk, now=NOW)
    assert codes(refusal) == {
        "no-abstract", "no-number", "no-reason", "issued-later", "ends-before-it-begins",
    }  # fmt: skip


def test_a_draft_for_comment_needs_a_day_and_an_address_but_no_number(room):
    with pytest.raises(RefusedError) as refusal:
        make_document(room.agency, room.clerk, "", is_draft_for_comment=True)
    assert codes(refusal) == {"no-closing-day", "no-address"}
    draft = make_document(
        room.agency,
        room.clerk,
        "",
        is_draft_for_comment=True,
        comments_close_on=dt.date(2026, 12, 31),
        comments_to="Văn phòng, gopy@songthu.vn",
    )
    assert draft.title == "Quyết định"
    assert validity_of(draft, TODAY) is None


def test_types_and_bodies_of_another_agency_are_refused(room):
    other = make_newsroom("song-khac", "khac.localhost")
    with pytest.raises(RefusedError) as refusal:
        add_document(room.agency, document_facts(other.agency), actor=room.clerk, now=NOW)
    assert codes(refusal) == {"foreign-choice"}


def test_validity_is_a_question_of_the_day(room):
    document = make_document(
        room.agency,
        room.clerk,
        issued_on=dt.date(2026, 1, 1),
        effective_on=dt.date(2026, 2, 1),
        partly_expires_on=dt.date(2026, 6, 1),
        expires_on=dt.date(2026, 9, 1),
    )
    days = [dt.date(2026, 1, 31), dt.date(2026, 2, 1), dt.date(2026, 6, 1), dt.date(2026, 9, 1)]
    assert [validity_of(document, day) for day in days] == [
        Validity.NOT_YET, Validity.IN_FORCE, Validity.PARTLY_ENDED, Validity.ENDED,
    ]  # fmt: skip


def test_readers_find_a_document_once_it_is_published(room):
    document = make_document(room.agency, room.clerk)
    assert not published_documents(room.agency).exists()
    with pytest.raises(Http404):
        live_document(room.agency.pk, document.pk)
    publish_document(document.pk, actor=room.clerk, now=NOW)
    publish_document(document.pk, actor=room.clerk, now=NOW)
    assert published_documents(room.agency.pk).get() == document
    assert Document.objects.filter(kind="document", object_id=document.pk).exists()
    assert deeds(document) == [Deed.ADDED, Deed.PUBLISHED]
    tags = "".join(Invalidation.objects.values_list("tags", flat=True))
    assert f"document:{document.pk}" in tags
    assert f"documents:{room.agency.pk}" in tags


def test_what_must_not_be_published_is_not(room):
    document = make_document(
        room.agency, room.clerk, is_to_be_published=False, publication_reason="Bí mật công tác"
    )
    with pytest.raises(RefusedError, match="Bí mật công tác"):
        publish_document(document.pk, actor=room.clerk, now=NOW)


def test_a_withdrawn_document_leaves_a_stone_with_the_reason(room):
    document = make_document(room.agency, room.clerk, published=True)
    with pytest.raises(RefusedError) as refusal:
        withdraw_document(document.pk, " ", actor=room.clerk, now=NOW)
    assert codes(refusal) == {"no-reason"}
    withdraw_document(document.pk, "Đăng nhầm bản chưa ký", actor=room.clerk, now=NOW)
    stone = live_document(room.agency.pk, document.pk)
    assert (stone.state, stone.withdrawal_reason) == ("withdrawn", "Đăng nhầm bản chưa ký")
    assert not published_documents(room.agency).exists()
    assert not Document.objects.filter(kind="document").exists()
    assert Invalidation.objects.filter(withdrawn=True, tags__contains=f"document:{document.pk}")
    again = publish_document(document.pk, actor=room.clerk, now=NOW + dt.timedelta(days=1))
    assert (again.withdrawn_at, again.withdrawal_reason) == (None, "")
    assert again.published_at == stone.published_at


def test_only_what_was_never_published_is_removed(room):
    document = make_document(room.agency, room.clerk)
    remove_document(document.pk, actor=room.clerk, now=NOW)
    entry = DocumentEntry.objects.get(deed=Deed.REMOVED)
    assert (entry.about, entry.document) == ("Quyết định 173/QĐ-VKS", None)
    seen = make_document(room.agency, room.clerk, published=True)
    with pytest.raises(RefusedError) as refusal:
        remove_document(seen.pk, actor=room.clerk, now=NOW)
    assert codes(refusal) == {"was-published"}


def test_a_change_says_what_changed_and_from_what(room):
    document = make_document(room.agency, room.clerk)
    facts = document_facts(room.agency, "174/QĐ-VKS", effective_on=dt.date(2021, 7, 1))
    changed = change_document(
        document.pk, facts, seen_version=document.version, actor=room.webmaster, now=NOW
    )
    entry = changed.entries.get(deed=Deed.CHANGED)
    assert "“173/QĐ-VKS” → “174/QĐ-VKS”" in entry.detail
    assert "“” → “01/07/2021”" in entry.detail
    assert entry.by == room.webmaster
    with pytest.raises(RefusedError) as refusal:
        change_document(
            document.pk, facts, seen_version=document.version, actor=room.clerk, now=NOW
        )
    assert codes(refusal) == {"changed-meanwhile"}


def test_a_published_document_stays_one_to_be_published(room):
    document = make_document(room.agency, room.clerk, published=True)
    facts = document_facts(room.agency, is_to_be_published=False, publication_reason="Nội bộ")
    with pytest.raises(RefusedError) as refusal:
        change_document(
            document.pk, facts, seen_version=document.version, actor=room.clerk, now=NOW
        )
    assert codes(refusal) == {"is-published"}


def test_the_register_is_kept_by_clerk_and_webmaster_of_the_agency_only(room):
    document = make_document(room.agency, room.clerk)
    day = TODAY
    assert document_for(room.clerk, document.pk, day) == document
    assert document_for(room.webmaster, document.pk, day) == document
    other = make_newsroom("song-khac", "khac.localhost")
    for user in (room.editor, room.approver, room.contributor, other.clerk, other.webmaster):
        with pytest.raises(Http404):
            document_for(user, document.pk, day)
