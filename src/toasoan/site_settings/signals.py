"""What upper rooms may answer."""

from django.dispatch import Signal

#: A public page with values that nobody has saved. Arguments: `request`, `look` (with its
#: agency) and `emblem` (what takes the place of the emblem, or None). The public site answers
#: with a response.
preview = Signal()
