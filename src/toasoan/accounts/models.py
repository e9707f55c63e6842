"""People who sign in. What they may do follows from their boards, never from a flag here."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person with an account.

    `last_name` holds the family and middle names, `first_name` the given name, so that
    Vietnamese full names read in their own order and sort by the given name.
    """

    post = models.CharField(
        _("post"),
        max_length=120,
        blank=True,
        help_text=_("As it stands in a byline, for example deputy head of the office."),
    )

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined,misc]
        verbose_name = _("person")  # type: ignore[assignment]  # the base writes a plain str
        verbose_name_plural = _("people")  # type: ignore[assignment]  # likewise

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """Family name first: `last_name` then `first_name`."""
        return f"{self.last_name} {self.first_name}".strip()

    def get_short_name(self) -> str:
        """The given name, as colleagues call each other."""
        return self.first_name or self.username
