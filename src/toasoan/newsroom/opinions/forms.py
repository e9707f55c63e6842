"""What the screens of polls and switches accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.opinions.models import Poll, ShowResults
from toasoan.opinions.rules import LEAST_OPTIONS, MOST_OPTIONS, PollDraft

_LONGEST_OPTIONS = 2200


class PollForm(RefusableForm):
    """A poll: what is asked, from when to when, who sees what came of it."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    question = forms.CharField(label=_("Question"), max_length=200)
    options = forms.CharField(
        label=pgettext_lazy("poll", "Answers"),
        help_text=_(
            "One a line, from %(least)s to %(most)s. They stay as they are from the first vote on."
        )
        % {"least": LEAST_OPTIONS, "most": MOST_OPTIONS},
        max_length=_LONGEST_OPTIONS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    several = forms.BooleanField(label=_("A reader may choose several answers"), required=False)
    about = forms.CharField(
        label=_("Explanation for readers"),
        help_text=_("Why it is asked, what becomes of the results. May stay empty."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    opens_on = DayField(label=_("First day of voting"))
    closes_on = DayField(label=_("Last day of voting"))
    show_results = forms.ChoiceField(label=_("Readers see the results"), choices=ShowResults)
    on_home = forms.BooleanField(
        label=_("On the home page while it is open"),
        help_text=_("Where the home page has the block “Polls”."),
        required=False,
    )
    is_published = forms.BooleanField(
        label=_("Shown on the site"),
        help_text=_("Not ticked: only the newsroom sees it."),
        required=False,
    )

    def draft(self) -> PollDraft:
        """What was typed, as `opinions.rules` takes it."""
        given = dict(self.cleaned_data)
        given.pop("version")
        lines = given.pop("options").splitlines()
        return PollDraft(options=tuple(filter(None, map(str.strip, lines))), **given)


def initial_of(poll: Poll) -> dict[str, Any]:
    """Initial values of the form for a poll."""
    plain = (
        "version", "question", "several", "about", "opens_on", "closes_on", "show_results",
        "on_home", "is_published",
    )  # fmt: skip
    words = "\n".join(option.words for option in poll.options.all())
    return {name: getattr(poll, name) for name in plain} | {"options": words}


class SwitchesForm(RefusableForm):
    """What the agency asks its readers."""

    ratings_on = forms.BooleanField(
        label=_("Readers rate stories with one to five stars"),
        help_text=_("The average is shown from five ratings on."),
        required=False,
    )
    satisfaction_on = forms.BooleanField(
        label=_("Readers say whether a page is useful"),
        help_text=_(
            "Decree 224/2026/NĐ-CP, article 10, asks for it. Only the agency reads what they say."
        ),
        required=False,
    )
