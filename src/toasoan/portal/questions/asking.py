"""Sending something to the agency: kinds told apart, the forms, the receipt. HTTP only."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.questions.forms import PUBLIC, LetterForm, QuestionForm
from toasoan.portal.questions.kinds import DOORS, Door
from toasoan.questions.actions.reception import NewLetter, NewQuestion
from toasoan.questions.attachments import (
    LARGEST_FILE,
    MOST_FILES,
    FileNotTakenError,
    kinds_of_files,
    read_files,
)
from toasoan.questions.clocks import clock_on
from toasoan.questions.files import NewFile
from toasoan.questions.intake import Receipt, receive
from toasoan.questions.kinds import LetterKind
from toasoan.questions.letter_words import letter_kind
from toasoan.questions.models import Place
from toasoan.questions.tracking_codes import code_hash, code_of
from toasoan.reader_forms.door import Limit, reader_form, refuse_too_many
from toasoan.reader_forms.queries import difficulty_for
from toasoan.retention.queries import kept_rules
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day

#: An office behind one address, and somebody who has to correct the form a few times.
_LIMITS = (Limit(12, 3600), Limit(40, 86_400))
#: Whoever has no JavaScript cannot do the sum.
_UNSOLVED = (Limit(3, 3600), Limit(6, 86_400))
_FORM = 512 * 1024
_LARGEST = MOST_FILES * LARGEST_FILE + _FORM
_SENDERS = "questions.senders"


@dataclass(frozen=True, slots=True)
class _Page:
    """A form of one kind on the site that was asked for."""

    request: HttpRequest
    agency: Agency
    template: str
    title: str
    context: dict[str, Any]

    def show(self, form: QuestionForm | LetterForm, **more: Any) -> HttpResponse:
        """The form, with status 422 when something was refused."""
        around = frame_context(self.request, self.agency)
        context = {
            **around,
            **self.context,
            **more,
            "title": self.title,
            "form": form,
            "kept_for": _kept_for(self.agency),
            "files_hint": kinds_of_files(),
        }
        status = 422 if form.is_bound else 200
        answer = render(self.request, self.template, context, status=status)
        answer.headers["Cache-Control"] = "private, no-cache"
        return answer


def _kept_for(agency: Agency) -> str:
    """For how long who asked is kept, by the agency's own rule; "" where there is none."""
    for kept in kept_rules(agency, local_day(timezone.now())):
        if kept.rule.code == _SENDERS and kept.holds is not None:
            return str(kept.holds.age)
    return ""


def choose(request: HttpRequest) -> HttpResponse:
    """The kinds in plain words, each with its form; what is none of them, with where it goes."""
    agency = agency_for(request)
    today = local_day(timezone.now())
    context = {
        **frame_context(request, agency),
        "title": _("Send to the agency"),
        "doors": [(door, clock_on(agency.pk, door.kind, today)) for door in DOORS.values()],
    }
    return render(request, "portal/questions/choose.html", context)


@reader_form("question", limits=_LIMITS, largest_body=_LARGEST)
def ask(request: HttpRequest, words: str) -> HttpResponse:
    """The form of a kind; what reads like a letter is asked about before anything is taken."""
    door = DOORS.get(words)
    if door is None:
        raise Http404
    agency = agency_for(request)
    page = _Page(request, agency, "portal/questions/ask.html", door.title(), {"door": door})
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = QuestionForm(*bound, agency_id=agency.pk, difficulty=difficulty_for(agency.site_id))
    if not form.is_bound or not form.is_valid():
        return page.show(form)
    taken_as = form.cleaned_data["taken_as"]
    reads_like = None if taken_as else _reads_like(form)
    if reads_like is not None:
        return page.show(form, reads_like=reads_like, places=_places(agency))
    new = _letter(form, taken_as) if taken_as in LetterKind.values else _question(form, door)
    return _taken(page, form, new)


@reader_form("letter", limits=_LIMITS, largest_body=_LARGEST)
def letter(request: HttpRequest) -> HttpResponse:
    """Where complaints, denunciations and reports of crimes go; a sealed way to the desk."""
    agency = agency_for(request)
    title = _("Complaints, denunciations, reports of crimes")
    context = {"places": _places(agency)}
    page = _Page(request, agency, "portal/questions/letter.html", title, context)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = LetterForm(*bound, difficulty=difficulty_for(agency.site_id))
    if not form.is_bound or not form.is_valid():
        return page.show(form)
    return _taken(page, form, _letter(form, form.cleaned_data["kind"]))


def _places(agency: Agency) -> list[Place]:
    """Where letters go, with addresses."""
    return list(Place.objects.filter(agency=agency, is_open=True).exclude(takes=""))


def _reads_like(form: QuestionForm) -> LetterKind | None:
    given = form.cleaned_data
    return letter_kind(f"{given['subject']}\n{given['text']}")


def _question(form: QuestionForm, door: Door) -> NewQuestion:
    given = form.cleaned_data
    return NewQuestion(
        kind=door.kind,
        field=given["field"],
        subject=given["subject"],
        text=given["text"],
        contact=form.contact,
        code_hash=code_hash(code_of(form.nonce)),
        wants_publication=given["wish"] == PUBLIC,
        wants_mail=given["wants_mail"],
    )


def _letter(form: QuestionForm | LetterForm, kind: str) -> NewLetter:
    given = form.cleaned_data
    return NewLetter(
        kind=LetterKind(kind),
        subject=given["subject"],
        text=given["text"],
        contact=form.contact,
        code_hash=code_hash(code_of(form.nonce)),
    )


def _taken(
    page: _Page, form: QuestionForm | LetterForm, new: NewQuestion | NewLetter
) -> HttpResponse:
    """The receipt; the form again when a file is not taken."""
    if not form.is_solved:
        refuse_too_many(page.request, "unsolved", _UNSOLVED)
    try:
        files = _files(form)
    except FileNotTakenError as error:
        form.add_error("attachments", f"{error.name}: {error.sentence}")
        return page.show(form)
    receipt = receive(new, agency=page.agency, nonce=form.nonce, now=timezone.now(), files=files)
    return receipt_page(page.request, page.agency, receipt)


def _files(form: QuestionForm | LetterForm) -> tuple[NewFile, ...]:
    sent = form.cleaned_data["attachments"]
    return read_files((file.name, file.read()) for file in sent)


def receipt_page(request: HttpRequest, agency: Agency, receipt: Receipt) -> HttpResponse:
    """What the sender keeps: the code, shown this once, and until when there is an answer."""
    context = {
        **frame_context(request, agency),
        "title": _("The agency has received it") if receipt.code else _("Received before"),
        "receipt": receipt,
    }
    answer = render(request, "portal/questions/receipt.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer
