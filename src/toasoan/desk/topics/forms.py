"""What the desk says of a topic."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.desk.people.forms import RefusableForm
from toasoan.stories.topics import Topic


class TopicForm(RefusableForm, forms.ModelForm):  # type: ignore[type-arg]
    """Name, address, summary, and whether stories can still be put into it."""

    class Meta:
        model = Topic
        fields = ("name", "slug", "summary", "is_open")
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "name": pgettext_lazy("topic", "Name"),
            "slug": _("Address"),
            "summary": _("Summary"),
            "is_open": _("Going on: stories can be put into it"),
        }
        help_texts = {
            "slug": _("The end of the topic's address: small letters and hyphens."),
            "summary": _("What it is about, in two or three sentences; readers see it."),
        }

    def clean_slug(self) -> str:
        """Refuse an address that another topic of the agency has."""
        slug: str = self.cleaned_data["slug"]
        same = Topic.objects.filter(agency=self.instance.agency_id, slug=slug)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another topic has this address already."))
        return slug
