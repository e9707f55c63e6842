"""Handing out photos and files, after asking who is looking."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from toasoan.media.actions import size_name
from toasoan.media.downloads import stored_file
from toasoan.media.models import Attachment, Picture, PictureRendition, Reach
from toasoan.media.queries import visible
from toasoan.media.share_copies import share_copy
from toasoan.media.sizes import PictureFault, PictureFileError
from toasoan.vietnamese.dates import local_day

#: When whoever asks for a copy may ask again, in seconds.
_SECONDS_WHEN_BUSY = 10


def _visible_to_request(request: HttpRequest) -> Q:
    if not request.user.is_authenticated:
        return Q(reach=Reach.PUBLIC)
    return visible(request.user, local_day(timezone.now()))


def _picture_for(request: HttpRequest, picture_id: int, token: str) -> Picture:
    """The photo at an address. Raises Http404 for whoever may not see it."""
    found: Picture | None = Picture.objects.filter(pk=picture_id, token=token).first()
    if found is None:
        raise Http404
    rows = Picture.objects.filter(_visible_to_request(request), pk=picture_id)
    if found.reach != Reach.PUBLIC and not rows.exists():
        raise Http404
    return found


@require_safe
def picture(request: HttpRequest, picture_id: int, token: str, width: int) -> HttpResponseBase:
    """A ready copy of a photo."""
    found = _picture_for(request, picture_id, token)
    public = found.reach == Reach.PUBLIC
    name = size_name(token, width)
    return stored_file(request, name, public=public, content_type="image/webp")


@require_safe
def picture_to_share(request: HttpRequest, picture_id: int, token: str) -> HttpResponseBase:
    """The copy of a photo that others show with a link to the page, made when first asked for."""
    found = _picture_for(request, picture_id, token)
    try:
        name = share_copy(found)
    except PictureFileError as error:
        if error.code != PictureFault.BUSY:
            raise Http404 from error
        return HttpResponse(status=503, headers={"Retry-After": str(_SECONDS_WHEN_BUSY)})
    public = found.reach == Reach.PUBLIC
    return stored_file(request, name, public=public, content_type="image/jpeg")


@require_safe
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    """A file beneath a story, to be saved under the name that its sender gave it."""
    file = Attachment.objects.filter(_visible_to_request(request), pk=attachment_id).first()
    if file is None:
        raise Http404
    public = file.reach == Reach.PUBLIC
    return stored_file(request, file.file.name, public=public, saved_as=file.filename)


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
    return stored_file(request, name, public=False)
