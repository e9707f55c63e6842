"""How something reaches the room: by the form of the portal, once, under a tracking code."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from toasoan.questions.actions.reception import (
    NewLetter,
    NewQuestion,
    receive_letter,
    receive_question,
)
from toasoan.questions.files import NewFile, WrittenFile, written_files
from toasoan.questions.models import Question, SealedLetter
from toasoan.questions.tracking_codes import code_hash, code_of
from toasoan.reader_forms.actions import use_once
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.fold import fold


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender gets: the code to follow it by, "" when the same was sent before today."""

    code: str
    question: Question | None = None
    letter: SealedLetter | None = None


class _SentBeforeError(Exception):
    pass


def receive(
    new: NewQuestion | NewLetter,
    *,
    agency: Agency,
    nonce: str,
    now: dt.datetime,
    files: tuple[NewFile, ...] = (),
) -> Receipt:
    """Keep what somebody sent by the form with the number `nonce`; `new` has the hash of its code.

    The same form again gives the same receipt; the same words of the same sender on one day in
    another form are taken once. Whatever is a letter is sealed at once.
    """
    known = _received(agency, nonce)
    if known is not None:
        return known
    try:
        with written_files(files) as written, transaction.atomic():
            _refuse_what_was_sent_before(new, agency, now)
            return _kept(new, agency, nonce, now, written)
    except _SentBeforeError:
        # The same form may have arrived a moment earlier by another request.
        return _received(agency, nonce) or Receipt("")


def _refuse_what_was_sent_before(
    new: NewQuestion | NewLetter, agency: Agency, now: dt.datetime
) -> None:
    if not use_once(_same_words(new, agency), local_day(now), now):
        raise _SentBeforeError


def _kept(
    new: NewQuestion | NewLetter,
    agency: Agency,
    nonce: str,
    now: dt.datetime,
    files: Iterable[WrittenFile],
) -> Receipt:
    if isinstance(new, NewLetter):
        letter = receive_letter(new, agency=agency, now=now, files=files)
        return Receipt(code_of(nonce), letter=letter)
    question = receive_question(new, agency=agency, now=now, files=files)
    return Receipt(code_of(nonce), question=question)


def _received(agency: Agency, nonce: str) -> Receipt | None:
    """The receipt of what this form brought before."""
    code = code_of(nonce)
    kept = code_hash(code)
    question = Question.objects.filter(agency=agency, code_hash=kept).first()
    letter = SealedLetter.objects.filter(agency=agency, code_hash=kept).first()
    if question is None and letter is None:
        return None
    return Receipt(code, question, letter)


def _same_words(new: NewQuestion | NewLetter, agency: Agency) -> str:
    """What makes two sendings the same: kind, sender, words, whatever their spaces and marks."""
    contact = (new.contact.phone, new.contact.email.lower())
    words = " ".join(fold(f"{new.subject} {new.text}").split())
    about = getattr(new, "edition", None)
    return "\0".join((str(agency.pk), str(about and about.story_id), new.kind, *contact, words))
