"""The form of a step: fields for the notes, reasons, hours and addresses it asks for."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toasoan.editorial.editions import only_correction
from toasoan.editorial.models import ReasonUse
from toasoan.editorial.queries import reasons, taken_down_for_personal_data
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import TRANSITIONS, Ask, Step
from toasoan.newsroom.kit.date_fields import MomentField
from toasoan.newsroom.kit.step_hours import button_pattern, button_words, hour_mark, named_hour
from toasoan.newsroom.kit.step_wording import ASK_LABELS
from toasoan.stories.models import Story, TakeDown
from toasoan.stories.numbers import story_number
from toasoan.vietnamese.dates import WEEKDAYS, local_day
from toasoan.vietnamese.typed_dates import is_far_ahead

_NOTE_LENGTH = 2000
_HOURS = frozenset({Ask.PUBLISH_AT, Ask.EMBARGO_UNTIL, Ask.EXPIRES_AT})
_ORDER = (
    Ask.TAKE_DOWN_KIND,
    Ask.REDIRECT,
    Ask.REASONS,
    Ask.PUBLISH_AT,
    Ask.EMBARGO_UNTIL,
    Ask.EXPIRES_AT,
    Ask.CONFIRMS_HOUR,
    Ask.BREAKS_EMBARGO,
    Ask.CONFIRMS_PERSONAL,
    Ask.WRONG,
    Ask.RIGHT,
    Ask.NOTE,
)


class StepForm(forms.Form):
    """Fields for what a step asks for; `editorial.rules` decides whether they suffice."""

    revision_id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, step: Step, story: Story, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        transition = TRANSITIONS[step]
        # A note may be added to every step; the list of steps says where it must be.
        fields_asked = {*transition.required, *transition.optional, Ask.NOTE}
        if not is_under_embargo(story, timezone.now()):
            fields_asked.discard(Ask.BREAKS_EMBARGO)
        if not (self.is_bound and taken_down_for_personal_data(story.progress)):
            # Asked a second time, after the reason was given.
            fields_asked.discard(Ask.CONFIRMS_PERSONAL)
        for ask in _ORDER:
            if ask in fields_asked:
                self.fields[ask] = _field(ask, step, story)
        if not self._has_far_hour(timezone.now()):
            self.fields.pop(Ask.CONFIRMS_HOUR, None)
        for name, value in _kept(step, story).items():
            if name in self.fields:
                self.fields[name].initial = value
        self.order_fields([*_ORDER, "revision_id"])
        self.step, self.now = step, timezone.now()

    @property
    def button(self) -> str:
        """The words on the button: they say what will happen at the hour in the form."""
        return button_words(self.step, self._named_moment(), self.now)

    @property
    def button_data(self) -> dict[str, str]:
        """What a script needs so that the words follow the hour while it is typed."""
        if named_hour(self.step) is None:
            return {}
        without, with_hour = button_pattern(self.step)
        return {
            "field": str(named_hour(self.step)),
            "without": without,
            "with": with_hour,
            "weekdays": "|".join(day.replace("Thứ", "thứ") for day in WEEKDAYS),
            "past": "now" if self.step is Step.APPROVE else "",
        }

    @property
    def hour_said(self) -> str:
        """The hour of which the button speaks now, for the hidden field."""
        return hour_mark(self._named_moment())

    @property
    def button_misspoke(self) -> bool:
        """Whether the pressed button spoke of another hour than the one typed: no script ran.

        `said_hour` is what the page sent along; other doors have no button and send none.
        """
        name = named_hour(self.step)
        if name is None or "said_hour" not in self.data:
            return False
        return bool(self.data["said_hour"] != hour_mark(self.cleaned_data.get(name)))

    def _named_moment(self) -> dt.datetime | None:
        name = named_hour(self.step)
        if name is None:
            return None
        if not self.is_bound:
            found: dt.datetime | None = self.get_initial_for_field(self.fields[name], name)
            return found
        return self._typed(name)

    def _typed(self, name: str) -> dt.datetime | None:
        """The hour that stands in the field as it was sent; None for none or an unreadable one."""
        try:
            moment: dt.datetime | None = self.fields[name].clean(self[name].data)
        except forms.ValidationError:
            return None
        return moment

    def _has_far_hour(self, now: dt.datetime) -> bool:
        """Whether an hour was sent that the rules ask about; the question is shown only then."""
        if not self.is_bound:
            return False
        typed = (self._typed(name) for name in {*self.fields} & _HOURS)
        return any(moment is not None and is_far_ahead(moment, now) for moment in typed)

    def answers(self) -> Answers:
        """What was typed, as `editorial.rules` takes it."""
        given = self.cleaned_data
        return Answers(
            note=given["note"],
            reason_codes=tuple(given.get("reasons", ())),
            publish_at=given.get("publish_at"),
            embargo_until=given.get("embargo_until"),
            expires_at=given.get("expires_at"),
            confirms_hour=bool(given.get("confirms_hour")),
            breaks_embargo=bool(given.get("breaks_embargo")),
            confirms_personal=bool(given.get("confirms_personal")),
            wrong=given.get("wrong", ""),
            right=given.get("right", ""),
            take_down_kind=given.get("take_down_kind", ""),
            redirect_to_id=story_number(given.get("redirect_to", "")),
            revision_id=given["revision_id"],
        )


def _field(ask: Ask, step: Step, story: Story) -> forms.Field:
    label, hint = ASK_LABELS[ask], HELP.get((step, ask), HELP.get(ask, ""))
    plain: dict[str, Any] = {"label": label, "required": False, "help_text": hint}
    if ask in _HOURS:
        return MomentField(**plain)
    if ask in {Ask.REASONS, Ask.TAKE_DOWN_KIND}:
        return _choice(ask, step, story, plain)
    if ask in {Ask.BREAKS_EMBARGO, Ask.CONFIRMS_HOUR, Ask.CONFIRMS_PERSONAL}:
        return forms.BooleanField(**plain)
    if ask is Ask.REDIRECT:
        return forms.CharField(**plain, max_length=400)
    area = forms.Textarea(attrs={"rows": 4 if ask is Ask.NOTE else 3})
    return forms.CharField(**plain, max_length=_NOTE_LENGTH, widget=area)


def _choice(ask: Ask, step: Step, story: Story, plain: dict[str, Any]) -> forms.Field:
    if ask is Ask.TAKE_DOWN_KIND:
        kinds = TakeDown.Kind.choices
        return forms.ChoiceField(**plain, choices=kinds, widget=forms.RadioSelect)
    use = ReasonUse.REJECT if step is Step.REJECT else ReasonUse.RETURN
    rows = reasons(story.agency_id, local_day(timezone.now()), use)
    return forms.MultipleChoiceField(
        **plain,
        choices=[(reason.code, reason.label) for reason in rows],
        widget=forms.CheckboxSelectMultiple,
    )


def is_under_embargo(story: Story, now: dt.datetime) -> bool:
    """Whether the story must not go out now."""
    until = story.progress.embargo_until
    return until is not None and now < until


def _kept(step: Step, story: Story) -> dict[str, object]:
    """Initial values: what an earlier step has set already."""
    progress = story.progress
    if step in {Step.SCHEDULE, Step.SET_EMBARGO, Step.SET_EXPIRY, Step.APPROVE, Step.PROPOSE}:
        return {
            "publish_at": progress.publish_at,
            "embargo_until": progress.embargo_until,
            "expires_at": progress.expires_at,
        }
    if step is Step.CORRECT:
        return dict(progress.correction_note)
    if step is Step.PROPOSE_CORRECTION:
        kept: dict[str, object] = progress.correction_note
        return kept or dict(zip(("wrong", "right"), only_correction(story), strict=True))
    return {}


_VIETNAM_TIME = _("Time in Việt Nam.")
HELP: dict[Ask | tuple[Step, Ask], str | Promise] = {
    Ask.PUBLISH_AT: _VIETNAM_TIME,
    (Step.APPROVE, Ask.PUBLISH_AT): _("Leave it empty to publish at once. Time in Việt Nam."),
    (Step.PROPOSE, Ask.PUBLISH_AT): _(
        "Only when it should go out at a certain hour; the approver decides. Time in Việt Nam."
    ),
    Ask.EMBARGO_UNTIL: _("Only when something forbids an earlier hour. Time in Việt Nam."),
    (Step.SET_EMBARGO, Ask.EMBARGO_UNTIL): _VIETNAM_TIME,
    Ask.EXPIRES_AT: _("Only for what loses its sense after an hour. Time in Việt Nam."),
    (Step.SET_EXPIRY, Ask.EXPIRES_AT): _VIETNAM_TIME,
    Ask.BREAKS_EMBARGO: _("Your decision is written down with its hour."),
    Ask.WRONG: _("The words that readers have seen; they stand in the public correction."),
    Ask.RIGHT: _("The corrected words; they stand in the public correction."),
    Ask.REDIRECT: _("The address or the number of a story on the portal; leave empty for none."),
    (Step.REINSTATE, Ask.NOTE): _("Why readers may see it again; it stands in the history."),
    (Step.FORCE_PUBLISH, Ask.NOTE): _(
        "Why it could not wait, for example an urgent telegram and its number."
    ),
    (Step.PROPOSE_CORRECTION, Ask.NOTE): _("Readers see it too; leave it empty for none."),
    (Step.CORRECT, Ask.NOTE): _("Readers see it too; leave it empty for none."),
}
