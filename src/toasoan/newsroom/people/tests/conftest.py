"""Fixtures of the sign-in screens, for the help that the webmaster gives with them."""

from toasoan.newsroom.account.tests.conftest import sign_in

__all__ = ["sign_in"]
