"""Who is asking."""

from typing import cast

from django.http import HttpRequest

from toasoan.accounts.models import User


def user_of(request: HttpRequest) -> User:
    """The person behind a request that the newsroom's door has let in."""
    return cast("User", request.user)
