"""What arrives: questions, additions, letters that are sealed at the door. Called by `intake`.

Whether somebody may send anything is decided before; here it becomes rows, with its number, its
last day and its first entry, in one transaction.
"""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Max

from toasoan.accounts.sealing import seal
from toasoan.questions.clocks import due_day
from toasoan.questions.desk_notices import tell_desk_of_letter, tell_desk_of_question
from toasoan.questions.entries import EntryFacts, record_entry, record_letter_entry
from toasoan.questions.files import WrittenFile
from toasoan.questions.kinds import EntryKind, LetterKind, QuestionKind, QuestionState
from toasoan.questions.models import (
    Addition,
    Asker,
    Field,
    Question,
    QuestionFile,
    SealedLetter,
)
from toasoan.stories.models import Edition
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.fold import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who sent something and how to reach them; all of it as they wrote it, any of it empty."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    """What a sender wrote, cleaned and checked. `code_hash` is the hash of their tracking code.

    `edition` is the edition of the story that a report of an error is about, `passage` its words.
    """

    kind: QuestionKind
    subject: str
    text: str
    code_hash: str
    contact: Contact
    field: Field | None = None
    wants_publication: bool = False
    wants_mail: bool = False
    edition: Edition | None = None
    passage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter:
    """A complaint, denunciation or report of a crime, to be sealed at once."""

    kind: LetterKind
    subject: str
    text: str
    contact: Contact
    code_hash: str = ""


@transaction.atomic
def receive_question(
    new: NewQuestion, *, agency: Agency, now: dt.datetime, files: Iterable[WrittenFile] = ()
) -> Question:
    """Keep what a sender wrote, give it its number and last day, and tell the clerks.

    The agency's row is locked, so two arriving at once get two numbers.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    year = local_day(now).year
    last = Question.objects.filter(agency=agency, year=year).aggregate(last=Max("number"))["last"]
    question = Question(
        agency=agency,
        year=year,
        number=(last or 0) + 1,
        kind=new.kind,
        field=new.field,
        subject=new.subject,
        text=new.text,
        text_key=fold(f"{new.subject}\n{new.text}"),
        wants_publication=new.wants_publication,
        wants_mail=new.wants_mail,
        received_at=now,
        state=QuestionState.RECEIVED,
        state_since=now,
        code_hash=new.code_hash,
        story=new.edition.story if new.edition else None,
        edition=new.edition,
        passage=new.passage,
    )
    question.due_on = due_day(question)
    question.save()
    Asker.objects.create(question=question, **_sealed(new.contact))
    keep_files(files, question=question, now=now)
    record_entry(EntryKind.RECEIVED, question, EntryFacts(now=now))
    tell_desk_of_question(question, now, key="came")
    return question


def _sealed(contact: Contact) -> dict[str, str]:
    return {f"sealed_{part}": seal(text) for part, text in asdict(contact).items() if text}


@transaction.atomic
def receive_letter(
    new: NewLetter, *, agency: Agency, now: dt.datetime, files: Iterable[WrittenFile] = ()
) -> SealedLetter:
    """Seal what must not be taken as a question; the receiving desk is told that it came."""
    letter = SealedLetter.objects.create(
        agency=agency,
        kind=new.kind,
        sealed=sealed_words(new.subject, new.text, new.contact),
        received_at=now,
        code_hash=new.code_hash,
    )
    keep_files(files, letter=letter, now=now)
    record_letter_entry(EntryKind.RECEIVED, letter, EntryFacts(now=now))
    tell_desk_of_letter(letter, now)
    return letter


def sealed_words(subject: str, text: str, contact: Contact, additions: Iterable[str] = ()) -> str:
    """Encrypt what a letter says; the parts are those of `SealedLetter`."""
    parts = {"subject": subject, "text": text, **asdict(contact), "additions": list(additions)}
    return seal(json.dumps(parts, ensure_ascii=False))


@transaction.atomic
def add_to_question(
    question: Question, text: str, *, now: dt.datetime, files: Iterable[WrittenFile] = ()
) -> Addition:
    """Keep what the sender adds later; the clerks and the unit read it with the question."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    addition = Addition.objects.create(question=question, text=text, added_at=now)
    keep_files(files, question=question, now=now)
    record_entry(EntryKind.ADDED, question, EntryFacts(now=now))
    tell_desk_of_question(question, now, key=f"added:{addition.pk}")
    return addition


def keep_files(
    files: Iterable[WrittenFile],
    *,
    now: dt.datetime,
    question: Question | None = None,
    letter: SealedLetter | None = None,
) -> None:
    """Keep the rows of files that are on the disk already."""
    QuestionFile.objects.bulk_create(
        QuestionFile(
            question=question,
            letter=letter,
            name=file.new.name,
            mime=file.new.mime,
            sha256=file.new.sha256,
            size=file.new.size,
            sealed_file=file.stored,
            sent_at=now,
        )
        for file in files
    )
