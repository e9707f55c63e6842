"""How questions are shown: personal data marked in a text."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from toasoan.questions.personal_data import DataKind, Finding

register = template.Library()

_NAMES = {
    DataKind.PHONE: _("phone number"),
    DataKind.EMAIL: _("mail address"),
    DataKind.ID_NUMBER: _("number of an identity card or account"),
    DataKind.NAME: _("name of the sender"),
    DataKind.ADDRESS: _("address of the sender"),
}


@register.simple_tag
def marked(text: str, findings: list[Finding]) -> SafeString:
    """The text with what was found marked, by colour and in words."""
    parts: list[tuple[str]] = []
    last = 0
    for one in findings:
        mark = format_html(
            '<mark class="personal-data" title="{}">{}</mark>',
            _NAMES[one.kind],
            text[one.start : one.end],
        )
        parts += [(text[last : one.start],), (mark,)]
        last = one.end
    return format_html_join("", "{}", [*parts, (text[last:],)])
