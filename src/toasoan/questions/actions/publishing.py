"""The public text of an answer: prepared by one person, let out by another, corrected, taken down.

No text goes out while personal data stands in it, whichever door the request came by.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.questions.actions.answering import answer_reaches_senders
from toasoan.questions.actions.steps import carry_out, chosen_reason, move, taken_up
from toasoan.questions.citations import cited_numbers
from toasoan.questions.entries import EntryFacts
from toasoan.questions.guards import (
    EyesFacts,
    PublicFacts,
    four_eyes_problems,
    public_problems,
    version_problems,
)
from toasoan.questions.kinds import EntryKind, QuestionState
from toasoan.questions.models import CitedDocument, PublicAnswer, PublicText, Question
from toasoan.questions.personal_data import find_personal_data
from toasoan.questions.public_answers import follow_answer
from toasoan.questions.queries import (
    latest_answer,
    latest_public_text,
    person_of,
    public_contacts_of,
    writers_of,
)
from toasoan.questions.transitions import Deed
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.vietnamese.cleaning import cleaned, one_line

_LONGEST = {"title": 200, "asked": 5_000, "answered": 20_000}


@dataclass(frozen=True, slots=True)
class PublicWords:
    """What the public is to read: a title, the question and the answer without personal data."""

    title: str
    asked: str
    answered: str


@transaction.atomic
def prepare_public_text(
    question_id: int, words: PublicWords, *, actor: User, now: dt.datetime
) -> PublicText:
    """Keep a version of the public text; what is marked in it keeps it from going out.

    Raises RefusedError.
    """
    question = taken_up(question_id, Deed.PREPARE, actor=actor, now=now)
    kept = PublicWords(
        one_line(words.title), cleaned(words.asked).strip(), cleaned(words.answered).strip()
    )
    refuse(_length_problems(kept))
    latest = latest_public_text(question)
    if latest and (latest.title, latest.asked, latest.answered) == (
        kept.title, kept.asked, kept.answered,
    ):  # fmt: skip
        return latest
    text = PublicText.objects.create(
        question=question,
        title=kept.title,
        asked=kept.asked,
        answered=kept.answered,
        prepared_by=actor,
        prepared_at=now,
    )
    carry_out(question, Deed.PREPARE, actor=actor, now=now, detail={"text": text.pk})
    return text


def _length_problems(words: PublicWords) -> list[Problem]:
    found = []
    for name, most in _LONGEST.items():
        if len(getattr(words, name)) > most:
            text = _("At most %(number)s letters.") % {"number": most}
            found.append(Problem("long-text", text, name))
    return found


def publication_problems(question: Question, text: PublicText | None, actor: User) -> list[Problem]:
    """Everything that stands against letting this text out by this person."""
    if text is None:
        return [Problem("no-text", _("Prepare the text for the public first."))]
    answer = latest_answer(question)
    eyes = EyesFacts(
        actor_id=actor.pk,
        writers=writers_of(question),
        signer_id=answer.signed_by_id if answer else None,
        preparer_id=text.prepared_by_id,
    )
    facts = PublicFacts(
        wants_publication=question.wants_publication,
        findings=len(findings_in(question, (text.title, text.asked, text.answered))),
        title=text.title,
        asked=text.asked,
        answered=text.answered,
    )
    return public_problems(facts) + four_eyes_problems(eyes)


def findings_in(question: Question, texts: Iterable[str]) -> list[str]:
    """The words of personal data that stand in these texts."""
    person, contacts = person_of(question), public_contacts_of(question.agency_id)
    return [
        text[one.start : one.end]
        for text in texts
        for one in find_personal_data(text, person, public_contacts=contacts)
    ]


@transaction.atomic
def publish_answer(
    question_id: int, seen_id: int, *, actor: User, now: dt.datetime
) -> PublicAnswer:
    """Let the public text out that was read; senders read the answer too. Raises RefusedError."""
    question = taken_up(question_id, Deed.PUBLISH, actor=actor, now=now)
    text = _text_to_publish(question, seen_id, actor)
    was_approved = question.state == QuestionState.APPROVED
    answer = _let_out(question, text, actor=actor, now=now)
    carry_out(question, Deed.PUBLISH, actor=actor, now=now, detail={"edition": text.edition})
    if was_approved:
        answer_reaches_senders(question, actor=actor, now=now)
    return answer


@transaction.atomic
def correct_public_answer(
    question_id: int, seen_id: int, *, note: str, actor: User, now: dt.datetime
) -> PublicAnswer:
    """Put a newer public text in place of the one that shows, saying what it corrects.

    Raises RefusedError.
    """
    question = taken_up(question_id, Deed.CORRECT, actor=actor, now=now)
    text = _text_to_publish(question, seen_id, actor)
    if text.edition is not None:
        raise RefusedError(Problem("no-change", _("Change the text first.")))
    said = chosen_reason(question, Deed.CORRECT, "", note)
    if findings_in(question, [said]):
        message = _("Personal data stands in this sentence, which the public reads.")
        raise RefusedError(Problem("personal-data", message, "note"))
    text.correction_note = said
    answer = _let_out(question, text, actor=actor, now=now)
    detail = {"edition": text.edition}
    carry_out(question, Deed.CORRECT, actor=actor, now=now, note=said, detail=detail)
    return answer


def _text_to_publish(question: Question, seen_id: int, actor: User) -> PublicText:
    text = latest_public_text(question)
    problems = publication_problems(question, text, actor)
    if text is None or problems:
        raise RefusedError(*problems)
    refuse(version_problems(seen_id, text.pk))
    return text


def _let_out(
    question: Question, text: PublicText, *, actor: User, now: dt.datetime
) -> PublicAnswer:
    """Number the edition, show it, and have pages and search follow."""
    if text.edition is None:
        last = question.public_texts.aggregate(last=Max("edition"))["last"] or 0
        text.edition, text.published_at, text.published_by = last + 1, now, actor
        text.save()
    answer, _is_new = PublicAnswer.objects.update_or_create(
        question=question,
        defaults={
            "agency_id": question.agency_id,
            "text": text,
            "is_live": True,
            "changed_at": now,
            "law_changed_on": None,
            "law_note": "",
        },
        create_defaults={
            "agency_id": question.agency_id,
            "text": text,
            "first_published_at": now,
            "changed_at": now,
        },
    )
    _keep_citations(answer)
    follow_answer(answer)
    return answer


def _keep_citations(answer: PublicAnswer) -> None:
    answer.cited_documents.all().delete()
    CitedDocument.objects.bulk_create(
        CitedDocument(public_answer=answer, number=number)
        for number in cited_numbers(answer.text.answered)
    )


@transaction.atomic
def unpublish_answer(
    question_id: int, *, reason: str, note: str, actor: User, now: dt.datetime
) -> Question:
    """Take a public answer off the site; its sender still reads the answer. RefusedError."""
    question = taken_up(question_id, Deed.UNPUBLISH, actor=actor, now=now)
    said = chosen_reason(question, Deed.UNPUBLISH, reason, note)
    answer = PublicAnswer.objects.select_for_update(of=("self",)).get(question=question)
    answer.is_live, answer.changed_at = False, now
    answer.save(update_fields=["is_live", "changed_at"])
    question = carry_out(question, Deed.UNPUBLISH, actor=actor, now=now, note=said)
    follow_answer(answer)
    return question


@transaction.atomic
def mark_changed_law(
    question_ids: Iterable[int], *, since: dt.date, note: str, actor: User, now: dt.datetime
) -> int:
    """Mark public answers: a document that they cite has changed since the day.

    Ids of answers that are not public, or of another agency, are refused together with the rest.
    Returns how many were marked. Raises RefusedError.
    """
    note = one_line(note)
    problems = [] if note else [Problem("no-note", _("Say what has changed."), "note")]
    refuse(problems)
    count = 0
    for question_id in sorted(set(question_ids)):
        question = taken_up(question_id, Deed.MARK_LAW, actor=actor, now=now)
        answer = PublicAnswer.objects.select_for_update(of=("self",)).get(question=question)
        answer.law_changed_on, answer.law_note, answer.changed_at = since, note, now
        answer.save(update_fields=["law_changed_on", "law_note", "changed_at"])
        detail = {"since": since.isoformat()}
        carry_out(question, Deed.MARK_LAW, actor=actor, now=now, note=note, detail=detail)
        follow_answer(answer)
        count += 1
    return count


@transaction.atomic
def clear_law_mark(question_id: int, *, actor: User, now: dt.datetime) -> None:
    """Remove the mark again, when it was set by mistake. Raises RefusedError."""
    question = taken_up(question_id, Deed.MARK_LAW, actor=actor, now=now)
    answer = PublicAnswer.objects.select_for_update(of=("self",)).get(question=question)
    answer.law_changed_on, answer.law_note, answer.changed_at = None, "", now
    answer.save(update_fields=["law_changed_on", "law_note", "changed_at"])
    move(question, None, EntryKind.LAW_CLEARED, EntryFacts(now=now, actor=actor))
    follow_answer(answer)
