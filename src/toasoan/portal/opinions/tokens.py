"""The word by which a form says which page it stands on; signed, because pages have no session.

Without the signature anybody could enter pages that do not exist into the agency's table.
"""

import datetime as dt
import json
from typing import Any

from django.core import signing

from toasoan.opinions.actions.satisfaction import JudgedPage

_SALT = "toasoan.portal.opinions"
_LONGEST_TITLE, _LONGEST_PATH = 300, 400


def token_of(page_key: str, page: JudgedPage) -> str:
    """The word for a page, signed with the agency's key (`AgencyOpinions.page_key`).

    Plain text in front of the signature: title and path stand on the page already, so that they
    weigh nothing once it is compressed.
    """
    version = page.version.isoformat(timespec="seconds") if page.version else ""
    title, path = page.title[:_LONGEST_TITLE], page.path[:_LONGEST_PATH]
    said = json.dumps([page.subject, version, path, title], ensure_ascii=False)
    return signing.Signer(key=page_key, salt=_SALT).sign(said)


def page_of(page_key: str, token: str) -> JudgedPage | None:
    """The page that a word stands for; None for one of another agency or a made-up one."""
    signer = signing.Signer(key=page_key, salt=_SALT, fallback_keys=[])
    try:
        given: list[Any] = json.loads(signer.unsign(token))
    except signing.BadSignature:
        return None
    subject, version, path, title = given
    moment = dt.datetime.fromisoformat(version) if version else None
    return JudgedPage(subject=subject, title=title, path=path, version=moment)
