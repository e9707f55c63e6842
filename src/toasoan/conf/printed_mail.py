"""Mail of an installation without a mail server: printed, so that one sees what would be sent."""

from typing import Any

from django.core.mail.backends.console import EmailBackend

from toasoan.conf.logs import without_keys


class PrintedMail(EmailBackend):
    """Django's console without the keys in its letters: what is printed lands in a log.

    `toasoan manage account NAME --link` prints a link for who asks for one.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: whatever Django passes on
        super().__init__(*args, **kwargs)
        self.stream: Any = _WithoutKeys(self.stream)


class _WithoutKeys:
    """A stream that prints no keys."""

    def __init__(self, stream: Any) -> None:  # Any: Django's is not typed
        self.stream = stream

    def write(self, text: str) -> int:
        """Print the text without keys."""
        return int(self.stream.write(without_keys(text)))

    def flush(self) -> None:
        """Have it printed now."""
        self.stream.flush()
