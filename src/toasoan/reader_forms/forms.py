"""What a form of readers has beside its own fields, against programs that fill in everything."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.reader_forms.moments import OLDEST, QUICKEST, Moment, new_moment, read_moment
from toasoan.reader_forms.puzzle import solves


class HumanForm(forms.Form):
    """A form with a trap, its signed moment, and a sum where the agency wants one.

    Whatever it refuses it shows again with all that was typed. The template writes
    `{{ form.human }}` inside the form. On a page that is kept, `timed` is False: there all
    readers would get the same moment.
    """

    #: Each form has its own; a moment of one is none of another.
    form_name: ClassVar[str] = "form"
    timed: ClassVar[bool] = True

    #: No person and no screen reader meets this field.
    link = forms.CharField(
        required=False,
        max_length=500,
        label=gettext_lazy("Leave this field empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    moment = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    solution = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, difficulty: int = 0, **kwargs: Any) -> None:
        """`difficulty` is that of the sum in bits, 0 for none."""
        super().__init__(*args, **kwargs)
        self.difficulty = difficulty
        self._moment: Moment | None = None
        self.initial["moment"] = new_moment(self.form_name, timezone.now())

    @property
    def nonce(self) -> str:
        """The number of this very form, the same however often it is sent. Only once it is valid.

        Raises ValueError for a form without a moment.
        """
        if self._moment is None:
            raise ValueError("This form has no moment.")
        return self._moment.nonce

    @property
    def is_solved(self) -> bool:
        """Whether the sum was done, or none is asked for."""
        if not self.difficulty:
            return True
        given = self.cleaned_data
        return solves(given.get("moment", ""), given.get("solution", ""), self.difficulty)

    @property
    def human(self) -> SafeString:
        """The markup of trap, moment and sum."""
        return render_to_string("reader_forms/human.html", {"form": self})

    def clean(self) -> dict[str, Any]:
        """Refuse what a program sends: a filled trap, no signed moment, too quick or too old."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("link"):
            self.add_error(
                None,
                _(
                    "A field that people do not see was filled in, perhaps by the browser itself. "
                    "Your words are still here; send the form again."
                ),
            )
            self._set("link", "")
        if self.timed:
            self._check_moment(cleaned.get("moment", ""), timezone.now())
        return cleaned

    def _check_moment(self, text: str, now: dt.datetime) -> None:
        moment = read_moment(self.form_name, text)
        if moment is None or now - moment.made_at > OLDEST:
            self.add_error(
                None, _("The page was open for too long. Look over your words and send them again.")
            )
            self._set("moment", new_moment(self.form_name, now))
            self._set("solution", "")
        elif now - moment.made_at < QUICKEST:
            self.add_error(
                None, _("That was very quick. Look over your words and send them once more.")
            )
        self._moment = moment

    def _set(self, name: str, value: str) -> None:
        """Put another value in the form that is shown again."""
        fields = QueryDict(mutable=True)
        fields.update(self.data)
        fields[self.add_prefix(name)] = value
        self.data = fields
