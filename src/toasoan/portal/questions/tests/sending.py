"""Filling in the forms of citizens as a browser does."""

import re

import time_machine
from django.utils import timezone

HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
ASKED = {
    "subject": "Hỏi về lịch tiếp công dân",
    "text": "Cơ quan tiếp công dân vào ngày nào trong tuần?",
    "name": "Lê Thị Mẫu",
    "phone": "0909 000 111",
    "email": "mau@example.org",
    "wish": "private",
    "consent": "on",
}
_MOMENT = re.compile(r'name="moment" value="([^"]+)"')
_CODE = re.compile(r'class="receipt__code"[^>]*>([^<]+)<')


def moment_of(page):
    return _MOMENT.search(page.content.decode())[1]


def post(client, path, fields, **extra):
    return client.post(path, fields, **HERE, **extra)


def send(client, path="/hoi-dap/gui/cau-hoi/", *, seconds=60, **fields):
    """Open the form, fill it in for so many seconds, and send it."""
    opened = timezone.now()
    with time_machine.travel(opened, tick=False) as clock:
        moment = moment_of(client.get(path))
        clock.shift(seconds)
        return post(client, path, {**ASKED, "moment": moment, **fields})


def code_on(page):
    found = _CODE.search(page.content.decode())
    return found[1] if found else ""
