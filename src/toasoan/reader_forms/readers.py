"""Telling one reader again for a short time, without knowing who it is."""

import datetime as dt
import hashlib
import hmac
import secrets

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from toasoan.network import device_address, network_of
from toasoan.reader_forms.models import DayKey


def network_of_reader(request: HttpRequest) -> str:
    """The network of the sender: an IPv4 address, an IPv6 /64, "" when there is none."""
    remote = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    return network_of(device_address(remote, forwarded, settings.TOASOAN_TRUSTED_PROXIES))


def reader_key(request: HttpRequest, purpose: str, day: dt.date) -> str:
    """64 hexadecimal digits: the same for one browser in one network, one purpose and one day.

    The day's random key is in the database until `tasks.forget_what_was_sent` destroys it, two
    days later; from then on nobody can find out which network a kept hash stands for, and the
    same reader gets another one. Half of the key is the installation's, so that a copy of the
    database alone is worth nothing either.
    """
    browser = request.headers.get("User-Agent", "")[:400]
    return hashed(day, "reader", purpose, network_of_reader(request), browser)


def hashed(day: dt.date, *values: str) -> str:
    """A hash of the values under the key of the day, which is made when it is not there."""
    row, _made = DayKey.objects.get_or_create(day=day, defaults={"secret": secrets.token_hex(32)})
    key = salted_hmac("toasoan.reader_forms.day", row.secret, algorithm="sha256").digest()
    return hmac.new(key, "\0".join(values).encode(), hashlib.sha256).hexdigest()
