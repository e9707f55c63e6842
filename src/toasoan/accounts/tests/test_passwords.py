"""Passwords by current guidance: length and habits count, composition does not."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils import timezone

from toasoan.accounts.models import AuthenticatorApp
from toasoan.accounts.passwords import everyday_passwords
from toasoan.accounts.rules import is_everyday, plain
from toasoan.conf.settings import base
from toasoan.testing.factories import make_agency, make_user


def refused(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {each.code for each in error.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        "matkhau12345678",
        "Mật Khẩu 2026!!!!",
        "anhyeuem@123456",
        "12345678901234",
        "qwertyuiopasdfgh",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "Vietnam@2026!!!!",
        "vienkiemsat123456",
        "IloveyouILOVEYOU",
        "0987654321098765",
    ],
)
def test_what_everybody_uses_is_refused_however_it_is_dressed(password):
    assert is_everyday(password, everyday_passwords())


@pytest.mark.parametrize(
    "password",
    [
        "mot mat khau du dai",
        "hoa sen tren ban lam viec",
        "6erv-2u7h-c3x7-qgzb",
        "chim sẻ ăn kẹo lạc",
    ],
)
def test_words_put_together_by_one_person_are_fine_without_capitals_or_digits(password):
    assert not is_everyday(password, everyday_passwords())


def test_a_guesser_sees_through_marks_capitals_and_signs():
    assert plain("Đường-Láng 19!") == "duonglang19"


@pytest.mark.django_db
def test_a_password_alone_has_fourteen_characters_and_eight_beside_a_second_factor():
    make_agency()
    user = make_user()

    assert refused("bo cau trang", user) == {"too_short"}

    AuthenticatorApp.objects.create(user=user, sealed_secret="x", added_at=timezone.now())
    assert refused("bo cau trang", user) == set()
    assert refused("bo cau t", user) == set()
    assert refused("cau lac", user) == {"too_short"}


@pytest.mark.django_db
def test_a_password_made_of_names_that_others_know_is_refused():
    make_agency()
    user = make_user("btkoanh", name="Bế Thị Kim Oanh")

    assert refused("Bế Thị Kim Oanh 2026", user) == {"names"}
    assert refused("btkoanh-btkoanh-1", user) >= {"names"}
    assert refused("vien kiem sat nhan dan tinh song thu", user) == {"names"}
    assert refused("oanh trong rau muong", user) == set()


@pytest.mark.django_db
def test_a_very_long_password_does_not_keep_the_hasher_busy():
    make_agency()

    assert refused("chim se an keo lac " * 8) == {"too_long"}


def test_new_passwords_are_kept_with_argon2_and_old_ones_are_still_read():
    with override_settings(PASSWORD_HASHERS=base.PASSWORD_HASHERS):
        new = make_password("chim se an keo lac")
        old = PBKDF2PasswordHasher().encode("chim se an keo lac", "muoi", 1000)

        assert new.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
        assert identify_hasher(old).algorithm == "pbkdf2_sha256"
