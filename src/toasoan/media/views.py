"""Handing out photos and files, after asking who is looking."""

from mimetypes import guess_type
from typing import Any

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from toasoan.media.actions import size_name
from toasoan.media.models import Attachment, Picture, PictureRendition, Reach
from toasoan.media.queries import visible
from toasoan.media.ranges import FilePart, NoSuchPartError, PartOfFile, requested_part
from toasoan.media.storage import private_storage
from toasoan.vietnamese.dates import local_day

_A_DAY = 86_400


def _visible_to_request(request: HttpRequest) -> Q:
    if not request.user.is_authenticated:
        return Q(reach=Reach.PUBLIC)
    return visible(request.user, local_day(timezone.now()))


def _answer(
    request: HttpRequest, name: str, *, public: bool, content_type: str = ""
) -> HttpResponseBase:
    storage = private_storage()
    if not storage.exists(name):
        raise Http404
    # We send no ETag, so a conditional range (If-Range) is answered with the whole file.
    range_header = "" if "If-Range" in request.headers else request.headers.get("Range", "")
    size = storage.size(name)
    try:
        part = requested_part(range_header, size)
    except NoSuchPartError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = _whole_or_part(storage.open(name), part, content_type)
    response["Accept-Ranges"] = "bytes"
    # A day, not a year: a photo of a story that is taken down must go out of caches.
    response["Cache-Control"] = f"public, max-age={_A_DAY}" if public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _whole_or_part(file: Any, part: FilePart | None, content_type: str) -> FileResponse:
    # Any: Django's file of a storage, which its stubs do not take for what FileResponse reads.
    if part is None:
        return FileResponse(file, content_type=content_type or None)
    kind = content_type or guess_type(file.name)[0] or "application/octet-stream"
    response = FileResponse(PartOfFile(file, part), status=206, content_type=kind)
    response["Content-Range"] = part.words
    response["Content-Length"] = str(part.length)
    return response


@require_safe
def picture(request: HttpRequest, picture_id: int, token: str, width: int) -> HttpResponseBase:
    """A ready copy of a photo."""
    reach = Picture.objects.filter(pk=picture_id, token=token).values_list("reach", flat=True)
    found = reach.first()
    if found is None:
        raise Http404
    public = found == Reach.PUBLIC
    if (
        not public
        and not Picture.objects.filter(_visible_to_request(request), pk=picture_id).exists()
    ):
        raise Http404
    name = size_name(token, width)
    return _answer(request, name, public=public, content_type="image/webp")


@require_safe
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    """A file beneath a story, to be saved under its title."""
    file = Attachment.objects.filter(_visible_to_request(request), pk=attachment_id).first()
    if file is None:
        raise Http404
    response = _answer(request, file.file.name, public=file.reach == Reach.PUBLIC)
    response["Content-Disposition"] = f'attachment; filename="{file.filename}"'
    return response


@require_safe
def newsroom_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A thumbnail or cleaned photo for the newsroom's own screens; originals never."""
    if not request.user.is_authenticated:
        raise Http404
    visible_rows = Picture.objects.filter(_visible_to_request(request))
    shown = visible_rows.filter(file=name).exists() or (
        PictureRendition.objects.filter(file=name, image__in=visible_rows).exists()
    )
    if not shown:
        raise Http404
    return _answer(request, name, public=False)
