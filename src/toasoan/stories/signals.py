"""Signals for rooms above."""

from django.dispatch import Signal

#: Asks for what the public template shows around a story that is being previewed.
#: Arguments: story, request. Receivers return a dict for the template's context.
preview_context = Signal()
