"""What does not belong into a log: addresses that are keys."""

import logging
import re

#: Whoever has one of these addresses gets in with it: a phone's calendar, a link that opens once.
_KEYS = re.compile(r"(/(?:lich|loi-moi)/)[^\s?]+")


class SecretAddressFilter(logging.Filter):
    """Leaves of such an address in a message only what it is for."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record before any handler sees it; nothing is left out."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                _KEYS.sub(r"\1…", part) if isinstance(part, str) else part for part in record.args
            )
        return True
