"""Following by tracking code: how far it is, the private answer, adding to it, withdrawing it.

The code comes by POST only, so that it stands in no address, no log and no history.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.questions.forms import CodeForm
from toasoan.portal.questions.stages import stage_of
from toasoan.questions.actions.classifying import withdraw
from toasoan.questions.actions.reception import add_to_question
from toasoan.questions.kinds import OPEN_STATES, QuestionState
from toasoan.questions.models import PublicAnswer, Question, SealedLetter
from toasoan.questions.public_answers import answer_path, shown_answers
from toasoan.questions.queries import answer_for_sender
from toasoan.questions.tracking_codes import code_hash
from toasoan.reader_forms.door import Limit, reader_form
from toasoan.refusals import RefusedError
from toasoan.units.models import Agency

_LIMITS = (Limit(20, 600), Limit(100, 86_400))
_MOST_ADDITIONS = 10
#: Nobody has approved an answer yet.
_MAY_WITHDRAW = OPEN_STATES - {QuestionState.APPROVED}


@dataclass(frozen=True, slots=True)
class _Found:
    question: Question | None = None
    letter: SealedLetter | None = None

    def __bool__(self) -> bool:
        return bool(self.question or self.letter)


@reader_form("follow", limits=_LIMITS)
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for the code; show what it belongs to. A wrong code and none look the same."""
    agency = agency_for(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, agency, form)
    found = _found(agency, form) if form.is_valid() else _Found()
    if not found:
        problem = _("There is nothing under this code. Compare it with your receipt.")
        return _page(request, agency, form, problem=problem, status=422)
    said = _do(found.question, form) if found.question else ""
    return _page(request, agency, form, found=_found(agency, form), said=said)


def _found(agency: Agency, form: CodeForm) -> _Found:
    kept = code_hash(form.cleaned_data["code"])
    rows = Question.objects.select_related("unit", "place", "field", "duplicate_of__unit")
    question = rows.filter(agency=agency, code_hash=kept).first()
    if question is not None:
        return _Found(question)
    letters = SealedLetter.objects.filter(agency=agency, code_hash=kept).defer("sealed")
    return _Found(letter=letters.first())


def _do(question: Question, form: CodeForm) -> str:
    """What the sender asked for, and the sentence about it; "" when they only look."""
    deed, text = form.cleaned_data["deed"], form.cleaned_data["text"].strip()
    now = timezone.now()
    if deed == "withdraw_sure" and question.state in _MAY_WITHDRAW:
        try:
            withdraw(question.pk, now=now)
        except RefusedError as refused:
            return str(refused)
        return _("It is withdrawn; nobody will answer it.")
    if deed == "add" and text and question.state in OPEN_STATES:
        return _added(question, text)
    return ""


def _added(question: Question, text: str) -> str:
    if question.additions.count() >= _MOST_ADDITIONS:
        return _("You have added to it several times; wait for the answer, please.")
    if not question.additions.filter(text=text).exists():
        add_to_question(question, text, now=timezone.now())
    return _("What you added is with your question.")


def _page(  # what the page shows, each by its name
    request: HttpRequest,
    agency: Agency,
    form: CodeForm,
    *,
    found: _Found | None = None,
    status: int = 200,
    **more: str,
) -> HttpResponse:
    question = found.question if found else None
    context = {
        **frame_context(request, agency),
        "title": _("Look up by tracking code"),
        "form": form,
        "found": found,
        **(_about(agency, question, form) if question else {}),
        **more,
    }
    answer = render(request, "portal/questions/follow.html", context, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _about(agency: Agency, question: Question, form: CodeForm) -> dict[str, object]:
    """What a sender may know of their question."""
    main_id = question.duplicate_of_id or question.pk
    public: PublicAnswer | None = shown_answers(agency.pk).filter(pk=main_id).first()
    is_open = question.state in OPEN_STATES
    return {
        "question": question,
        "stage": stage_of(question),
        "answer": answer_for_sender(question),
        "public_path": answer_path(public) if public else "",
        "may_add": is_open,
        "may_withdraw": question.state in _MAY_WITHDRAW,
        "asks_to_withdraw": form.cleaned_data["deed"] == "withdraw",
        "additions": question.additions.all(),
    }
