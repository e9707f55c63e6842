"""Screens behind a link that opens once: the first password, a forgotten one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from toasoan.accounts.administration import set_password
from toasoan.accounts.links import FORGOTTEN, INVITATION, OneTimeLink
from toasoan.accounts.models import User
from toasoan.accounts.requests import address_of
from toasoan.newsroom.account.forms import ChoosePasswordForm
from toasoan.newsroom.kit.screens import anonymous_screen
from toasoan.newsroom.kit.session import make_device_known, now_of


class ChoosePassword(PasswordResetConfirmView):
    """Choose a password by a link; the token moves from the address into the session at once.

    A wrong, used or old link shows the same page, whoever it may have been for.
    """

    form_class = ChoosePasswordForm  # type: ignore[assignment]  # not Django's form, same place
    template_name = "newsroom/account/choose_password.html"
    title = ""
    token_generator: OneTimeLink

    def form_valid(self, form: Any) -> HttpResponse:  # Any: our form in Django's place
        """Set the password and go to the sign-in page."""
        user: User = form.user
        now = now_of(self.request)
        password = form.cleaned_data["new_password"]
        set_password(user, password, now=now, address=address_of(self.request))
        # Whoever holds the mailbox is not kept out by what others try.
        make_device_known(self.request, user, now)
        self.request.session.pop("_password_reset_token", None)
        messages.success(self.request, _("Your password is set. Sign in with it now."))
        return redirect("wagtailadmin_login")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether the person chooses for the first time."""
        invited = self.token_generator is INVITATION
        return super().get_context_data(**kwargs) | {"invited": invited, "person": self.user}


@anonymous_screen("loi-moi/<str:uidb64>/<str:token>/", name="invitation")
@never_cache
def invitation(request: HttpRequest, uidb64: str, token: str) -> HttpResponseBase:
    """The first password of a new person."""
    view = ChoosePassword.as_view(token_generator=INVITATION)
    return view(request, uidb64=uidb64, token=token)


@anonymous_screen("mat-khau-moi/<str:uidb64>/<str:token>/", name="new_password")
@never_cache
def new_password(request: HttpRequest, uidb64: str, token: str) -> HttpResponseBase:
    """A new password for one that was forgotten."""
    view = ChoosePassword.as_view(token_generator=FORGOTTEN)
    return view(request, uidb64=uidb64, token=token)
