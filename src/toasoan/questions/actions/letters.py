"""Sealed letters: what a clerk recognises among questions, opening by the desk, handing over."""

import datetime as dt
import json
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.accounts.sealing import unseal
from toasoan.questions.actions.reception import Contact, sealed_words
from toasoan.questions.actions.steps import carry_out, taken_up
from toasoan.questions.desk_notices import tell_desk_of_letter
from toasoan.questions.entries import EntryFacts, record_letter_entry
from toasoan.questions.kinds import EntryKind, LetterKind
from toasoan.questions.models import Asker, Question, SealedLetter
from toasoan.questions.queries import person_of
from toasoan.questions.telling import Occasion, tell_sender
from toasoan.questions.transitions import Deed
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.vietnamese.cleaning import one_line


@transaction.atomic
def seal_question(
    question_id: int, kind: LetterKind, *, actor: User, now: dt.datetime
) -> SealedLetter:
    """Move everything that the sender wrote into a sealed letter; the question keeps no word.

    Draft answers, which may repeat it, are removed. Raises RefusedError.
    """
    question = taken_up(question_id, Deed.SEAL, actor=actor, now=now)
    if question.duplicates.exists():
        message = _("Others are joined to this question. Take them out first.")
        raise RefusedError(Problem("has-joined", message))
    letter = SealedLetter.objects.create(
        agency_id=question.agency_id,
        kind=kind,
        sealed=_words_of(question),
        received_at=question.received_at,
        question=question,
    )
    # Before the address goes into the letter.
    tell_sender(question, Occasion.HANDED_OVER)
    question.files.update(question=None, letter=letter)
    question.additions.all().delete()
    question.answers.all().delete()
    Asker.objects.filter(question=question).delete()
    question.subject = question.text = question.text_key = question.passage = ""
    question.unit, question.due_on = None, None
    detail = {"kind": kind.value}
    carry_out(question, Deed.SEAL, actor=actor, now=now, detail=detail)
    record_letter_entry(EntryKind.RECEIVED, letter, EntryFacts(now=now, actor=actor))
    tell_desk_of_letter(letter, now)
    return letter


def _words_of(question: Question) -> str:
    person = person_of(question)
    contact = Contact(
        name=person.name, phone=person.phone, email=person.email, address=person.address
    )
    text = "\n\n".join(part for part in (question.text, question.passage) if part)
    additions = question.additions.values_list("text", flat=True)
    return sealed_words(question.subject, text, contact, additions)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedLetter:
    """The words of a letter, for the page of the person who opened it and nowhere else."""

    subject: str
    text: str
    name: str
    phone: str
    email: str
    address: str
    additions: list[str]


@transaction.atomic
def open_letter(letter_id: int, *, actor: User, now: dt.datetime) -> OpenedLetter:
    """Open a letter, on record. Raises RefusedError.

    Whoever opened it reads it again until it is handed over, on record each time; nobody else
    does while they have an account, and after the handing over nobody at all.
    """
    letter = SealedLetter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    refuse(opening_problems(letter, actor))
    words = unseal(letter.sealed)
    if words is None:
        message = _("The letter cannot be read with the key of this installation.")
        raise RefusedError(Problem("no-key", message))
    if letter.opened_by_id != actor.pk:
        letter.opened_at, letter.opened_by = letter.opened_at or now, actor
        letter.save(update_fields=["opened_at", "opened_by"])
    record_letter_entry(EntryKind.OPENED, letter, EntryFacts(now=now, actor=actor))
    return OpenedLetter(**json.loads(words))


def opening_problems(letter: SealedLetter, actor: User) -> list[Problem]:
    """Why the person cannot open the letter."""
    if letter.handed_over_at is not None or not letter.sealed:
        return [Problem("handed-over", _("The letter has been handed over and is closed."))]
    opener = letter.opened_by
    if opener is not None and opener.pk != actor.pk and opener.is_active:
        text = _("%(person)s has opened the letter and is handing it over.")
        return [Problem("opened", text % {"person": opener})]
    return []


@transaction.atomic
def hand_over_letter(letter_id: int, to: str, *, actor: User, now: dt.datetime) -> SealedLetter:
    """Write down to whom the letter went; from then on it stays closed. Raises RefusedError."""
    letter = SealedLetter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    to = one_line(to)
    problems = []
    if letter.handed_over_at is not None:
        problems.append(Problem("handed-over", _("The letter has been handed over already.")))
    elif letter.opened_by_id != actor.pk:
        text = _("Only the person who opened the letter says to whom it went.")
        problems.append(Problem("not-opened", text))
    if not to:
        problems.append(Problem("no-receiver", _("Say who received it."), "to"))
    refuse(problems)
    letter.handed_over_at, letter.handed_over_to = now, to[:200]
    letter.save(update_fields=["handed_over_at", "handed_over_to"])
    facts = EntryFacts(now=now, actor=actor, note=letter.handed_over_to)
    record_letter_entry(EntryKind.HANDED_OVER, letter, facts)
    return letter
