"""The desk of sealed letters: that they came, opening one on record, to whom it went."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page, question_page
from toasoan.newsroom.kit.duty_sets import TAKING_QUESTIONS
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.questions.forms import HandOverForm
from toasoan.newsroom.questions.pages import download
from toasoan.questions.actions.letters import hand_over_letter, open_letter, opening_problems
from toasoan.questions.models import QuestionFile, SealedLetter
from toasoan.questions.queries import letters_of
from toasoan.refusals import RefusedError

_SHOWN = 200
_FORM_METHODS = ["GET", "HEAD", "POST"]


def _own(request: HttpRequest, letter_id: int) -> SealedLetter:
    """A letter of the agency whose desk the person keeps. Raises Http404."""
    agency = agency_where(request, TAKING_QUESTIONS)
    return get_object_or_404(letters_of(agency.pk), pk=letter_id)


@screen(
    "don-niem-phong/",
    name="sealed_letters",
    duties=TAKING_QUESTIONS,
    menu=MenuEntry(label=gettext_lazy("Sealed letters"), icon="lock", order=46),
)
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """What came and what became of it; not one word of any of them."""
    rows = letters_of(agency_where(request, TAKING_QUESTIONS).pk)
    waiting = rows.filter(handed_over_at__isnull=True)[:_SHOWN]
    given = rows.filter(handed_over_at__isnull=False)[:_SHOWN]
    context = {"waiting": waiting, "given": given}
    return render(request, "newsroom/questions/letters.html", context)


@screen("don-niem-phong/<int:letter_id>/mo/", name="letter_open", duties=TAKING_QUESTIONS)
@require_http_methods(_FORM_METHODS)
def opening(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Ask first; the answer to the press shows the words, which no address repeats."""
    letter = _own(request, letter_id)
    user = user_of(request)
    if problems := opening_problems(letter, user):
        for problem in problems:
            messages.error(request, problem.message)
        return redirect("newsroom:sealed_letters")
    if request.method != "POST":
        return question_page(request, _opening_question(letter))
    try:
        words = open_letter(letter.pk, actor=user, now=timezone.now())
    except RefusedError as refusal:
        form = RefusableForm(request.POST)
        form.is_valid()
        form.refuse(refusal)
        return question_page(request, _opening_question(letter), form, status=422)
    context = {"letter": letter, "words": words, "files": list(letter.files.all())}
    answer = render(request, "newsroom/questions/letter.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _opening_question(letter: SealedLetter) -> Confirmation:
    return Confirmation(
        question=_("Open this letter?"),
        consequence=_(
            "Its history says that you have opened it. From then on only you can read it, until "
            "you write down to whom you have handed it over."
        ),
        lead=_("Received on %(day)s.") % {"day": f"{letter.received_at:%d/%m/%Y}"},
        button=_("Open the letter"),
        back=reverse("newsroom:sealed_letters"),
        back_label=_("Sealed letters"),
    )


@screen("don-niem-phong/<int:letter_id>/chuyen/", name="letter_hand_over", duties=TAKING_QUESTIONS)
@require_http_methods(_FORM_METHODS)
def handing_over(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Write down to whom the letter went; then nobody opens it any more."""
    letter = _own(request, letter_id)
    form = HandOverForm(request.POST if request.method == "POST" else None)

    def action() -> None:
        to = form.cleaned_data["to"]
        hand_over_letter(letter.pk, to, actor=user_of(request), now=timezone.now())

    confirmation = Confirmation(
        question=_("The letter has been handed over"),
        consequence=_("From now on nobody opens it here any more."),
        button=_("Write it down"),
        back=reverse("newsroom:sealed_letters"),
        back_label=_("Sealed letters"),
        done=_("It is written down to whom the letter went."),
    )
    return confirmation_page(request, confirmation, action, form)


@screen("tep-don/<int:file_id>/", name="letter_file", duties=TAKING_QUESTIONS)
@require_safe
def file(request: HttpRequest, file_id: int) -> HttpResponse:
    """A file of a letter, for the person who opened it, until it is handed over."""
    agency = agency_where(request, TAKING_QUESTIONS)
    found = get_object_or_404(QuestionFile, pk=file_id, letter__agency=agency)
    letter = get_object_or_404(SealedLetter, files=found)
    if letter.opened_by_id != user_of(request).pk or letter.handed_over_at is not None:
        raise Http404
    return download(found)
