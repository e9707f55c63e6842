"""Which page may open the player of a video's host, after the reader has pressed for it."""

from django.http import HttpRequest

#: The host's address that sets no cookie before the video is played (decision 0024).
PLAYER = "https://www.youtube-nocookie.com"
#: Lies in the request's own dictionary, where no header of a reader can be.
_KEY = "toasoan.frames"


def allow_player(request: HttpRequest) -> None:
    """Allow the page of this request to frame the video host's player."""
    request.META[_KEY] = PLAYER


def frame_source(request: HttpRequest) -> str:
    """What the page of this request may frame; usually nothing."""
    source: str = request.META.get(_KEY, "")
    return source
