"""Fixtures of the sign-in screens, for the help that the webmaster gives with them."""

from toasoan.newsroom.account.tests.conftest import room, sign_in

__all__ = ["room", "sign_in"]
