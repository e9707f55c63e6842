"""The published versions of a story and what each changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toasoan.accounts.requests import user_of
from toasoan.editorial.editions import edition_changes
from toasoan.editorial.queries import latest_text, story_for
from toasoan.newsroom.kit.duty_sets import READING
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.story.changes import shown_changes


@screen("tin/<int:story_id>/lan-dang/", name="editions", duties=READING)
@require_safe
def editions(request: HttpRequest, story_id: int) -> HttpResponse:
    """What was published when, and what each edition changed in the one before."""
    found = story_for(user_of(request), story_id)
    shown = [(edition, shown_changes(changes)) for edition, changes in edition_changes(found)]
    context = {"story": found, "headline": latest_text(found).headline, "editions": shown}
    return render(request, "newsroom/story/editions.html", context)
