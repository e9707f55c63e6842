"""Sending photos and putting them into a story: HTTP only."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.editorial.added_photos import AddedPhoto, add_gallery, add_photos
from toasoan.editorial.queries import story_for, writes_now
from toasoan.media.actions import take_in
from toasoan.media.models import Picture
from toasoan.media.queries import usable
from toasoan.media.sizes import NEEDED_WIDTH, PictureFault
from toasoan.media.wording import limit_sentence, narrow_sentence, picture_help, refusal_sentence
from toasoan.newsroom.kit.duty_sets import WRITING
from toasoan.newsroom.kit.screens import screen, with_file
from toasoan.newsroom.photos.forms import OnePhotoForm, SentPhotoForm, chosen_photos, ids_in
from toasoan.refusals import RefusedError
from toasoan.sent_files.limits import MOST_BYTES
from toasoan.stories.models import Story
from toasoan.vietnamese.dates import local_day

_PREVIEW_WIDTH = 320


def sender_context() -> dict[str, Any]:
    """What the sender of several photos says and asks before a photo is on its way."""
    return {
        "help": picture_help(),
        "most_bytes": MOST_BYTES,
        "too_large": refusal_sentence(PictureFault.TOO_LARGE),
        "needed": NEEDED_WIDTH,
        # The browser puts its number in the place of this one.
        "narrow": narrow_sentence(0),
    }


@screen("anh/gui/", name="send_photo", duties=WRITING, largest_body=with_file(MOST_BYTES))
@require_http_methods(["GET", "HEAD", "POST"])
def send_photo(request: HttpRequest) -> HttpResponse:
    """The sender as a part of a page; or one photo of several, and what came of it as JSON."""
    if request.method != "POST":
        return render(request, "newsroom/photos/sender.html", {"sender": sender_context()})
    form = SentPhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        message = " ".join(str(error) for error in form.errors["file"])
        return JsonResponse({"message": message}, status=422)
    picture = take_in(form.cleaned_data["file"], actor=user_of(request))
    return JsonResponse(_told(picture), status=201)


def _told(picture: Picture) -> dict[str, Any]:
    """What the browser shows of a photo; `chosen` is the state of a chooser of the editor."""
    preview = picture.address(_PREVIEW_WIDTH)
    return {
        "id": picture.pk,
        "width": picture.width,
        "height": picture.height,
        "preview": preview,
        "warning": narrow_sentence(picture.width),
        "focus": reverse("newsroom:photo", args=[picture.pk]),
        "chosen": {
            "id": picture.pk,
            "title": picture.title,
            "edit_url": reverse("newsroom:photo", args=[picture.pk]),
            "preview": {"url": preview, "width": _PREVIEW_WIDTH, "height": _PREVIEW_WIDTH},
            "default_alt_text": picture.description,
        },
    }


@screen(
    "tin/<int:story_id>/anh/",
    name="add_photos",
    duties=WRITING,
    largest_body=with_file(MOST_BYTES),
)
@require_http_methods(["GET", "HEAD", "POST"])
def put_into_story(request: HttpRequest, story_id: int) -> HttpResponse:
    """Photos behind the story's text: several sent by scripts, or one with its words."""
    user = user_of(request)
    story = story_for(user, story_id)
    if not writes_now(story, user, timezone.now()):
        raise Http404
    if request.method != "POST":
        return _page(request, story, OnePhotoForm())
    if "picture" in request.POST:
        return _put_chosen(request, story, user)
    form = OnePhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, story, form, status=422)
    words = {name: form.cleaned_data[name] for name in ("caption", "credit", "alternative_text")}
    picture = take_in(form.cleaned_data["file"], actor=user)
    return _put(request, story, [AddedPhoto(picture=picture, **words)], form)


def _put_chosen(request: HttpRequest, story: Story, user: User) -> HttpResponse:
    rows = usable(user, local_day(timezone.now()))
    found = Picture.objects.filter(rows, pk__in=ids_in(request.POST)).in_bulk()
    if set(ids_in(request.POST)) - found.keys():
        # An id of somebody else's photo is like one that there is not.
        raise Http404
    return _put(request, story, chosen_photos(request.POST, found), OnePhotoForm())


def _put(
    request: HttpRequest, story: Story, photos: list[AddedPhoto], form: OnePhotoForm
) -> HttpResponse:
    add = add_gallery if request.POST.get("as") == "gallery" else add_photos
    try:
        add(story.pk, photos, actor=user_of(request), now=timezone.now())
    except RefusedError as refusal:
        form.full_clean()
        form.refuse(refusal)
        return _page(request, story, form, status=422)
    done = ngettext(
        "%(number)d photo stands at the end of the text now.",
        "%(number)d photos stand at the end of the text now.",
        len(photos),
    )
    messages.success(request, done % {"number": len(photos)})
    return redirect("newsroom:story", story.pk)


def _page(
    request: HttpRequest, story: Story, form: OnePhotoForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "story": story,
        "form": form,
        "sender": sender_context(),
        "limit": limit_sentence(),
        "page_back": reverse("newsroom:story", args=[story.pk]),
        "page_back_label": story.headline or _("(no headline yet)"),
    }
    return render(request, "newsroom/photos/add.html", context, status=status)
