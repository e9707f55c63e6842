"""Names and texts as machines need them: lasting, and with nothing that XML cannot carry."""

import re
from typing import Any

from django.http import HttpRequest

from toasoan.vietnamese.dates import local_day

#: Everything outside the characters that XML 1.0 (§2.2) allows; a carriage return would not last.
_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"\s+")


def clean(text: str) -> str:
    r"""The text without characters that no XML parser accepts.

    >>> clean("Hội nghị\x00\x0b")
    'Hội nghị'
    """
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    r"""The text as a headline: clean, and on one line.

    >>> one_line(" Hội nghị\n tổng kết ")
    'Hội nghị tổng kết'
    """
    return _SPACES.sub(" ", clean(text)).strip()


def lasting_name(request: HttpRequest, story: Any) -> str:
    """A name of the story that stays when its headline and its section change (RFC 4151).

    What is no story says its own name (`feed_name`), so that none is taken for a story's.
    """
    host = request.get_host().partition(":")[0]
    moment = story.first_published_at
    day = local_day(moment) if moment else local_day(story.created_at)
    name = getattr(story, "feed_name", f"tin/{story.pk}")
    return f"tag:{host},{day:%Y-%m-%d}:{name}"
