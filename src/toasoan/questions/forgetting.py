"""What of questions is forgotten by age: who asked, their files, letters that were handed over."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from toasoan.media.storage import private_storage
from toasoan.questions.entries import EntryFacts, record_entry, record_letter_entry
from toasoan.questions.kinds import EntryKind
from toasoan.questions.models import Addition, Asker, Question, QuestionFile, SealedLetter
from toasoan.retention.registry import Removed, RetentionRule, register
from toasoan.units.models import Agency

_BASIS = gettext_lazy(
    "Law 91/2025/QH15 on personal data: what is no longer needed for its purpose is deleted."
)


def register_rules() -> None:
    """Register the rules of the room with `retention`."""
    register(
        RetentionRule(
            code="questions.senders",
            label=gettext_lazy("Name and contact of who sent a question, and what they added"),
            basis=_BASIS,
            months=24,
            remove=forget_senders,
        )
    )
    register(
        RetentionRule(
            code="questions.files",
            label=gettext_lazy("Files that came with questions"),
            basis=_BASIS,
            months=24,
            remove=forget_files,
        )
    )
    register(
        RetentionRule(
            code="questions.letters",
            label=gettext_lazy("Words and files of sealed letters that have been handed over"),
            basis=_BASIS,
            months=3,
            remove=forget_letters,
        )
    )


def forget_senders(agency: Agency, before: dt.datetime, *, dry: bool) -> Removed:
    """Remove who sent questions that were closed before the moment; the questions stay."""
    rows = Question.objects.filter(agency=agency, closed_at__lt=before).filter(
        Q(asker__isnull=False) | Q(additions__isnull=False)
    )
    return _counted(rows, _forget_sender, dry=dry)


def _forget_sender(question: Question) -> None:
    Asker.objects.filter(question=question).delete()
    Addition.objects.filter(question=question).delete()
    question.wants_mail = False
    question.save(update_fields=["wants_mail"])


def forget_files(agency: Agency, before: dt.datetime, *, dry: bool) -> Removed:
    """Remove the files of questions that were closed before the moment; their names go too."""
    rows = Question.objects.filter(agency=agency, closed_at__lt=before, files__isnull=False)
    return _counted(rows, _forget_files_of, dry=dry)


def _forget_files_of(question: Question) -> None:
    _remove_files(question.files.all())


def _remove_files(files: QuerySet[QuestionFile]) -> None:
    """Delete the rows now, the files once that is certain."""
    names = [file.sealed_file.name for file in files if file.sealed_file.name]
    files.delete()
    storage = private_storage()
    for name in names:
        transaction.on_commit(lambda name=name: storage.delete(name))  # type: ignore[misc]


def forget_letters(agency: Agency, before: dt.datetime, *, dry: bool) -> Removed:
    """Empty letters that were handed over before the moment; that they came stays known."""
    rows = SealedLetter.objects.filter(agency=agency, handed_over_at__lt=before)
    rows = rows.filter(~Q(sealed="") | Q(files__isnull=False))
    keys = list(rows.order_by("pk").distinct().values_list("pk", flat=True))
    if not dry:
        for key in keys:
            _empty_letter(key)
    return Removed(len(keys), _letter_words(len(keys)))


@transaction.atomic
def _empty_letter(letter_id: int) -> None:
    letter = SealedLetter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    letter.sealed = ""
    letter.save(update_fields=["sealed"])
    _remove_files(letter.files.all())
    record_letter_entry(EntryKind.CLEARED, letter, EntryFacts(now=timezone.now()))


def _counted(rows: QuerySet[Question], forget: Callable[[Question], None], *, dry: bool) -> Removed:
    keys = list(rows.order_by("pk").distinct().values_list("pk", flat=True))
    if not dry:
        for key in keys:
            _forget(key, forget)
    words = ngettext("of %(number)d question", "of %(number)d questions", len(keys))
    return Removed(len(keys), words % {"number": len(keys)})


@transaction.atomic
def _forget(question_id: int, forget: Callable[[Question], None]) -> None:
    """Each question in a transaction of its own, with an entry in its history."""
    question = Question.objects.select_for_update(of=("self",)).get(pk=question_id)
    forget(question)
    record_entry(EntryKind.CLEARED, question, EntryFacts(now=timezone.now()))


def _letter_words(number: int) -> str:
    return ngettext("%(number)d letter", "%(number)d letters", number) % {"number": number}
