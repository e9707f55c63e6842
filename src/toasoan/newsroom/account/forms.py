"""What the screens of one's own account accept."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from toasoan.accounts.models import User
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.vietnamese.cleaning import cleaned


class PasswordField(forms.CharField):
    """A password, cleaned like all typed text and not trimmed."""

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        kind = "new-password" if new else "current-password"
        attrs = {"autocomplete": kind, "data-reveal": ""}
        super().__init__(
            strip=False, max_length=1000, widget=forms.PasswordInput(attrs=attrs), **kwargs
        )

    def to_python(self, value: object) -> str:
        """The password cleaned: Macs and PCs send letters with marks in different forms."""
        return cleaned(super().to_python(value) or "")


class ChoosePasswordForm(forms.Form):
    """A new password, typed twice."""

    new_password = PasswordField(label=_("New password"), new=True)
    again = PasswordField(label=_("The same password once more"), new=True)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new_password(self) -> str:
        """All that is wrong with it, in sentences."""
        password: str = self.cleaned_data["new_password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        """Refuse two entries of the new password that differ."""
        given = super().clean() or {}
        chosen = given.get("new_password")
        if chosen and given.get("again") and chosen != given["again"]:
            self.add_error("again", _("The two passwords differ."))
        return given


class SignInForm(forms.Form):
    """Name and password; `accounts.sign_in` decides whether they fit."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = PasswordField(label=_("Password"))


class CodeForm(forms.Form):
    """A code from the app, or one on paper."""

    code = forms.CharField(
        label=_("Code of six digits, or a recovery code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )


class ForgottenForm(forms.Form):
    """Where the link goes."""

    email = forms.EmailField(
        label=_("Your e-mail address in the newsroom"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class EmailForm(RefusableForm):
    """A new e-mail address, and one's own password."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=254,
        help_text=_("A letter with a link goes there. The old address stays until you open it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = PasswordField(label=_("Your password"))


class ProveForm(forms.Form):
    """One's own password, before keys are changed."""

    password = PasswordField(label=_("Your password"))


class ChangePasswordForm(ChoosePasswordForm):
    """The present password and a new one."""

    password = PasswordField(label=_("Present password"))
    field_order = ("password", "new_password", "again")
