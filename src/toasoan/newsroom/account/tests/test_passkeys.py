"""Passkeys over HTTP: what a browser could send that proves nothing (the rest: tests/browser)."""

import json

from django.test import Client
from django.utils import timezone

from toasoan.accounts.models import Passkey, Visit
from toasoan.newsroom.account.tests.conftest import give_app, words

OPTIONS = "/toa-soan/login/khoa/"
DONE = "/toa-soan/login/khoa/xong/"
NEW_OPTIONS = "/toa-soan/account/lop-hai/khoa/"
ADD = "/toa-soan/account/lop-hai/khoa/them/"


def send(browser, path, found):
    return browser.post(path, json.dumps(found), content_type="application/json")


def give_passkey(user, host="testserver", number="a"):
    return Passkey.objects.create(
        user=user,
        host=host,
        name="Điện thoại",
        credential_id=number * 24,
        public_key=b"x",
        added_at=timezone.now(),
    )


def test_the_options_ask_for_finger_face_or_pin_and_name_no_person(room):
    found = Client().post(OPTIONS).json()

    assert found["userVerification"] == "required"
    assert found["allowCredentials"] == []
    assert found["rpId"] == "testserver"


def test_after_the_password_only_the_persons_own_passkeys_are_asked_for(room, sign_in):
    give_passkey(room.editor)
    give_passkey(room.approver, number="b")
    give_passkey(room.editor, host="noi-khac.vn", number="c")

    found = sign_in(room.editor).post(OPTIONS).json()

    assert [each["id"] for each in found["allowCredentials"]] == ["a" * 24]


def test_what_proves_nothing_is_refused_in_the_same_words(room):
    give_passkey(room.editor)
    browser = Client()
    answers = []
    for found in [
        {"id": "a" * 24},
        {"id": "z" * 24},
        {"id": 7},
        [],
        "x",
        {"id": "a" * 24, "rawId": "a" * 24, "type": "public-key", "response": {}},
    ]:
        browser.post(OPTIONS)
        answers.append(send(browser, DONE, found))

    assert {answer.status_code for answer in answers} == {400}
    assert len({answer.content for answer in answers}) == 1
    assert not Visit.objects.exists()


def test_a_made_up_passkey_is_not_kept(room, sign_in):
    browser = sign_in(room.editor)
    browser.post(NEW_OPTIONS)

    assert send(browser, ADD, {"id": "a", "response": {}}).status_code == 400
    assert not Passkey.objects.exists()


def test_the_device_never_learns_who_the_person_is(room, sign_in):
    found = sign_in(room.editor).post(NEW_OPTIONS).json()

    assert found["user"]["id"] != str(room.editor.pk)
    assert found["authenticatorSelection"]["residentKey"] == "required"


def test_a_passkey_of_somebody_else_cannot_be_removed(room, sign_in):
    foreign = give_passkey(room.editor)
    browser = sign_in(room.contributor)

    browser.post(f"/toa-soan/account/lop-hai/khoa/{foreign.pk}/go/")

    assert Passkey.objects.filter(pk=foreign.pk).exists()


def test_a_passkey_is_listed_and_removed(room, sign_in):
    give_app(room.editor)
    passkey = give_passkey(room.editor)
    browser = Client()
    browser.force_login(room.editor)

    assert "Điện thoại" in words(browser.get("/toa-soan/account/lop-hai/"))
    browser.post(f"/toa-soan/account/lop-hai/khoa/{passkey.pk}/go/")
    assert not Passkey.objects.exists()
