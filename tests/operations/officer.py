"""Somebody of the demo agency at work over HTTP, without a browser."""

import re
import secrets
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import Cookie, CookieJar
from pathlib import Path
from typing import Any

SIGN_IN = "/toa-soan/login/"


class _Staying(urllib.request.HTTPRedirectHandler):
    """Shows where an answer leads instead of going there."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        return None


class Officer:
    """One person's cookies, and what she sends."""

    def __init__(self, port: int, *, within: float = 60) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.within = within
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            _Staying, urllib.request.HTTPCookieProcessor(self._cookies)
        )

    def get(self, path: str) -> tuple[int, Any, str]:
        """Status, headers and text."""
        return self._ask(urllib.request.Request(self.address + path))  # noqa: S310  (http)

    def post(self, path: str, fields: dict[str, str], **files: bytes) -> tuple[int, Any, str]:
        """Send a form with its token; `files` are Word files by the name of their field."""
        token = next((one.value for one in self._cookies if "csrf" in one.name), "")
        edge = secrets.token_hex(16)
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {**fields, "csrfmiddlewaretoken": token}.items()
        ]
        parts += [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="tin.docx"\r\n'
            f"Content-Type: application/octet-stream\r\n\r\n".encode()
            + content
            + b"\r\n"
            for name, content in files.items()
        ]
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={edge}", "Referer": self.address + path
        }  # fmt: skip
        return self._ask(urllib.request.Request(self.address + path, body, headers))  # noqa: S310

    def sign_in(self, username: str, password: str) -> tuple[int, Any, str]:
        """Ask for the form and send it; 302 when it was right."""
        self.get(SIGN_IN)
        return self.post(SIGN_IN, {"username": username, "password": password})

    def carry_session(self, key: str, name: str = "sessionid") -> None:
        """Go on with a session in which the person has signed in already."""
        host = "127.0.0.1"
        self._cookies.set_cookie(
            Cookie(
                0, name, key, None, False, host, True, False, "/", True, False, None, True,
                None, None, {},
            )
        )  # fmt: skip

    def copy(self) -> "Officer":
        """The same person in another window."""
        other = Officer(int(self.address.rpartition(":")[2]), within=self.within)
        for cookie in self._cookies:
            other._cookies.set_cookie(cookie)
        return other

    def _ask(self, request: urllib.request.Request) -> tuple[int, Any, str]:
        try:
            with self._opener.open(request, timeout=self.within) as answer:
                return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode("utf-8", "replace")


def password_of(username: str, folder: Path) -> str:
    """The password of a demo account, from the file that the first start wrote."""
    text = (folder / "tai-khoan-demo.txt").read_text(encoding="utf-8")
    found = re.search(rf"\s{username}\s+(\S+)", text)
    assert found
    return found[1]
