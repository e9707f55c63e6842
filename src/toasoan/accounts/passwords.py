"""What a password must be: long, not everyday, not made of names (NIST SP 800-63B-4).

No rule of composition, no forced change. Django asks these classes whenever a person chooses a
password, on screen or on the command line.
"""

from functools import cache
from pathlib import Path

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toasoan.accounts.models import User
from toasoan.accounts.queries import has_factor
from toasoan.accounts.rules import (
    LEAST_ALONE,
    LEAST_WITH_FACTOR,
    MOST,
    OWN_CHARACTERS,
    is_everyday,
    own_part,
)

_LIST = Path(__file__).with_name("everyday_passwords.txt")


class Hasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes, the least that OWASP names.

    Django's own figures take 100 MiB for each sign-in, too much for a small server.
    """

    time_cost = 2
    memory_cost = 19456
    parallelism = 1


@cache
def everyday_words() -> frozenset[str]:
    """Words that are frequent in Vietnamese passwords."""
    return frozenset(_LIST.read_text(encoding="ascii").split())


@cache
def everyday_passwords() -> frozenset[str]:
    """The twenty thousand of Django's list and the Vietnamese favourites."""
    return frozenset(CommonPasswordValidator().passwords) | everyday_words()


class LengthValidator:
    """At least fourteen characters; eight for a person with a second factor."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password that is too short for the person, or too long."""
        protected = user is not None and user.pk is not None and has_factor(user)
        least = LEAST_WITH_FACTOR if protected else LEAST_ALONE
        if len(password) < least:
            raise ValidationError(
                ngettext(
                    "Use at least %(least)d character.",
                    "Use at least %(least)d characters.",
                    least,
                )
                % {"least": least},
                code="too_short",
            )
        if len(password) > MOST:
            raise ValidationError(
                _("Use at most %(most)d characters.") % {"most": MOST}, code="too_long"
            )

    def get_help_text(self) -> str:
        """What to tell the person beforehand."""
        return _("Several words that only you would put together are easy to keep in mind.")


class EverydayValidator:
    """Refuses the passwords that are used most."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError for a password among the first that are guessed."""
        if is_everyday(password, everyday_passwords()):
            raise ValidationError(
                _("Many people use this password or one like it. Choose another."), code="everyday"
            )

    def get_help_text(self) -> str:
        """Empty: the form shows no hint for this rule."""
        return ""


class NamesValidator:
    """Refuses passwords made of the person's own names."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError when little of the password remains without the names."""
        if user is None:
            return
        mail = user.email.partition("@")[0]
        refuse_names(password, (user.get_full_name(), user.username, mail))

    def get_help_text(self) -> str:
        """Empty: the form shows no hint for this rule."""
        return ""


def refuse_names(password: str, names: tuple[str, ...]) -> None:
    """Raise `ValidationError` when little is left of the password without these names."""
    if len(own_part(password, names, everyday_words())) < OWN_CHARACTERS:
        raise ValidationError(
            _("This is mostly names that others know too. Add words of your own."), code="names"
        )
