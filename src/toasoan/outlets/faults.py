"""What can become of an attempt to send, besides success."""


class SendingError(Exception):
    """An attempt failed; `reason` is a sentence for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotSentError(SendingError):
    """The outlet surely got nothing. `is_final`: trying again by itself is of no use."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


class RelayDownError(NotSentError):
    """Our own mail server cannot be reached: no outlet gets mail for the moment."""


class UncertainError(SendingError):
    """It failed so late that the outlet may have it."""
