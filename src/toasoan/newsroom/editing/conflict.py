"""The page for a save that was refused: both texts, and what can be done with them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from toasoan.accounts.requests import user_of
from toasoan.editorial.queries import latest_text, story_for
from toasoan.newsroom.editing.differences import side_by_side
from toasoan.newsroom.editing.typed import lines_of_form, lines_of_story
from toasoan.newsroom.kit.typed_text import carried
from toasoan.stories.models import Story


def conflict_page(request: HttpRequest, form: Any, story_id: int, *, closed: bool) -> HttpResponse:
    """Show what was typed beside what is stored, and carry it along unchanged.

    The base that goes with it is the version on this page: whoever keeps their text has seen
    what it replaces, and a third version in the meantime is a conflict again. `closed`: the
    story moved on, so the text can only be copied.
    """
    story: Story = story_for(user_of(request), story_id)
    theirs = latest_text(story)
    latest = story.latest_revision
    context = {
        "story": story,
        "headline": theirs.headline,
        "latest": latest,
        "latest_created_at": latest.created_at.isoformat() if latest else "",
        "saved_by": latest.user if latest else None,
        "own": bool(latest and latest.user_id == request.user.pk),
        "fields": side_by_side(lines_of_form(form), lines_of_story(theirs)),
        "carried": carried(request.POST),
        "closed": closed,
    }
    return render(request, "newsroom/editing/conflict.html", context, status=409)
