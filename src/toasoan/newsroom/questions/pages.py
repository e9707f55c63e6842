"""The page of a question, its files, and the pages of its deeds."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.media.downloads import disposition
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import TAKING_QUESTIONS
from toasoan.newsroom.kit.form_page import FormPage, attempt, form_page
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.questions.deed_pages import DEED_PAGES, DeedPage
from toasoan.newsroom.questions.rows import question_lines, title_of
from toasoan.newsroom.questions.trail import trail_lines
from toasoan.questions.actions.publishing import clear_law_mark
from toasoan.questions.actions.timing import may_be_announced, may_be_extended
from toasoan.questions.files import content_of
from toasoan.questions.guards import open_deeds, table_problems
from toasoan.questions.models import PublicAnswer, Question, QuestionFile
from toasoan.questions.queries import (
    file_for,
    latest_answer,
    latest_public_text,
    person_of,
    question_for,
    roles_of,
    standing_of,
)
from toasoan.questions.transitions import TRANSITIONS, Deed, Role
from toasoan.units.duties import UNIT_WORK, Duty

#: Who may have questions to open; which ones, `question_for` says.
WORKING = TAKING_QUESTIONS | frozenset(UNIT_WORK) | {Duty.APPROVE}
_FORM_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class DeedLink:
    """A button of the page."""

    label: str | Promise
    address: str
    is_main: bool = False


def own_question(request: HttpRequest, question_id: int) -> Question:
    """The question, when it exists for the person today. Raises Http404."""
    return question_for(user_of(request), question_id, today_here())


@screen("hoi-dap/<int:question_id>/", name="question", duties=WORKING)
@require_safe
def question(request: HttpRequest, question_id: int) -> HttpResponse:
    """Everything of a question that the person may know, and what they can do now."""
    found = own_question(request, question_id)
    user, today = user_of(request), today_here()
    roles = roles_of(user, found, today)
    is_clerk = Role.CLERK in roles
    answer = latest_answer(found)
    context = {
        "question": found,
        "line": question_lines([found], found.agency_id, today)[0],
        "person": person_of(found),
        "is_clerk": is_clerk,
        "additions": list(found.additions.all()),
        "files": list(found.files.all()),
        "answer": answer,
        "public_text": latest_public_text(found),
        "public_answer": PublicAnswer.objects.filter(question=found).select_related("text").first(),
        "duplicates": list(found.duplicates.order_by("pk")) if is_clerk else [],
        "trail": trail_lines(found),
        "links": deed_links(found, user),
        "back": list_of(roles),
    }
    return render(request, "newsroom/questions/question.html", context)


def list_of(roles: frozenset[Role]) -> DeedLink:
    """The list from which the person comes: the clerk's, the approver's, the unit's."""
    if Role.CLERK in roles:
        return DeedLink(_("Questions from citizens"), reverse("newsroom:questions"))
    if Role.APPROVER in roles:
        return DeedLink(_("Answers to citizens"), reverse("newsroom:answers_to_approve"))
    return DeedLink(_("Questions for the unit"), reverse("newsroom:unit_questions"))


def deed_links(found: Question, user: User) -> list[DeedLink]:
    """The buttons that the table of deeds opens to the person, the main one first."""
    deeds = set(open_deeds(standing_of(user, found, today_here()))) - timed_out(found)
    links = []
    if deeds & {Deed.WRITE, Deed.SIGN}:
        links.append(_page_link(found, _("Write the answer"), "question_answer"))
    if Deed.APPROVE in deeds:
        links.append(_page_link(found, _("Read and approve"), "question_approve"))
    deed_list = [(slug, page) for slug, page in DEED_PAGES.items() if page.deed in deeds]
    main = not links
    for slug, page in deed_list:
        address = reverse("newsroom:question_deed", args=[found.pk, slug])
        is_main = main and page.deed in {Deed.CLASSIFY, Deed.ASSIGN, Deed.SEND}
        links.append(DeedLink(page.label, address, is_main and not any(x.is_main for x in links)))
    if Deed.PREPARE in deeds:
        links.append(_page_link(found, _("Text for the public"), "question_public", is_main=False))
    return links


def timed_out(found: Question) -> set[Deed]:
    """The deeds about time that the question's clock does not offer, or no longer."""
    closed = set()
    if not may_be_extended(found, today_here()):
        closed.add(Deed.EXTEND)
    if not may_be_announced(found, today_here()):
        closed.add(Deed.NOTICE)
    return closed


def _page_link(found: Question, label: str, name: str, *, is_main: bool = True) -> DeedLink:
    return DeedLink(label, reverse(f"newsroom:{name}", args=[found.pk]), is_main)


def open_for(request: HttpRequest, found: Question, deed: Deed) -> HttpResponse | None:
    """The way back with a sentence when the question has moved on; None when the deed is open.

    Raises Http404 for somebody whose deed it never is.
    """
    standing = standing_of(user_of(request), found, today_here())
    if not TRANSITIONS[deed].who & standing.roles:
        raise Http404
    problems = table_problems(deed, standing)
    if not problems:
        return None
    for problem in problems:
        messages.error(request, problem.message)
    return redirect("newsroom:question", found.pk)


@screen("hoi-dap/<int:question_id>/<slug:slug>/", name="question_deed", duties=WORKING)
@require_http_methods(_FORM_METHODS)
def deed(request: HttpRequest, question_id: int, slug: str) -> HttpResponse:
    """The form of one deed, or the question before it."""
    found = own_question(request, question_id)
    page = DEED_PAGES.get(slug)
    if page is None:
        raise Http404
    if answer := open_for(request, found, page.deed):
        return answer
    form = page.form(request.POST if request.method == "POST" else None, found)
    action = partial(_act, page, found, form, user_of(request))
    back = {"back": reverse("newsroom:question", args=[found.pk]), "back_label": title_of(found)}
    onward = list_of(roles_of(user_of(request), found, today_here())).address if page.leaves else ""
    label = str(page.label).removesuffix("…")
    if page.consequence:
        confirmation = Confirmation(
            question=f"{label}?", consequence=str(page.consequence), button=str(page.button),
            done=str(page.done), onward=onward, **back,
        )  # fmt: skip
        return confirmation_page(request, confirmation, action, form)
    shown = FormPage(
        title=label, button=str(page.button), lead=str(page.lead), done=str(page.done),
        onward=onward, **back,
    )  # fmt: skip
    return form_page(request, shown, form, action)


def _act(page: DeedPage, found: Question, form: object, actor: User) -> None:
    page.act(found, form, actor, timezone.now())


@screen("hoi-dap/<int:question_id>/bo-dau/", name="question_law_clear", duties=WORKING)
@require_POST
def clear_law(request: HttpRequest, question_id: int) -> HttpResponse:
    """Remove the mark of changed documents."""
    found = own_question(request, question_id)
    if answer := open_for(request, found, Deed.MARK_LAW):
        return answer
    attempt(
        request,
        lambda: clear_law_mark(found.pk, actor=user_of(request), now=timezone.now()),
        _("The mark is removed."),
    )
    return redirect("newsroom:question", found.pk)


@screen("tep-hoi-dap/<int:file_id>/", name="question_file", duties=WORKING)
@require_safe
def file(request: HttpRequest, file_id: int) -> HttpResponse:
    """A file that came with a question; only ever saved, never shown in the browser."""
    return download(file_for(user_of(request), file_id, today_here()))


def download(found: QuestionFile) -> HttpResponse:
    """The file as it came, to be saved. Raises Http404 when it was removed."""
    content = content_of(found)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = disposition(found.name)
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
