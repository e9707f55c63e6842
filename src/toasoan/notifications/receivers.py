"""Receivers of the signals of `accounts` and `editorial`."""

from typing import Any

from toasoan.accounts.models import AccountEntry
from toasoan.accounts.signals import account_entry
from toasoan.editorial.models import Progress, Remark
from toasoan.editorial.signals import due_step_failed, remark_made, step_taken
from toasoan.editorial.transitions import Step
from toasoan.ledger.models import LedgerEntry
from toasoan.notifications.security import tell_of_account
from toasoan.notifications.stories import tell_of_failure, tell_of_remark, tell_of_step


def hear_step(
    sender: type[Progress], progress: Progress, entry: LedgerEntry, step: Step, **more: Any
) -> None:
    """Notify people of a step that was taken."""
    tell_of_step(progress, entry, step)


def hear_failure(sender: Any, progress: Progress, entry: LedgerEntry, **more: Any) -> None:
    """Notify the approvers of a scheduled action that failed."""
    tell_of_failure(progress, entry)


def hear_remark(sender: Any, remark: Remark, actor: Any, **more: Any) -> None:
    """Notify people of a remark that was written, closed or opened again."""
    tell_of_remark(remark, actor)


def hear_account(sender: Any, entry: AccountEntry, **more: Any) -> None:
    """Notify the owner of an account of what happened to it."""
    tell_of_account(entry)


def listen() -> None:
    """Connect the receivers; called once, when the application starts."""
    step_taken.connect(hear_step, dispatch_uid="notifications-step")
    due_step_failed.connect(hear_failure, dispatch_uid="notifications-failure")
    remark_made.connect(hear_remark, dispatch_uid="notifications-remark")
    account_entry.connect(hear_account, dispatch_uid="notifications-account")
