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

from toasoan.accounts.attempts import accept_attempt, counts_of, enter_attempt
from toasoan.accounts.limits import Secret
from toasoan.accounts.link_words import WORD_PATTERN
from toasoan.editorial.models import PreviewLink
from toasoan.editorial.ownership import own_media
from toasoan.editorial.preview_links import note_opening, opened
from toasoan.editorial.queries import latest_text
from toasoan.media.actions import size_name
from toasoan.media.downloads import stored_file
from toasoan.media.models import Attachment, Picture
from toasoan.newsroom.kit.guests import PRIVATE, refused_until
from toasoan.newsroom.kit.screens import anonymous_screen
from toasoan.newsroom.kit.session import source_of
from toasoan.stories.models import Story

_GONE = 410


@anonymous_screen(rf"^xem-truoc/(?P<word>{WORD_PATTERN})/$", name="preview")
@require_safe
@sensitive_variables("word")
def preview(request: HttpRequest, word: str) -> HttpResponse:
    """The story's latest text, until the link's last day."""
    now = timezone.now()
    attempt = enter_attempt(counts_of(Secret.PREVIEW, "", source_of(request)), now)
    if attempt.refused_until:
        return refused_until(attempt.refused_until, now)
    found = opened(word, now)
    if found is None:
        raise Http404
    accept_attempt(attempt)
    if not found.is_open:
        agency = found.link.story.agency
        answer = render(
            request, "newsroom/story/preview_over.html", {"agency": agency}, status=_GONE
        )
    else:
        note_opening(found.link, now)
        answer = HttpResponse(_page(request, found.link, word))
    for name, value in PRIVATE.items():
        answer[name] = value
    return answer


def _page(request: HttpRequest, link: PreviewLink, word: str) -> str:
    text = latest_text(link.story)
    context = text.get_preview_context(request, "") | {"bare": True, "link": link}
    page = render_to_string("newsroom/story/preview.html", context, request=request)
    return _with_own_addresses(page, text, word)


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
