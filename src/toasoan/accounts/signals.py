"""Signals about accounts, for rooms above that notify people."""

from django.dispatch import Signal

#: Sent inside the transaction that writes an `AccountEntry`: `entry`. Of interest to the person
#: and the webmaster: `EntryKind.LOCKED`, `FACTOR_RESET`, `PASSWORD_CHANGED`, `FELL_ASLEEP`,
#: `CODE_USED`, `PASSKEY_ADDED`, `APP_ADDED`.
account_entry = Signal()
