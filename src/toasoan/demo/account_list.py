"""The list of demo accounts that a new installation shows once and keeps for its owner."""

import re
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.demo.load import DemoAccount, load_demo
from toasoan.operations.prepared import ACCOUNTS_FILE
from toasoan.operations.whole_file import write_whole

SHOWN_CODES = 3
_COLUMNS = (
    gettext_lazy("Part"),
    gettext_lazy("User name"),
    gettext_lazy("Password"),
    gettext_lazy("Name"),
)
_PASSWORD = re.compile(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}")


def load_with_account_list(tell: Callable[[str], None]) -> None:
    """Write the demo agency in one transaction, and its accounts to a file of the data folder."""
    with transaction.atomic():
        accounts = load_demo(tell)
    write_whole(Path(settings.DATA) / ACCOUNTS_FILE, _account_lines(accounts))


def read_accounts(path: Path) -> list[DemoAccount]:
    """The accounts of a list that `load_with_account_list` wrote; none when there is no list.

    Recovery codes are left out.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return []
    secrets = dict(re.findall(r"^(\S+) .*?([A-Z2-7]{32})$", text, re.MULTILINE))
    accounts = []
    for line in text.splitlines():
        cells = re.split(r"\s{2,}", line)
        if len(cells) == len(_COLUMNS) and _PASSWORD.fullmatch(cells[2]):
            part, username, password, name = cells
            accounts.append(DemoAccount(username, password, name, part, secrets.get(username, "")))
    return accounts


def _account_lines(accounts: list[DemoAccount]) -> str:
    rows = [tuple(str(column) for column in _COLUMNS)]
    rows += [(shown.part, shown.username, shown.password, shown.name) for shown in accounts]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines += ["", *(line for shown in accounts for line in _factor_lines(shown))]
    return "\n".join([_("Demo accounts of this installation"), "", *lines, ""])


def _factor_lines(shown: DemoAccount) -> list[str]:
    """How the account passes the second step."""
    if not shown.secret:
        return []
    key = _("%(username)s is asked for a second factor. Key for an authenticator app: %(secret)s")
    command = _("Or ask for the six digits of the moment: %(command)s")
    codes = _("Or type a recovery code, each opens once: %(codes)s")
    return [
        key % {"username": shown.username, "secret": shown.secret},
        "  " + command % {"command": f"toasoan manage demo_code {shown.username}"},
        "  " + codes % {"codes": " ".join(shown.codes[:SHOWN_CODES])},
    ]
