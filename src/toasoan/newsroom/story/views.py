"""One story's own screens: its page, its text to read, its remarks, its versions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from toasoan.accounts.requests import user_of
from toasoan.editorial.models import Remark
from toasoan.editorial.preview_links import may_share
from toasoan.editorial.queries import latest_text, story_for, writes_now
from toasoan.editorial.remarks.actions import (
    make_remark,
    reopen_remark,
    resolve_remark,
    waive_remark,
)
from toasoan.newsroom.kit.duty_sets import READING
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.kit.story_view import story_view
from toasoan.newsroom.story.changes import changes_since
from toasoan.newsroom.story.earlier import units_for_copy
from toasoan.newsroom.story.versions import versions_of
from toasoan.refusals import RefusedError
from toasoan.stories.models import Story


def _shown(request: HttpRequest, found: Story) -> dict[str, Any]:
    now = timezone.now()
    shown = story_view(found, user_of(request), now)
    return {
        "shown": shown,
        "story": found,
        "now": now,
        "again_changes": changes_since(found, shown.sent_again) if shown.sent_again else None,
        "submissions": found.submissions.all(),
        "may_copy": bool(units_for_copy(request, found)),
        "may_share": may_share(user_of(request), found.progress, now),
    }


@screen("tin/<int:story_id>/", name="story", duties=READING)
@require_safe
def story(request: HttpRequest, story_id: int) -> HttpResponse:
    """One story: where it is, what can be done, how it reads, what happened to it."""
    found = story_for(user_of(request), story_id)
    return render(request, "newsroom/story/story.html", _shown(request, found))


@screen("tin/<int:story_id>/doc/", name="reading", duties=READING)
@require_safe
def reading(request: HttpRequest, story_id: int) -> HttpResponse:
    """The latest text as the public would see it."""
    text = latest_text(story_for(user_of(request), story_id))
    context = text.get_preview_context(request, "")
    # Without the site's banner and menus: on a phone the text begins at the top.
    return render(request, text.get_preview_template(request, ""), context | {"bare": True})


@screen("tin/<int:story_id>/lich-su/", name="versions", duties=READING)
@require_safe
def versions(request: HttpRequest, story_id: int) -> HttpResponse:
    """The named versions, each with its comparison with the one before."""
    found = story_for(user_of(request), story_id)
    context = {
        "story": found,
        "headline": latest_text(found).headline,
        "rows": versions_of(found),
        "may_write": writes_now(found, user_of(request), timezone.now()),
    }
    return render(request, "newsroom/story/versions.html", context)


@screen("tin/<int:story_id>/y-kien/", name="write_remark", duties=READING)
@require_POST
def write_remark(request: HttpRequest, story_id: int) -> HttpResponse:
    """Say something about the story."""
    found = story_for(user_of(request), story_id)
    typed = {"text": request.POST.get("text", ""), "quote": request.POST.get("quote", "")}
    return _after(
        request,
        found,
        lambda: make_remark(found, **typed, actor=user_of(request), now=timezone.now()),
        done=_("Your remark has been written down."),
        typed=typed,
    )


@screen("tin/<int:story_id>/y-kien/<int:remark_id>/", name="turn_remark", duties=READING)
@require_POST
def turn_remark(request: HttpRequest, story_id: int, remark_id: int) -> HttpResponse:
    """Close a remark with or without an answer, or open a closed one again."""
    found = story_for(user_of(request), story_id)
    remark = get_object_or_404(Remark, pk=remark_id, story=found)
    act, done = _TURNS.get(request.POST.get("turn", ""), _TURNS["resolve"])
    note = request.POST.get("note", "")
    return _after(
        request,
        found,
        lambda: act(remark, note=note, actor=user_of(request), now=timezone.now()),
        done=str(done),
        typed={},
    )


#: Value of the pressed button → what it does, and what is said afterwards.
_TURNS: dict[str, tuple[Callable[..., Remark], Promise]] = {
    "resolve": (resolve_remark, gettext_lazy("The remark has been dealt with.")),
    "waive": (
        waive_remark,
        gettext_lazy("The remark has been waived; the reason stands in the trail."),
    ),
    "reopen": (reopen_remark, gettext_lazy("The remark is open again.")),
}


def _after(
    request: HttpRequest,
    found: Story,
    act: Callable[[], Remark],
    *,
    done: str,
    typed: dict[str, str],
) -> HttpResponse:
    """Take the action, then show the remarks: as a part of the editor, or on the story's page.

    What was typed comes back with the refusal.
    """
    problems: tuple[Any, ...] = ()
    try:
        act()
    except RefusedError as refusal:
        problems = refusal.problems
    in_editor = not request.accepts("text/html")
    if not problems and not in_editor:
        messages.success(request, done)
        return redirect(f"{_page(found)}#y-kien")
    context = _shown(request, found) | {"problems": problems, "in_editor": in_editor}
    context |= {"typed": typed} if problems else {}
    status = 409 if problems else 200
    if in_editor:
        html = render_to_string("newsroom/kit/remarks.html", context, request=request)
        return JsonResponse({"html": html, "done": "" if problems else done}, status=status)
    return render(request, "newsroom/story/story.html", context, status=status)


def _page(found: Story) -> str:
    return reverse("newsroom:story", args=[found.pk])
