"""Numbers as people write them."""

from django import template

from toasoan.vietnamese.numbers import grouped

register = template.Library()
register.filter("grouped", grouped)
