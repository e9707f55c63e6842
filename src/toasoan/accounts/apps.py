from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def _end_visit(request: HttpRequest, **kwargs: Any) -> None:  # receivers take any keyword
    from toasoan.accounts.models import Ending, Visit
    from toasoan.accounts.visits import VISIT, end_visit

    visit = Visit.objects.filter(pk=request.session.get(VISIT) or 0).select_related("user").first()
    if visit:
        end_visit(visit, Ending.SIGNED_OUT, now=timezone.now(), actor=visit.user)


class AccountsConfig(AppConfig):
    name = "toasoan.accounts"
    label = "accounts"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """End the visit of a person who signs out."""
        user_logged_out.connect(_end_visit)
