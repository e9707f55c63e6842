"""Ties between documents, and what they do to the other one's validity."""

import datetime as dt

import pytest
from django.utils import timezone

from toasoan.records.actions import change_document, remove_document
from toasoan.records.models import Deed, RelationKind
from toasoan.records.queries import relations_of, relations_to, validity_of
from toasoan.records.relations import relate, unrelate
from toasoan.records.rules import Validity
from toasoan.refusals import RefusedError
from toasoan.testing.documents import document_facts, make_document
from toasoan.testing.factories import make_newsroom

NOW = timezone.now()
TODAY = dt.date(2026, 11, 30)


@pytest.fixture
def pair(room):
    """An older and a newer decision."""
    older = make_document(room.agency, room.clerk, "1/QĐ-VKS", issued_on=dt.date(2020, 1, 2))
    newer = make_document(room.agency, room.clerk, "2/QĐ-VKS", issued_on=dt.date(2026, 3, 1))
    return older, newer


def codes(refusal):
    return {problem.code for problem in refusal.value.problems}


def tie(room, document, other, kind=RelationKind.REPLACES, **parts):
    return relate(document.pk, other.pk, kind, actor=room.clerk, now=NOW, **parts)


def test_a_tie_is_stored_once_and_read_both_ways(room, pair):
    older, newer = pair
    tie(room, newer, older)
    assert [relation.other for relation in relations_of(newer)] == [older]
    assert [relation.document for relation in relations_to(older)] == [newer]
    assert older.entries.filter(deed=Deed.RELATED).exists()
    assert newer.entries.filter(deed=Deed.RELATED).exists()


def test_what_is_replaced_ends_when_the_new_one_takes_effect(room, pair):
    older, newer = pair
    relation = tie(room, newer, older)
    older.refresh_from_db()
    assert older.ended_on == dt.date(2026, 3, 1)
    facts = document_facts(
        room.agency, "2/QĐ-VKS", issued_on=newer.issued_on, effective_on=dt.date(2027, 1, 1)
    )
    change_document(newer.pk, facts, seen_version=newer.version, actor=room.clerk, now=NOW)
    older.refresh_from_db()
    assert validity_of(older, TODAY) == Validity.IN_FORCE
    assert validity_of(older, dt.date(2027, 1, 1)) == Validity.ENDED
    unrelate(relation, actor=room.clerk, now=NOW)
    unrelate(relation, actor=room.clerk, now=NOW)
    older.refresh_from_db()
    assert older.ended_on is None
    assert older.entries.filter(deed=Deed.UNRELATED).count() == 1


def test_what_is_amended_ends_in_part_from_the_day_that_was_said(room, pair):
    older, newer = pair
    tie(room, newer, older, RelationKind.AMENDS, from_on=dt.date(2026, 12, 1))
    older.refresh_from_db()
    assert validity_of(older, TODAY) == Validity.IN_FORCE
    assert validity_of(older, dt.date(2026, 12, 1)) == Validity.PARTLY_ENDED


def test_no_document_is_tied_to_itself_or_twice(room, pair):
    older, newer = pair
    with pytest.raises(RefusedError) as refusal:
        tie(room, newer, newer)
    assert codes(refusal) == {"itself"}
    tie(room, newer, older, RelationKind.RELATED)
    for one, other in ((newer, older), (older, newer)):
        with pytest.raises(RefusedError) as refusal:
            tie(room, one, other, RelationKind.RELATED)
        assert codes(refusal) == {"known"}


def test_an_older_document_does_not_replace_a_newer_one(room, pair):
    older, newer = pair
    with pytest.raises(RefusedError) as refusal:
        tie(room, older, newer, from_on=dt.date(2019, 1, 1))
    assert codes(refusal) == {"older", "too-early"}


def test_ties_never_run_in_a_circle(room):
    day = dt.date(2026, 3, 1)
    first, second, third = (
        make_document(room.agency, room.clerk, f"{number}/QĐ-VKS", issued_on=day)
        for number in (1, 2, 3)
    )
    tie(room, second, first)
    tie(room, third, second, RelationKind.AMENDS)
    with pytest.raises(RefusedError) as refusal:
        tie(room, first, third, RelationKind.REPEALS)
    assert codes(refusal) == {"circle"}


def test_documents_of_two_agencies_are_not_tied(room, pair):
    other = make_newsroom("song-khac", "khac.localhost")
    foreign = make_document(other.agency, other.clerk)
    with pytest.raises(RefusedError) as refusal:
        tie(room, pair[1], foreign)
    assert codes(refusal) == {"foreign-document"}


def test_a_document_with_ties_is_not_removed(room, pair):
    older, newer = pair
    tie(room, newer, older)
    with pytest.raises(RefusedError) as refusal:
        remove_document(older.pk, actor=room.clerk, now=NOW)
    assert codes(refusal) == {"is-related"}
