"""The parts of the home page."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from toasoan.portal.home.arrangement import FilledBlock

register = template.Library()


@register.simple_tag(takes_context=True)
def home_part(context: Any, part: FilledBlock) -> SafeString:  # Django's context
    """A block of the home page, as its own template shows it."""
    shown = {**context.flatten(), **part.context, "number": part.number}
    return render_to_string(part.template, shown)
