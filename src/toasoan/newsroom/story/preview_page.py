"""A story that is not published, for whoever has its link: the page, its photos and files.

Nobody signs in here: the word in the address is the right to read this one story.
"""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from toasoan.accounts.limits import Secret
from toasoan.accounts.link_words import WORD_PATTERN
from toasoan.editorial.ownership import own_media
from toasoan.editorial.preview_links import OpenedLink, note_opening, opened
from toasoan.editorial.queries import latest_text
from toasoan.media.actions import size_name
from toasoan.media.downloads import stored_file
from toasoan.media.models import Attachment, Picture
from toasoan.newsroom.kit.guests import opened_by_word
from toasoan.newsroom.kit.screens import anonymous_screen
from toasoan.stories.models import Story

_GONE = 410


@anonymous_screen(rf"^xem-truoc/(?P<word>{WORD_PATTERN})/$", name="preview")
@require_safe
@sensitive_variables("word")
def preview(request: HttpRequest, word: str) -> HttpResponse:
    """The story's latest text, until the link's last day."""
    return opened_by_word(
        request,
        Secret.PREVIEW,
        lambda now: opened(word, now),
        lambda found: _page(request, found, word),
    )


def _page(request: HttpRequest, found: OpenedLink, word: str) -> HttpResponse:
    link = found.link
    if not found.is_open:
        context = {"agency": link.story.agency}
        return render(request, "newsroom/story/preview_over.html", context, status=_GONE)
    note_opening(link, timezone.now())
    text = latest_text(link.story)
    context = text.get_preview_context(request, "") | {"bare": True, "link": link}
    page = render_to_string("newsroom/story/preview.html", context, request=request)
    return HttpResponse(_with_own_addresses(page, text, word))


def _with_own_addresses(page: str, text: Story, word: str) -> str:
    """The page with the story's photos and files at addresses that the link opens.

    At their own addresses they exist for nobody outside before the story is published.
    """
    own = own_media(text)
    door = reverse("newsroom:preview", args=[word])
    for picture in Picture.objects.filter(pk__in=own.picture_ids):
        begins = re.sub(r"\d+\.webp$", "", picture.address(0))
        page = page.replace(begins, f"{door}{begins[1:]}")
    for file in Attachment.objects.filter(pk__in=own.attachment_ids):
        page = page.replace(f'"{file.url}"', f'"{door}{file.url[1:]}"')
    return page


def _open_text(word: str) -> Story:
    found = opened(word, timezone.now())
    if found is None or not found.is_open:
        raise Http404
    return latest_text(found.link.story)


@anonymous_screen(
    rf"^xem-truoc/(?P<word>{WORD_PATTERN})/anh/(?P<picture_id>\d{{1,9}})/"
    r"(?P<token>[0-9a-f]{16})-(?P<width>\d{1,4})\.webp$",
    name="preview_picture",
)
@require_safe
@sensitive_variables("word")
def preview_picture(
    request: HttpRequest, word: str, picture_id: str, token: str, width: str
) -> HttpResponseBase:
    """A photo of the story behind the link."""
    if int(picture_id) not in own_media(_open_text(word)).picture_ids:
        raise Http404
    if not Picture.objects.filter(pk=picture_id, token=token).exists():
        raise Http404
    name = size_name(token, int(width))
    return stored_file(request, name, public=False, content_type="image/webp")


@anonymous_screen(
    rf"^xem-truoc/(?P<word>{WORD_PATTERN})/tep/(?P<attachment_id>\d{{1,9}})/$",
    name="preview_file",
)
@require_safe
@sensitive_variables("word")
def preview_file(request: HttpRequest, word: str, attachment_id: str) -> HttpResponseBase:
    """A file of the story behind the link."""
    if int(attachment_id) not in own_media(_open_text(word)).attachment_ids:
        raise Http404
    file = Attachment.objects.get(pk=attachment_id)
    return stored_file(request, file.file.name, public=False, saved_as=file.filename)
