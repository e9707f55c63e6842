"""Names for the fields of Wagtail's link dialogs (8.0.1), which come without any."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import EmailLinkChooserForm, ExternalLinkChooserForm

_LABELS: dict[str, str | Promise] = {
    "link_text": _("Words of the link"),
    "email_address": _("E-mail address"),
    "subject": _("Subject of the message"),
    "body": _("Text of the message"),
}


def name_link_fields() -> None:
    """Give every unnamed field its label; called once at the start."""
    for form in (EmailLinkChooserForm, ExternalLinkChooserForm):
        for name, label in _LABELS.items():
            if name in form.base_fields:
                form.base_fields[name].label = label
