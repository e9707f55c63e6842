import datetime as dt

import pyotp
import pytest
import time_machine
from django.test import Client

from toasoan.accounts.factors import make_recovery_codes
from toasoan.accounts.models import AuthenticatorApp
from toasoan.accounts.sealing import seal
from toasoan.testing.factories import PASSWORD

START = dt.datetime(2026, 11, 25, 1, 0, tzinfo=dt.UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SIGN_IN = "/toa-soan/login/"
SECOND_STEP = "/toa-soan/login/buoc-hai/"


@pytest.fixture
def clock():
    """Eight in the morning in Việt Nam; moves only when it is told."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def sign_in(room):
    """A browser in which the person has typed name and password."""

    def typed(user, password=PASSWORD, browser=None, **extra):
        browser = browser or Client()
        data = {"username": getattr(user, "username", user), "password": password}
        browser.answer = browser.post(SIGN_IN, data | extra.pop("data", {}), **extra)
        return browser

    return typed


def give_app(user):
    """An authenticator app that is on already."""
    return AuthenticatorApp.objects.create(user=user, sealed_secret=seal(SECRET), added_at=START)


def give_codes(user):
    return make_recovery_codes(user, now=START)


def code_now():
    return pyotp.TOTP(SECRET).now()


def words(answer):
    return answer.content.decode()
