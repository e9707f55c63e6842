"""Readers say whether a page was useful; what they write is kept without personal data."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.opinions.models import AgencyOpinions, AskedPage, Level, PageOpinion, ReaderReason
from toasoan.opinions.personal_data import without_personal_data
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.models import Agency


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPage:
    """The page that a reader had before them: what it shows, its version, where it lay."""

    subject: str
    title: str
    path: str
    version: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a reader says of a page."""

    level: str
    reason: str = ""
    words: str = ""


def problems_of_judgement(given: Judgement) -> list[Problem]:
    """Everything that is wrong with what a reader said."""
    problems = []
    if given.level not in Level.values:
        problems.append(Problem("no-level", _("Say whether the page was useful."), "level"))
    if given.reason and given.reason not in ReaderReason.values:
        problems.append(Problem("no-reason", _("Choose a reason from the list."), "reason"))
    if len(given.words) > PageOpinion.LONGEST_WORDS:
        most = PageOpinion.LONGEST_WORDS
        message = _("Write at most %(most)s signs.") % {"most": most}
        problems.append(Problem("too-long", message, "words"))
    return problems


@transaction.atomic
def judge_page(
    agency: Agency, page: JudgedPage, given: Judgement, *, reader_key: str, day: dt.date
) -> PageOpinion:
    """Write down what a reader says; the same reader changes it while the key is the same.

    Raises RefusedError. Of a page that is asked about for the first time title and path are kept.
    """
    refuse(problems_of_judgement(given))
    switches = AgencyOpinions.objects.filter(agency=agency).first()
    if switches is None or not switches.satisfaction_on:
        message = _("Readers are not asked for their opinion at present.")
        raise RefusedError(Problem("satisfaction-off", message))
    asked, _made = AskedPage.objects.update_or_create(
        agency=agency, subject=page.subject, defaults={"title": page.title, "path": page.path}
    )
    words, is_masked = without_personal_data(given.words)
    opinion, _made = PageOpinion.objects.update_or_create(
        page=asked,
        reader_key=reader_key,
        defaults={
            "version": page.version,
            "day": day,
            "level": given.level,
            "reason": "" if given.level == Level.YES else given.reason,
            "words": words[: PageOpinion.LONGEST_WORDS],
            "is_masked": is_masked,
        },
    )
    return opinion
