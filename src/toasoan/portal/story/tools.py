"""The tools above a story: print it, pass it on, copy its address, hear it, read it larger."""

import base64
import json
from functools import cache
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.safestring import SafeString

from toasoan.portal.frame.fragments import filled, fragment
from toasoan.portal.story.head import Article


def tools_of(article: Article, around: dict[str, Any]) -> SafeString:
    """From story to story only address and headline differ: the rest is remembered."""
    headline, address = article.story.headline, article.address
    return filled(
        fragment("portal/story/tools.html", around),
        address=address,
        headline=headline,
        quoted_address=quote(address, safe=""),
        quoted_headline=quote(headline, safe=""),
        zalo=_zalo_link(address),
        code=_code_path(article.story.pk),
    )


def _code_path(story_id: int) -> str:
    """The path of the story's QR code; the address is looked up once a process."""
    before, after = _around_code()
    return f"{before}{story_id}{after}"


@cache
def _around_code() -> tuple[str, str]:
    before, _number, after = reverse("portal:story_code", args=[0]).partition("0")
    return before, after


def _zalo_link(address: str) -> str:
    """Where Zalo lets a reader pass an address on, a plain link without Zalo's script."""
    share = base64.b64encode(json.dumps({"url": address}).encode()).decode()
    return "https://button-share.zalo.me/share_external?d=" + quote(share, safe="")
