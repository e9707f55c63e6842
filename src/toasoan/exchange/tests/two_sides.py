"""Two agencies in one database that exchange stories with each other, for tests.

The other side signs with a key of its own, as another installation would.
"""

import datetime as dt
import json
from dataclasses import dataclass

from django.test import Client
from django.utils import timezone

from toasoan.exchange.connection_code import ConnectionCode
from toasoan.exchange.keys import make_key, present_key
from toasoan.exchange.messages import STORIES_PATH
from toasoan.exchange.partners import Comparison, add_partner, confirm_comparison
from toasoan.exchange.signing import fingerprint_of, new_key_pair, signed_headers

ADDRESS = "https://bienthu.vidu.vn"


@dataclass
class OtherSide:
    """Another agency's installation: what it signs and sends."""

    private: str
    public: str
    to: str = ""

    @property
    def code(self):
        return ConnectionCode(
            name="Viện kiểm sát nhân dân tỉnh Biển Thử",
            code="bien-thu",
            address=ADDRESS,
            key=self.public,
        )

    def headers(self, body, *, path=STORIES_PATH, now=None, method="POST"):
        key = fingerprint_of(self.public)
        moment = now or timezone.now()
        return signed_headers(
            self.private, key=key, to=self.to, method=method, path=path, body=body, now=moment
        )

    def post(self, body, *, path=STORIES_PATH, headers=None):
        """Send a body, signed unless other headers are given."""
        sent = self.headers(body, path=path) if headers is None else headers
        return Client().post(path, data=body, content_type="application/json", headers=sent)


def other_side():
    """An installation that nobody knows yet."""
    return OtherSide(*new_key_pair())


def partner_in_use(room, other):
    """The other side as a partner of the newsroom, compared by the webmaster."""
    now = timezone.now() - dt.timedelta(hours=1)
    if present_key(room.agency) is None:
        make_key(room.agency, actor=room.webmaster, now=now)
    partner = add_partner(room.agency, other.code.written(), actor=room.webmaster, now=now)
    other.to = present_key(room.agency).fingerprint
    return compare(partner, other, room)


def compare(partner, other, room, *, now=None):
    """Both sides read the same digits."""
    compared = Comparison(
        seen=fingerprint_of(other.public),
        own_seen=present_key(room.agency).fingerprint,
        read_by="Trần Văn Đối",
    )
    moment = now or timezone.now()
    return confirm_comparison(partner.pk, compared, actor=room.webmaster, now=moment)


def story(dispatch=17, number=1, purpose="story", about=None, **parts):
    """A message as the other side sends it."""
    item = {
        "title": "Kiểm sát trực tiếp tại trại tạm giam",
        "descriptions": [{"role": "summary", "value": "Sáng nay, đoàn công bố quyết định."}],
        "by": "Lê Văn Bạn, Phạm Thị Bè",
        "copyrightholder": "Viện kiểm sát nhân dân tỉnh Biển Thử",
        "renditions": [{"name": "web", "href": f"{ADDRESS}/tin/kiem-sat-3"}],
        "associations": [],
    } | parts.pop("item", {})
    message = {
        "version": 1,
        "dispatch": {"id": dispatch, "number": number, "purpose": purpose, "about": about},
        "item": item,
        "blocks": [
            {"kind": "paragraph", "words": "Đoàn làm việc hai ngày."},
            {"kind": "heading", "words": "Kết quả"},
            {"kind": "list", "ordered": False, "items": ["Một", "Hai & ba"]},
            {"kind": "quote", "words": "Nghiêm túc.", "speaker": "Trưởng đoàn"},
            {"kind": "table", "caption": "Số liệu", "headings": ["Việc", "Số"], "rows": [["A"]]},
            {"kind": "link", "title": "Xem", "address": "https://vidu.vn/a"},
        ],
        "digests": {},
    } | parts
    return json.dumps(message).encode()
