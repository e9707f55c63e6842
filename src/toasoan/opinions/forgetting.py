"""What tells one reader again is forgotten by age (room `retention`)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from toasoan.opinions.models import PageOpinion, PollVote, StoryRating
from toasoan.retention.batches import change_rows, delete_rows
from toasoan.retention.registry import Removed, RetentionRule, register
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day

_DAYS, _MOST_DAYS = 3, 30
_WORDS_MONTHS, _LEAST_MONTHS = 24, 3


def forget_reader_keys(agency: Agency, before: dt.datetime, *, dry: bool) -> Removed:
    """Take readers' keys from what was said before the moment's day.

    Stars, opinions and the numbers of polls stay. Votes hold nothing else, so they go.
    """
    day = local_day(before)
    keyed = {"reader_key__isnull": False, "day__lt": day}
    ratings = StoryRating.objects.filter(story__agency=agency, **keyed)
    opinions = PageOpinion.objects.filter(page__agency=agency, **keyed)
    votes = PollVote.objects.filter(poll__agency=agency, day__lt=day)
    number = sum(change_rows(rows, dry=dry, reader_key=None) for rows in (ratings, opinions))
    return Removed(number + delete_rows(votes, dry=dry))


def forget_words(agency: Agency, before: dt.datetime, *, dry: bool) -> Removed:
    """Empty what readers wrote about pages before the moment's day; their answers stay."""
    old = PageOpinion.objects.filter(page__agency=agency, day__lt=local_day(before))
    return Removed(change_rows(old.exclude(words=""), dry=dry, words=""))


def register_rules() -> None:
    """Called once when the room is loaded."""
    basis = _("Law 91/2025/QH15: data is deleted when it is no longer needed.")
    register(
        RetentionRule(
            code="opinions.keys",
            label=_("Keys by which a reader who rates or votes twice on a day is told again"),
            basis=basis,
            remove=forget_reader_keys,
            days=_DAYS,
            longest=_MOST_DAYS,
        )
    )
    register(
        RetentionRule(
            code="opinions.words",
            label=_("What readers wrote about pages of the site"),
            basis=basis,
            remove=forget_words,
            months=_WORDS_MONTHS,
            shortest=_LEAST_MONTHS,
        )
    )
