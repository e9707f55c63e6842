"""The mail by which an outlet gets a story, or is told what became of one."""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from toasoan.outlets.models import Dispatch, DispatchPurpose
from toasoan.outlets.photos import Photos, photos_of
from toasoan.outlets.word_file import photo_line, word_file, word_name
from toasoan.vietnamese.dates import long_datetime

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NO_PHOTOS = Photos((), ())


def letter(dispatch: Dispatch, answer_link: str = "") -> EmailMessage:
    """The mail of a dispatch to its outlet, with Word file and photos unless it was taken down.

    `answer_link` is the address at which the outlet answers. The mail has the same Message-ID at
    every attempt, so that a mail server can drop a second copy.
    """
    kept = dispatch.payload
    is_whole = dispatch.purpose != DispatchPurpose.TAKE_DOWN
    photos = photos_of(kept) if is_whole else _NO_PHOTOS
    context = {
        "dispatch": dispatch,
        "outlet": dispatch.outlet,
        "kept": kept,
        "answer_link": answer_link,
        "left_out": photos.left_out,
        "captions": _captions(dispatch) if is_whole else [],
        "embargo": _embargo(dispatch),
    }
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    message = EmailMessage(
        subject=_subject(dispatch),
        body=render_to_string(f"outlets/{dispatch.purpose}.txt", context),
        to=[dispatch.outlet.email],
        headers={"Message-ID": f"<dispatch-{dispatch.pk}@{host}>"},
    )
    if is_whole:
        message.attach(word_name(kept), word_file(kept), _WORD)
    for file in photos.files:
        message.attach(file.name, file.content, "image/jpeg")
    return message


def _captions(dispatch: Dispatch) -> list[str]:
    pictures = dispatch.payload["pictures"]
    return [photo_line(number, picture) for number, picture in enumerate(pictures, start=1)]


def _embargo(dispatch: Dispatch) -> str:
    until = dispatch.payload.get("embargo_until")
    return long_datetime(dt.datetime.fromisoformat(until)) if until else ""


def _subject(dispatch: Dispatch) -> str:
    forms = {
        DispatchPurpose.STORY: _("Story: %(headline)s"),
        DispatchPurpose.CORRECTION: _("CORRECTION: %(headline)s"),
        DispatchPurpose.TAKE_DOWN: _("TAKEN DOWN: %(headline)s"),
        DispatchPurpose.REINSTATEMENT: _("Put back: %(headline)s"),
    }
    form = forms[DispatchPurpose(dispatch.purpose)]
    return form % {"headline": " ".join(dispatch.payload["headline"].split())}
