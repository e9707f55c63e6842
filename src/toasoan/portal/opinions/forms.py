"""What readers send: stars, an opinion of a page, a vote."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.opinions.models import LEAST_STARS, MOST_STARS, Level, PageOpinion, ReaderReason
from toasoan.reader_forms.forms import HumanForm

_LONGEST_TOKEN = 2000


class KeptForm(HumanForm):
    """A form on a page that is the same for everybody: it has no moment of its own."""

    timed = False


class RatingForm(KeptForm):
    """One to five stars."""

    form_name = "rating"
    stars = forms.TypedChoiceField(
        label=_("Your rating"),
        coerce=int,
        choices=[(stars, str(stars)) for stars in range(LEAST_STARS, MOST_STARS + 1)],
        error_messages={"required": _("Choose from one to five stars.")},
    )


class SatisfactionForm(KeptForm):
    """Whether a page is useful; `page` is the signed word for the page (`tokens`)."""

    form_name = "satisfaction"
    page = forms.CharField(max_length=_LONGEST_TOKEN)
    level = forms.ChoiceField(
        choices=Level, error_messages={"required": _("Say whether the page was useful.")}
    )
    reason = forms.ChoiceField(choices=[("", ""), *ReaderReason.choices], required=False)
    words = forms.CharField(max_length=PageOpinion.LONGEST_WORDS, required=False)


class VoteForm(KeptForm):
    """The answers that a reader ticked."""

    form_name = "vote"
    options = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Choose an answer.")}
    )

    def __init__(self, *args: Any, offered: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(pk, str(pk)) for pk in offered]
        self.fields["options"].choices = choices  # type: ignore[attr-defined]
