"""What photos and files may be, and why one was refused, in the words of every screen."""

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from toasoan.media.sizes import (
    LEAST_SIDE,
    MOST_PIXELS,
    NEEDED_WIDTH,
    PictureFault,
)
from toasoan.sent_files.limits import MOST_MEGABYTES


def _millions() -> int:
    return MOST_PIXELS // 1_000_000


def limit_sentence() -> str:
    """How large a file may be: the same words beside every button that sends one."""
    return _("A photo or a Word file may have %(most)d MB at most.") % {"most": MOST_MEGABYTES}


def picture_help() -> str:
    """Which photos are taken, and how wide one must be for the page."""
    kinds = _(
        "JPEG, PNG, WebP, HEIC (iPhone) or AVIF, up to %(most)d million pixels; %(needed)d pixels"
        " wide or more, so that it is sharp on the page."
    ) % {"most": _millions(), "needed": NEEDED_WIDTH}
    return f"{kinds} {limit_sentence()}"


#: Said anew in the language of each request.
PICTURE_HELP = lazy(picture_help, str)()


def narrow_sentence(width: int) -> str:
    """What to tell about a photo narrower than the page; empty when it is wide enough."""
    if width >= NEEDED_WIDTH:
        return ""
    return _(
        "This photo is %(width)d pixels wide; the page needs %(needed)d. It is shown small:"
        " send the original if you have it."
    ) % {"width": width, "needed": NEEDED_WIDTH}


def refusal_sentence(fault: PictureFault) -> str:
    """What to tell a person whose photo was not taken."""
    sentences = {
        PictureFault.TOO_LARGE: _(
            "The photo is over %(most)d MB. Save a smaller copy and choose it again."
        )
        % {"most": MOST_MEGABYTES},
        PictureFault.TOO_MANY_PIXELS: _(
            "The photo has too many pixels: %(most)d million at most. Save a smaller copy and"
            " choose it again."
        )
        % {"most": _millions()},
        PictureFault.TOO_COSTLY: _(
            "The photo takes too long to read. Save it as a smaller JPEG and choose it again."
        ),
        PictureFault.TOO_SMALL: _(
            "The picture is too small: less than %(least)d pixels high or wide. Choose the"
            " original photo."
        )
        % {"least": LEAST_SIDE},
        PictureFault.NOT_A_PICTURE: _(
            "This file is not a photo of a kind that can be read. Choose a JPEG, PNG, WebP, HEIC"
            " or AVIF file."
        ),
        PictureFault.DAMAGED: _(
            "The photo is damaged: a part of the file is missing or broken. Take it from the"
            " camera or phone again."
        ),
        PictureFault.UNUSUAL_COLOURS: _(
            "The photo has colours of a kind that pages cannot show. Save it as JPEG and choose it"
            " again."
        ),
        PictureFault.BUSY: _("Many photos are being read just now. Choose it again in a minute."),
    }
    return sentences[fault]
