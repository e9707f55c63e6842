"""Readers rate a story: HTTP only."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.opinions.actions.ratings import rate_story
from toasoan.portal.frame.cache_tags import frame_tag, keep
from toasoan.portal.frame.site import agency_for, frame_context
from toasoan.portal.listings.stories import set_sections
from toasoan.portal.opinions.forms import RatingForm
from toasoan.portal.opinions.replies import problems_in, refused, taken
from toasoan.reader_forms.door import Limit, reader_form
from toasoan.reader_forms.readers import reader_key
from toasoan.refusals import RefusedError
from toasoan.stories.cache_tags import story_tag
from toasoan.stories.models import Story
from toasoan.stories.story_page_queries import live_story
from toasoan.vietnamese.dates import local_day

#: A whole office may share one address.
_LIMITS = (Limit(30, 60), Limit(300, 3600))


@reader_form("rating", limits=_LIMITS, largest_body=4096)
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, story_id: int) -> HttpResponse:
    """Take the stars; whoever opens the address finds the story."""
    story = _story_for(request, story_id)
    if request.method != "POST":
        return HttpResponseRedirect(f"{story.get_absolute_url()}#danh-gia")
    back = f"{story.get_absolute_url()}#danh-gia"
    form = RatingForm(request.POST)
    if not form.is_valid():
        return refused(request, problems_in(form), back)
    now = timezone.now()
    day = local_day(now)
    key = reader_key(request, f"rating:{story.pk}", day)
    try:
        is_changed = rate_story(story, form.cleaned_data["stars"], reader_key=key, now=now, day=day)
    except RefusedError as refusal:
        return refused(request, [str(refusal)], back)
    return taken(request, _words_for(is_changed), reverse("portal:rating_thanks", args=[story.pk]))


def _words_for(is_changed: bool) -> str:  # noqa: FBT001  # a choice of words
    if is_changed:
        return _("Your rating has been changed. Thank you.")
    return _("Your rating has been counted. You can change it until the end of the day.")


@require_safe
def thanks(request: HttpRequest, story_id: int) -> HttpResponse:
    """What is said to whoever rated a story."""
    story = _story_for(request, story_id)
    keep(request)
    context = {
        "title": _("Thank you for your rating"),
        "back": story.get_absolute_url(),
        "back_words": story.headline,
        "words": _(
            "It has been counted. The average on the story's page follows within some minutes; you"
            " can change your rating until the end of the day."
        ),
    }
    around = frame_context(request, agency_for(request))
    return render(request, "portal/opinions/thanks.html", around | context)


def _story_for(request: HttpRequest, story_id: int) -> Story:
    """A live story of the site, with its section. Raises Http404."""
    agency = agency_for(request)
    around = frame_context(request, agency)
    keep_tags = (story_tag(story_id), frame_tag(agency.pk))
    if request.method != "POST":
        keep(request, *keep_tags)
    story = live_story(agency.pk, story_id)
    if story is None:
        raise Http404
    set_sections([story], around["sections"])
    return story
