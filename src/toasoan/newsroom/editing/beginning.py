"""Beginning a story: in the editor, or from a Word file."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.intake.actions import draft_from_word
from toasoan.intake.docx.package import MAX_FILE
from toasoan.intake.docx.problems import WordFileError
from toasoan.intake.notes import NoteLine
from toasoan.intake.words import REFUSALS
from toasoan.media.wording import limit_sentence
from toasoan.newsroom.editing.forms import WordForm
from toasoan.newsroom.kit.duty_sets import WRITING
from toasoan.newsroom.kit.screens import MenuEntry, screen, with_file
from toasoan.newsroom.kit.story_view import candidate_units


@screen(
    "viet-tin/",
    name="write",
    duties=WRITING,
    menu=MenuEntry(label=gettext_lazy("Write a story"), icon="edit", order=20),
)
@require_safe
def write(request: HttpRequest) -> HttpResponse:
    """Begin a story: straight into the editor, or first choose among several units."""
    units = candidate_units(user_of(request), with_desk=True)
    if not units:
        raise Http404
    address = reverse("wagtailsnippets_stories_story:add")
    if len(units) == 1:
        return redirect(f"{address}?unit={units[0].pk}")
    return render(
        request, "newsroom/editing/choose_unit.html", {"units": units, "address": address}
    )


@screen(
    "gui-word/",
    name="send_word",
    duties=WRITING,
    menu=MenuEntry(label=gettext_lazy("Send a Word file"), icon="upload", order=30),
    largest_body=with_file(MAX_FILE),
)
@require_http_methods(["GET", "HEAD", "POST"])
def send_word(request: HttpRequest) -> HttpResponse:
    """Send a Word file; the draft that comes of it opens in the editor."""
    units = candidate_units(user_of(request), with_desk=True)
    if not units:
        raise Http404
    choices = [(unit.pk, unit.short_name) for unit in units]
    form = WordForm(request.POST or None, request.FILES or None, units=choices)
    if request.method != "POST" or not form.is_valid():
        return _word_page(request, form, status=200 if request.method != "POST" else 422)
    unit = next(unit for unit in units if unit.pk == form.cleaned_data["unit"])
    sent = form.cleaned_data["file"]
    try:
        story, submission = draft_from_word(
            sent.read(), sent.name, unit=unit, actor=user_of(request), now=timezone.now()
        )
    except WordFileError as error:
        form.add_error("file", str(REFUSALS[error.code]))
        return _word_page(request, form, status=422)
    messages.success(
        request,
        _("The Word file has become a draft. Read it through, add what is missing, send it."),
    )
    if submission.notes:
        messages.warning(request, _notes(submission.note_lines()))
    return redirect("wagtailsnippets_stories_story:edit", story.pk)


def _word_page(request: HttpRequest, form: WordForm, *, status: int) -> HttpResponse:
    context = {"form": form, "limit": limit_sentence()}
    return render(request, "newsroom/editing/send_word.html", context, status=status)


def _notes(lines: list[NoteLine]) -> SafeString:
    """All notes as one message; the story's page keeps them."""
    return render_to_string("newsroom/editing/word_notes.html", {"notes": lines})
