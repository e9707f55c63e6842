"""People who sign in. What they may do follows from their boards, never from a flag here."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
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
    #: Since when nobody can sign in with it because it was not used for long (decision 0017);
    #: `is_active` stays as it is, the person keeps seats and bylines.
    asleep_since = models.DateTimeField(_("sign-in closed since"), null=True, blank=True)
    #: From when absence counts, when it is later than the last sign-in: invited, or reopened.
    awake_from = models.DateTimeField(_("absence counts from"), null=True, blank=True)

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined,misc]
        verbose_name = _("person")  # type: ignore[assignment]  # the base writes a plain str
        verbose_name_plural = _("people")  # type: ignore[assignment]  # likewise

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """Family name first: `last_name` then `first_name`."""
        return f"{self.last_name} {self.first_name}".strip()


class Attempts(models.Model):
    """Wrong attempts counted under a key: a name from one network, a network, a second factor.

    The keys are digests, so names that belong to nobody are counted like all others and stand
    here in no readable form.
    """

    key = models.CharField(max_length=64, unique=True)
    #: What the webmaster lifts at once: the digest of a name or a person; empty for a network.
    subject = models.CharField(max_length=64, blank=True, db_index=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locks = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    #: From when nothing of it counts any more, unless there is another attempt.
    forget_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("wrong attempts")
        verbose_name_plural = _("wrong attempts")

    def __str__(self) -> str:
        return self.key[:12]


class KnownDevice(models.Model):
    """A browser in which a person signed in: wrong attempts of others do not keep it out.

    A signed cookie names the row. It opens nothing by itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="known_devices"
    )
    used_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("known device")
        verbose_name_plural = _("known devices")

    def __str__(self) -> str:
        return f"{self.user} {self.used_at:%d/%m/%Y}"


class Factor(models.TextChoices):
    """What proved a sign-in besides the password."""

    APP = "app", _("authenticator app")
    PASSKEY = "passkey", _("passkey")
    RECOVERY = "recovery", _("recovery code")


class Ending(models.TextChoices):
    """Why a visit is over."""

    SIGNED_OUT = "signed_out", _("signed out")
    IDLE = "idle", _("nothing was done for too long")
    TOO_LONG = "too_long", _("the longest time was over")
    FROM_AFAR = "from_afar", _("ended from another device")
    PASSWORD = "password", _("the password was changed")
    FACTOR = "factor", _("the second factor was reset")


class Visit(models.Model):
    """One signed-in session on one device.

    The session holds the visit's number; the session's own key stands nowhere but in
    Django's table, so this list gives nobody a session.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visits"
    )
    began_at = models.DateTimeField(_("began"))
    seen_at = models.DateTimeField(_("last seen"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ending = models.CharField(max_length=20, choices=Ending, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    agent = models.CharField(_("browser"), max_length=300, blank=True)
    factor = models.CharField(_("second factor"), max_length=20, choices=Factor, blank=True)
    device = models.ForeignKey(KnownDevice, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-seen_at", "-pk"]
        indexes = [
            models.Index(fields=["user"], condition=Q(ended_at=None), name="visit_of_user_is_open")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="an_ended_visit_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.began_at:%d/%m/%Y %H:%M}"


class AuthenticatorApp(models.Model):
    """A person's authenticator app: its secret, sealed with a key of this installation."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authenticator_app"
    )
    sealed_secret = models.CharField(max_length=255)
    added_at = models.DateTimeField(_("added"))
    #: The half-minute of the last code that was accepted: no code opens the door twice.
    last_step = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("authenticator app")
        verbose_name_plural = _("authenticator apps")

    def __str__(self) -> str:
        return str(self.user)


class Passkey(models.Model):
    """A public key whose private half lies in a person's phone, computer or security key."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passkeys"
    )
    #: The site's name for which it was made; a browser offers it nowhere else.
    host = models.CharField(max_length=255)
    name = models.CharField(_("name"), max_length=80)
    credential_id = models.CharField(max_length=1400, unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField(_("added"))
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """One of the codes on paper: its first group to find it, a slow hash of the rest."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    start = models.CharField(max_length=8)
    digest = models.CharField(max_length=256)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "start"], name="recovery_code_is_found_by_start"
            )
        ]

    def __str__(self) -> str:
        return self.start


class EntryKind(models.TextChoices):
    """What can happen to an account, in the words of its owner."""

    INVITED = "invited", _("an invitation was made")
    PASSWORD_SET = "password_set", _("the password was set")
    PASSWORD_CHANGED = "password_changed", _("the password was changed")
    RESET_ASKED = "reset_asked", _("a link for a forgotten password was asked for")
    SIGNED_IN = "signed_in", _("signed in")
    SIGNED_OUT = "signed_out", _("signed out")
    SIGN_IN_FAILED = "sign_in_failed", _("a sign-in failed")
    FACTOR_FAILED = "factor_failed", _("a second factor was wrong")
    LOCKED = "locked", _("sign-in was locked after wrong attempts")
    UNLOCKED = "unlocked", _("sign-in was unlocked")
    VISIT_ENDED = "visit_ended", _("a session ended")
    APP_ADDED = "app_added", _("an authenticator app was added")
    APP_REMOVED = "app_removed", _("the authenticator app was removed")
    PASSKEY_ADDED = "passkey_added", _("a passkey was added")
    PASSKEY_REMOVED = "passkey_removed", _("a passkey was removed")
    CODES_MADE = "codes_made", _("new recovery codes were made")
    CODE_USED = "code_used", _("a recovery code was used")
    FACTOR_RESET = "factor_reset", _("the second factor was reset")
    FELL_ASLEEP = "fell_asleep", _("sign-in was closed after long absence")
    REOPENED = "reopened", _("sign-in was opened again")
    EMAIL_ASKED = "email_asked", _("a new e-mail address was asked for")
    EMAIL_CHANGED = "email_changed", _("the e-mail address was changed")


class AccountEntryQuerySet(models.QuerySet["AccountEntry"]):
    def update(self, **kwargs: Any) -> int:
        """Refused: entries are never changed."""
        raise TypeError("the account log is append-only")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: entries are never deleted."""
        raise TypeError("the account log is append-only")


class AccountEntry(models.Model):
    """One dated, immutable line of what happened to an account; never a secret.

    `user` is empty when the name that was typed belongs to nobody.
    """

    at = models.DateTimeField(_("when"), db_index=True)
    kind = models.CharField(max_length=30, choices=EntryKind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="account_log"
    )
    #: Who did it; empty for the clock and for whoever had not signed in.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    address = models.GenericIPAddressField(null=True)
    detail = models.CharField(max_length=200, blank=True)

    objects = AccountEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the account log")
        verbose_name_plural = _("entries of the account log")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["user", "-at"], name="account_log_of_a_person")]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.get_kind_display()}"
