"""The place of a photo that crops keep: HTTP only."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.media.models import Picture, Reach
from toasoan.media.queries import usable
from toasoan.media.sizes import Focus
from toasoan.media.wording import narrow_sentence
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION, DESK, WRITING
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.photos.forms import FocusForm
from toasoan.stories.actions import choose_focus
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day

_WIDTH = 960


@screen("anh/<int:picture_id>/", name="photo", duties=WRITING | ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, picture_id: int) -> HttpResponse:
    """A photo with its focus: pressed or dragged on it, or typed as two numbers."""
    picture = _photo_for(user_of(request), picture_id)
    focus = picture.focus
    given = {"title": picture.title, "across": focus.across, "down": focus.down}
    form = FocusForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        choose_focus(picture, Focus(told["across"], told["down"]), title=told["title"])
        messages.success(request, _("Saved. Crops of this photo keep the place you chose."))
        return redirect("newsroom:photo", picture.pk)
    context = {
        "picture": picture,
        "form": form,
        "address": picture.address(_WIDTH),
        "warning": narrow_sentence(picture.width),
    }
    status = 422 if form.is_bound else 200
    return render(request, "newsroom/photos/photo.html", context, status=status)


def _photo_for(user: User, picture_id: int) -> Picture:
    """A photo that the person may cut: one of theirs; a published one is the agency's desk's.

    Raises Http404.
    """
    today = local_day(timezone.now())
    found: Picture | None = Picture.objects.filter(usable(user, today), pk=picture_id).first()
    if found is None:
        raise Http404
    duties = duties_of(user, today)
    if found.reach == Reach.PUBLIC and duties.isdisjoint(DESK | ADMINISTRATION):
        raise Http404
    return found
