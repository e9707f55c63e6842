"""The form of a topic."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.media.forms import PictureField
from toasoan.media.reading import NewPicture
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.stories.topics import Topic


class TopicForm(RefusableForm, forms.ModelForm):  # type: ignore[type-arg]
    """Name, address, summary, photo, and whether stories can still be put into it."""

    photo = PictureField(
        label=_("Photo of the topic"),
        required=False,
        help_text=_(
            "A wide photo, everybody sees it as soon as you save. Without one the photo of the"
            " latest story stands in the list of topics."
        ),
    )
    without_photo = forms.BooleanField(label=_("Take the photo off"), required=False)

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.picture_id is None:
            del self.fields["without_photo"]

    def clean_photo(self) -> NewPicture | None:
        """The photo under the topic's name."""
        new: NewPicture | None = self.cleaned_data["photo"]
        return replace(new, title=self.cleaned_data.get("name", "")) if new else None

    def topic(self) -> Topic:
        """The topic as it was filled in, not saved."""
        if self.cleaned_data.get("without_photo"):
            self.instance.picture = None
        return self.instance

    def clean_slug(self) -> str:
        """Refuse an address that another topic of the agency has."""
        slug: str = self.cleaned_data["slug"]
        same = Topic.objects.filter(agency=self.instance.agency_id, slug=slug)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another topic has this address already."))
        return slug
