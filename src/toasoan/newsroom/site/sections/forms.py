"""The form of a section."""

from typing import Any

from django import forms
from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.stories.models import Section


class SectionForm(RefusableForm, forms.ModelForm):  # type: ignore[type-arg]
    """Name, address, summary, and whether the menu shows it; the order is changed in the list."""

    class Meta:
        model = Section
        fields = ("name", "slug", "summary", "in_menu")
        labels = {
            "name": pgettext_lazy("section", "Name"),
            "slug": _("Address"),
            "summary": _("Summary"),
            "in_menu": _("Shown in the site's menu"),
        }
        help_texts = {
            "slug": _("The part of the address after the site's name: small letters and hyphens."),
            "summary": _("One sentence for search engines and feeds."),
        }

    def clean_slug(self) -> str:
        """Refuse an address at which the site shows something else."""
        slug: str = self.cleaned_data["slug"]
        if resolve(reverse("portal:section", args=[slug])).view_name != "portal:section":
            raise forms.ValidationError(_("Another page of the site has this address."))
        return slug

    def clean(self) -> dict[str, Any]:
        """Refuse an address that another section of the agency has."""
        found: dict[str, Any] = super().clean() or {}
        same = Section.objects.filter(agency=self.instance.agency_id, slug=found.get("slug"))
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("slug", _("Another section has this address already."))
        return found
