"""What is asked about accounts."""

from django.db.models import Exists, OuterRef

from toasoan.accounts.models import AuthenticatorApp, Passkey, User


def has_factor(user: User) -> bool:
    """Whether the person has an authenticator app or a passkey."""
    app = AuthenticatorApp.objects.filter(user=OuterRef("pk"))
    key = Passkey.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(pk=user.pk).filter(Exists(app) | Exists(key)).exists()
