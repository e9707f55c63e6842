"""An agency's own Word template: checked when it is given, filled when a report is printed.

Both happen in a process with limits: the file came from outside.
"""

import datetime as dt
import logging

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.accounts.models import User
from toasoan.printing.template_package import TemplateFault, TemplateProblem
from toasoan.printing.templates import Filled, fill, problems
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.reports.content import ReportContent
from toasoan.reports.models import WordTemplate
from toasoan.reports.template_values import all_names, lists_of, values_of
from toasoan.sent_files.pool import UnreadError, read_apart
from toasoan.units.models import Agency

logger = logging.getLogger(__name__)

#: Bytes of a template; the largest that we were shown has a tenth.
MOST_BYTES = 5 * 1024 * 1024
_SECONDS = 10.0
_ANSWERS = (Filled, TemplateProblem, TemplateFault)

_SENTENCES = {
    TemplateFault.NO_WORD_FILE: gettext_lazy("This is not a Word file (.docx)."),
    TemplateFault.TOO_LARGE: gettext_lazy("The file is too large for a template."),
    TemplateFault.MACRO: gettext_lazy("The file has macros; save it as .docx without them."),
    TemplateFault.EMBEDDED: gettext_lazy("The file has something embedded; take it out."),
    TemplateFault.OUTSIDE: gettext_lazy("The file points to something outside; take it out."),
    TemplateFault.FIELD: gettext_lazy("The file has a field that fetches or runs something."),
    TemplateFault.UNKNOWN_NAME: gettext_lazy("No value is called “%(name)s”: %(excerpt)s"),
    TemplateFault.BROKEN: gettext_lazy("Braces are not closed: %(excerpt)s"),
    TemplateFault.LIST_OUTSIDE_ROW: gettext_lazy(
        "“%(name)s” belongs to a list and must stand in a row of a table."
    ),
    TemplateFault.TWO_LISTS: gettext_lazy("One row names two lists: %(excerpt)s"),
}


def template_of(agency: Agency) -> WordTemplate | None:
    """The template that the agency uses now."""
    return WordTemplate.objects.filter(agency=agency, ended_at=None).first()


def give_template(
    content: bytes, filename: str, *, agency: Agency, actor: User, now: dt.datetime
) -> WordTemplate:
    """Use this file from now on. Raises RefusedError with everything that is wrong with it."""
    refuse(_problems(content))
    with transaction.atomic():
        end_template(agency, now=now)
        return WordTemplate.objects.create(
            agency=agency,
            filename=filename[: WordTemplate._meta.get_field("filename").max_length],
            content=content,
            given_at=now,
            given_by=actor,
        )


def end_template(agency: Agency, *, now: dt.datetime) -> None:
    """Use the house's own form again; the file is kept."""
    WordTemplate.objects.filter(agency=agency, ended_at=None).update(ended_at=now)


def _problems(content: bytes) -> list[Problem]:
    if len(content) > MOST_BYTES:
        found: tuple[TemplateProblem, ...] = (TemplateProblem(TemplateFault.TOO_LARGE),)
    else:
        try:
            found = read_apart(problems, content, all_names(), answers=_ANSWERS, seconds=_SECONDS)
        except UnreadError as error:
            sentence = _("The file could not be read; send it again or save it anew in Word.")
            raise RefusedError(Problem("unread", sentence, "file")) from error
    return [_said(problem) for problem in found]


def _said(problem: TemplateProblem) -> Problem:
    words = {"name": problem.name, "excerpt": problem.excerpt}
    return Problem(problem.fault, str(_SENTENCES[problem.fault]) % words, "file")


def filled(agency: Agency, content: ReportContent, made_at: dt.datetime) -> bytes | None:
    """The report in the agency's template; None when there is none or it cannot be filled."""
    template = template_of(agency)
    if template is None:
        return None
    values, lists = values_of(content, made_at=made_at), lists_of(content)
    try:
        done = read_apart(
            fill, bytes(template.content), values, lists, answers=_ANSWERS, seconds=_SECONDS
        )
    except UnreadError as error:
        logger.warning("template %s was not filled: %s", template.pk, error.reason)
        return None
    if done.problems:
        logger.warning("template %s was not filled: %s", template.pk, done.problems)
        return None
    return done.content
