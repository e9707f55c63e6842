"""Signals for rooms above."""

from django.dispatch import Signal

#: Seats of an agency changed: somebody was seated, a seat ended, an account was closed or
#: opened. Argument: `agency_id`. Sent inside the transaction of the change.
seats_changed = Signal()
