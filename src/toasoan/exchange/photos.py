"""Photos of stories that were handed over: fetched by the worker, read in a process of its own."""

import datetime as dt
import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.exchange.models import TEXT_LENGTH, HandoverPhoto, PartnerState, PhotoState
from toasoan.exchange.sending import RETRY_AFTER, same_site
from toasoan.media.actions import release_to_agency, written_files
from toasoan.media.reading import NewPicture, new_picture
from toasoan.media.sizes import PictureFault, PictureFileError
from toasoan.network.fetching import FetchFailedError, Limits, fetch
from toasoan.outlets.dispatch_rules import next_attempt
from toasoan.outlets.outgoing import problem_sentence, status_sentence

_LEASE = dt.timedelta(minutes=5)
MOST_AT_ONCE = 10
#: Partners give the copy of 1920 pixels; few are larger than one megabyte.
_MOST_BYTES = 8_000_000
_OK = 200


class _NotFetchedError(Exception):
    """The photo could not be had; a `final` problem stays whatever is tried."""

    def __init__(self, problem: str, *, final: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.final = problem, final


def fetch_due(now: dt.datetime) -> int:
    """Fetch the photos that are due; returns how many there are now."""
    due = HandoverPhoto.objects.filter(
        state=PhotoState.WAITING,
        next_attempt_at__lte=now,
        handover__partner__state=PartnerState.ACTIVE,
    )
    fetched = 0
    for photo_id in due.order_by("next_attempt_at", "pk").values_list("pk", flat=True)[
        :MOST_AT_ONCE
    ]:
        photo = _claim(photo_id, now)
        if photo is None:
            continue
        try:
            _keep(photo, _fetched(photo))
            fetched += 1
        except _NotFetchedError as error:
            _postpone(photo.pk, error, now)
    return fetched


@transaction.atomic
def _claim(photo_id: int, now: dt.datetime) -> HandoverPhoto | None:
    photo = (
        HandoverPhoto.objects.select_for_update(of=("self",))
        .select_related("handover__partner", "handover__agency")
        .get(pk=photo_id)
    )
    if photo.state != PhotoState.WAITING or photo.next_attempt_at > now:
        return None
    photo.attempts += 1
    photo.next_attempt_at = now + _LEASE
    photo.save(update_fields=["attempts", "next_attempt_at"])
    return photo


def _fetched(photo: HandoverPhoto) -> NewPicture:
    """The photo from the partner's site, compared with its digest and read anew."""
    if not same_site(photo.address, photo.handover.partner):
        raise _NotFetchedError(_("The photo does not lie on the partner's own site."), final=True)
    limits = Limits(most_bytes=_MOST_BYTES, private_networks=settings.TOASOAN_PRIVATE_NETWORKS)
    try:
        answer = fetch(photo.address, limits=limits)
    except FetchFailedError as failure:
        raise _NotFetchedError(problem_sentence(failure)) from failure
    if answer.status != _OK:
        raise _NotFetchedError(status_sentence(answer.status))
    if hashlib.sha256(answer.body).hexdigest() != photo.sha256:
        raise _NotFetchedError(_("The photo is not the one that was signed."), final=True)
    name = urlsplit(photo.address).path.rpartition("/")[2] or "anh"
    try:
        return new_picture(answer.body, name, title=photo.caption, description=photo.credit)
    except PictureFileError as error:
        busy = error.code == PictureFault.BUSY
        raise _NotFetchedError(_("The photo cannot be read."), final=not busy) from error


def _keep(photo: HandoverPhoto, new: NewPicture) -> None:
    """Write the files, then the rows; the photo is the desk's until a story takes it along."""
    with written_files() as files:
        picture = files.picture(new, unit=None, actor=None, agency=photo.handover.agency)
        with transaction.atomic():
            picture.save()
            release_to_agency(picture_ids=[picture.pk], attachment_ids=[])
            HandoverPhoto.objects.filter(pk=photo.pk).update(
                picture=picture, state=PhotoState.FETCHED, last_problem=""
            )


@transaction.atomic
def _postpone(photo_id: int, error: _NotFetchedError, now: dt.datetime) -> None:
    photo = HandoverPhoto.objects.select_for_update().get(pk=photo_id)
    photo.last_problem = error.problem[:TEXT_LENGTH]
    again = next_attempt(photo.attempts, now, RETRY_AFTER)
    if error.final or again is None:
        photo.state = PhotoState.FAILED
    else:
        photo.next_attempt_at = again
    photo.save()
