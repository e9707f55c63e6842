"""The text for the public: prepared, let out, corrected; answers marked when documents change."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.duty_sets import TAKING_QUESTIONS
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.questions.forms import PublicTextForm, PublishForm
from toasoan.newsroom.questions.law_form import LawOfManyForm
from toasoan.newsroom.questions.pages import open_for, own_question
from toasoan.newsroom.questions.texts import marked_texts
from toasoan.questions.actions.publishing import (
    PublicWords,
    correct_public_answer,
    mark_changed_law,
    prepare_public_text,
    publication_problems,
    publish_answer,
)
from toasoan.questions.guards import open_deeds
from toasoan.questions.models import PublicAnswer, PublicText, Question
from toasoan.questions.queries import (
    answers_citing,
    latest_answer,
    latest_public_text,
    standing_of,
)
from toasoan.questions.transitions import Deed
from toasoan.units.duties import Duty

PUBLISHING = TAKING_QUESTIONS | {Duty.APPROVE}
_FORM_METHODS = ["GET", "HEAD", "POST"]
_SHOWN = 200


@screen("hoi-dap/<int:question_id>/cong-khai/", name="question_public", duties=PUBLISHING)
@require_http_methods(_FORM_METHODS)
def public_text(request: HttpRequest, question_id: int) -> HttpResponse:
    """Prepare the public text: what was sent stands beside it, personal data is marked."""
    found = own_question(request, question_id)
    if moved_on := open_for(request, found, Deed.PREPARE):
        return moved_on
    user, latest = user_of(request), latest_public_text(found)
    form = _text_form(request, found, latest)
    if request.method == "POST" and form.carry_out(partial(_prepare, found, form, user)):
        messages.success(request, _("The text is saved. Somebody else lets it out."))
        return redirect("newsroom:question_public", found.pk)
    context = _public_page(found, latest, user) | {
        "form": form,
        "publish_form": _publish_form(None, latest),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/questions/public_text.html", context, status=status)


def _text_form(request: HttpRequest, found: Question, latest: PublicText | None) -> PublicTextForm:
    if request.method == "POST":
        return PublicTextForm(request.POST)
    answer = latest_answer(found)
    return PublicTextForm(
        initial={
            "title": latest.title if latest else found.subject,
            "asked": latest.asked if latest else found.text,
            "answered": latest.answered if latest else (answer.text if answer else ""),
        }
    )


def _publish_form(data: Any, latest: PublicText | None) -> PublishForm:
    return PublishForm(data, initial={"seen": latest.pk if latest else ""})


def _prepare(found: Question, form: Any, actor: User) -> None:
    given = form.cleaned_data
    words = PublicWords(given["title"], given["asked"], given["answered"])
    prepare_public_text(found.pk, words, actor=actor, now=timezone.now())


def _public_page(found: Question, latest: PublicText | None, user: User) -> dict[str, object]:
    deeds = open_deeds(standing_of(user, found, today_here()))
    public = PublicAnswer.objects.filter(question=found).select_related("text").first()
    return {
        "question": found,
        "latest": latest,
        "texts": marked_texts(found, latest_answer(found), latest),
        "publishes": Deed.PUBLISH in deeds,
        "corrects": Deed.CORRECT in deeds and latest is not None and latest.edition is None,
        "against": publication_problems(found, latest, user),
        "public_answer": public,
    }


@screen("hoi-dap/<int:question_id>/dang/", name="question_publish", duties=PUBLISHING)
@require_POST
def publish(request: HttpRequest, question_id: int) -> HttpResponse:
    """Let out the public text that was read, or the correction of one that shows."""
    found = own_question(request, question_id)
    is_correction = found.state == "published"
    if moved_on := open_for(request, found, Deed.CORRECT if is_correction else Deed.PUBLISH):
        return moved_on
    user, latest = user_of(request), latest_public_text(found)
    form = _publish_form(request.POST, latest)
    if form.carry_out(partial(_publish, found, form, user, is_correction=is_correction)):
        messages.success(request, _("The answer is on the site."))
        return redirect("newsroom:question", found.pk)
    context = _public_page(found, latest, user) | {
        "form": _text_form_of(latest),
        "publish_form": form,
    }
    return render(request, "newsroom/questions/public_text.html", context, status=422)


def _text_form_of(latest: PublicText | None) -> PublicTextForm:
    initial = {
        name: getattr(latest, name) if latest else "" for name in ("title", "asked", "answered")
    }
    return PublicTextForm(initial=initial)


def _publish(found: Question, form: Any, actor: User, *, is_correction: bool) -> None:
    given, now = form.cleaned_data, timezone.now()
    if is_correction:
        correct_public_answer(found.pk, given["seen"], note=given["note"], actor=actor, now=now)
    else:
        publish_answer(found.pk, given["seen"], actor=actor, now=now)


@screen("hoi-dap/vien-dan/", name="answers_citing", duties=PUBLISHING)
@require_http_methods(_FORM_METHODS)
def citing(request: HttpRequest) -> HttpResponse:
    """Public answers that cite a document by its number, to be marked when it has changed."""
    agency = agency_where(request, PUBLISHING)
    number = request.GET.get("so", "").strip()[:60]
    rows: QuerySet[PublicAnswer] = (
        answers_citing(agency.pk, number).order_by("-first_published_at")
        if number
        else PublicAnswer.objects.none()
    )
    found = list(rows[:_SHOWN])
    form = LawOfManyForm(request.POST if request.method == "POST" else None, answers=found)
    if request.method == "POST" and form.carry_out(partial(_mark, form, user_of(request))):
        messages.success(request, _("The answers are marked; readers see it."))
        return redirect("newsroom:questions")
    context = {"number": number, "answers": found, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/questions/citing.html", context, status=status)


def _mark(form: LawOfManyForm, actor: User) -> None:
    given = form.cleaned_data
    mark_changed_law(
        given["answers"], since=given["since"], note=given["note"], actor=actor,
        now=timezone.now(),
    )  # fmt: skip
