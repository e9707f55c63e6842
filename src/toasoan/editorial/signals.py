"""What upper rooms may listen to. Sent inside the transaction of the step."""

from django.dispatch import Signal

#: A step was taken. Arguments: `progress` (the story's row, locked), `entry` (the ledger entry
#: just appended), `step` (a `Step`). A receiver that sends anything waits for the commit.
step_taken = Signal()

#: The clock could not do what was due. Arguments: `progress` (locked), `entry` (the ledger entry
#: that tells of it).
due_step_failed = Signal()

#: Somebody wrote a remark on a story or resolved one. Arguments: `remark`, `actor`.
remark_made = Signal()
