"""Who of the agency is told what of a question: clerks, the unit, approvers. Never its words."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.notifications.actions import NotificationFacts, tell
from toasoan.notifications.kinds import NotificationKind
from toasoan.questions.models import Question, SealedLetter
from toasoan.units.duties import DUTIES, UNIT_WORK, Duty
from toasoan.units.queries import holders, stand_ins_of
from toasoan.vietnamese.dates import local_day, short_date


def people_with(
    duty: Duty, *, agency_id: int, on: dt.date, unit_id: int | None = None
) -> list[User]:
    """Who holds the duty on the day, and their stand-ins."""
    own = holders(duty, agency_id=agency_id, unit_id=unit_id, on=on)
    boards = [kind for kind, rows in DUTIES.items() if duty in rows]
    stand_ins = stand_ins_of(own, boards, unit_id=unit_id, on=on)
    return own + [row.delegate for row in stand_ins]


def name_of(question: Question) -> str:
    """What a question is called where its words do not belong: kind and number."""
    return _("%(kind)s no. %(number)s") % {
        "kind": question.get_kind_display().capitalize(),
        "number": question,
    }


def tell_about(  # noqa: PLR0913  # one notification, all by keyword
    people: Iterable[User],
    kind: NotificationKind,
    question: Question,
    *,
    key: str,
    now: dt.datetime,
    actor: User | None = None,
    note: str = "",
    together: str = "",
) -> None:
    """Tell people of a question by its number and last day; the screen decides who sees more."""
    extra = ""
    if question.due_on:
        extra = _("To be answered by %(day)s.") % {"day": short_date(question.due_on)}
    about = NotificationFacts(
        key=f"question:{question.pk}:{key}",
        agency_id=question.agency_id,
        title=name_of(question),
        path=reverse("newsroom:question", args=[question.pk]),
        extra=extra,
        note=note,
        together=together,
    )
    tell(people, kind, about=about, now=now, actor=actor)


def tell_desk_of_question(question: Question, now: dt.datetime, *, key: str) -> None:
    """Tell the clerks that something came; what comes within minutes leaves as one letter."""
    clerks = people_with(Duty.TAKE_QUESTIONS, agency_id=question.agency_id, on=local_day(now))
    tell_about(
        clerks,
        NotificationKind.QUESTION_CAME,
        question,
        key=key,
        now=now,
        together=f"questions:{question.agency_id}",
    )


def tell_desk_of_letter(letter: SealedLetter, now: dt.datetime) -> None:
    """Tell the receiving desk that a sealed letter lies there; nothing of what it is about."""
    people = people_with(Duty.TAKE_QUESTIONS, agency_id=letter.agency_id, on=local_day(now))
    about = NotificationFacts(
        key=f"letter:{letter.pk}",
        agency_id=letter.agency_id,
        title=letter.get_kind_display().capitalize(),
        path=reverse("newsroom:sealed_letters"),
        together=f"letters:{letter.agency_id}",
    )
    tell(people, NotificationKind.LETTER_CAME, about=about, now=now)


def tell_unit(
    question: Question,
    kind: NotificationKind,
    *,
    now: dt.datetime,
    actor: User | None,
    note: str = "",
) -> None:
    """Tell who answers for the unit and who writes for it, as often as it is given to them."""
    on = local_day(now)
    people = [
        person
        for duty in UNIT_WORK
        for person in people_with(
            duty, agency_id=question.agency_id, unit_id=question.unit_id, on=on
        )
    ]
    key = f"{kind}:{question.unit_id}:{now.timestamp():.0f}"
    tell_about(people, kind, question, key=key, now=now, actor=actor, note=note)


def tell_agency(  # noqa: PLR0913  # one notification, all by keyword
    duty: Duty,
    question: Question,
    kind: NotificationKind,
    *,
    key: str,
    now: dt.datetime,
    actor: User | None,
    note: str = "",
) -> None:
    """Tell who has a duty for the whole agency: clerks or approvers."""
    people = people_with(duty, agency_id=question.agency_id, on=local_day(now))
    tell_about(people, kind, question, key=key, now=now, actor=actor, note=note)
