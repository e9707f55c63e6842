"""What the screens for photos accept."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from toasoan.editorial.added_photos import MOST_AT_ONCE, AddedPhoto
from toasoan.media.choosing import id_of
from toasoan.media.forms import PictureField
from toasoan.media.models import Picture
from toasoan.newsroom.kit.forms import RefusableForm

_LONGEST_WORDS = 500
_WHOLE = 100


class SentPhotoForm(forms.Form):
    """A photo by itself, as the sender of many photos sends them one after the other."""

    file = PictureField(label=_("Photo"))


class OnePhotoForm(RefusableForm):
    """A photo with the words beneath it: the way without scripts."""

    file = PictureField(label=_("Photo"))
    caption = forms.CharField(
        label=_("Caption"),
        required=False,
        max_length=_LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    credit = forms.CharField(label=_("Photo credit"), required=False, max_length=_LONGEST_WORDS)
    alternative_text = forms.CharField(
        label=_("Alternative text"),
        required=False,
        max_length=_LONGEST_WORDS,
        help_text=_("What the photo shows, for people who listen to the page."),
    )


class FocusForm(RefusableForm):
    """The place of a photo that crops keep, and its name in the library."""

    title = forms.CharField(label=_("Name of the photo"), max_length=255)
    across = forms.IntegerField(
        label=_("From the left (%)"), min_value=0, max_value=_WHOLE,
        widget=forms.NumberInput(attrs={"step": 1}),
    )  # fmt: skip
    down = forms.IntegerField(
        label=_("From the top (%)"), min_value=0, max_value=_WHOLE,
        widget=forms.NumberInput(attrs={"step": 1}),
    )  # fmt: skip


def chosen_photos(sent: QueryDict, usable: dict[int, Picture]) -> list[AddedPhoto]:
    """The photos that a form names by their ids, each with its words, in the form's order.

    `usable` are the rows that the person may use among `ids_in(sent)`; others are left out.
    """
    words: dict[str, list[str]] = {
        name: sent.getlist(name) for name in ("caption", "credit", "alternative_text")
    }

    def word(name: str, place: int) -> str:
        said = words[name][place] if place < len(words[name]) else ""
        return said.strip()[:_LONGEST_WORDS]

    found: list[AddedPhoto] = []
    for place, row_id in enumerate(ids_in(sent)):
        if row_id in usable:
            told: dict[str, Any] = {name: word(name, place) for name in words}
            found.append(AddedPhoto(picture=usable[row_id], **told))
    return found


def ids_in(sent: QueryDict) -> list[int]:
    """The ids of photos in a form; 0 for what is none, so that the words keep their places."""
    return [id_of(given) or 0 for given in sent.getlist("picture")[:MOST_AT_ONCE]]
