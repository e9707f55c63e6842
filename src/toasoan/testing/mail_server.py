"""An SMTP server on this machine that behaves as a test asks: takes, refuses, breaks off."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from toasoan.testing.loopback import serving


@dataclass
class MailServer:
    """What the server does, and what it got. `port` is 0 until it listens.

    `answers` replaces the answer to a command ("MAIL", "RCPT", "DATA", "." for the final dot);
    `hangs_up_at` closes the connection at a command without an answer, `silent_at` says nothing.
    """

    answers: dict[str, str] = field(default_factory=dict)
    hangs_up_at: str = ""
    silent_at: str = ""
    port: int = 0
    mails: list[bytes] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


class _Dialogue(socketserver.StreamRequestHandler):
    timeout = 5

    def handle(self) -> None:
        plan: MailServer = self.server.plan  # type: ignore[attr-defined]
        self._say("220 thu.vidu.vn")
        for line in self.rfile:
            command = line.split()[0].decode("ascii").upper() if line.split() else ""
            if not self._answer(plan, command):
                return
            if command == "DATA" and "DATA" not in plan.answers and not self._take(plan):
                return
            if command == "QUIT":
                return

    def _answer(self, plan: MailServer, command: str) -> bool:
        if command == plan.hangs_up_at:
            return False
        if command == plan.silent_at:
            plan.over.wait(5)
            return False
        usual = {"DATA": "354 go on", "QUIT": "221 bye"}
        self._say(plan.answers.get(command, usual.get(command, "250 ok")))
        return True

    def _take(self, plan: MailServer) -> bool:
        lines: list[bytes] = []
        for line in self.rfile:
            if line == b".\r\n":
                if "." not in plan.answers:
                    plan.mails.append(b"".join(lines))
                return self._answer(plan, ".")
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return False

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode("ascii"))


@contextmanager
def mail_server(plan: MailServer) -> Iterator[MailServer]:
    """The server while the block runs."""
    with serving(plan, _Dialogue):
        yield plan
