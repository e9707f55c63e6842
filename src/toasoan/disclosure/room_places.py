"""Kinds of places of the rooms beneath: documents, the schedule of the week, public answers."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from toasoan.disclosure.own_places import day_of, numbers
from toasoan.disclosure.places import Lack, PlaceKind, Seen, register_place
from toasoan.questions.counting import overdue_on
from toasoan.questions.models import PublicAnswer
from toasoan.records.models import DocumentType, OfficialDocument
from toasoan.records.queries import DueDays, published_documents
from toasoan.records.register import Due, asked_by_the_clock
from toasoan.schedules.queries.public import published, published_week
from toasoan.schedules.rules import monday_of
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import local_day

Keys = frozenset[str]


def _document_choices(agency: Agency) -> list[tuple[str, str]]:
    types = DocumentType.objects.filter(agency=agency)
    return [("", _("every document")), *((str(row.pk), row.name) for row in types)]


def _look_at_documents(agency: Agency, keys: Keys, _now: dt.datetime) -> Mapping[str, Seen]:
    """All documents, or those of a type: the first and the latest published. Two queries."""
    rows = published_documents(agency).order_by().values_list("document_type")
    spans = {
        str(type_id): (first, last)
        for type_id, first, last in rows.annotate(Min("published_at"), Max("published_at"))
    }
    types = DocumentType.objects.filter(agency=agency, pk__in=numbers(keys))
    address, nothing = reverse("portal:documents"), Lack(_("No document has been published yet."))
    seen = {}
    for key in ("", *(str(row.pk) for row in types)):
        found = list(spans.values()) if not key else [spans[key]] if key in spans else []
        seen[key] = Seen(
            f"{address}?loai={key}" if key else address,
            since=day_of(min((first for first, _last in found), default=None)),
            updated=day_of(max((last for _first, last in found), default=None)),
            lack=None if found else nothing,
        )
    return seen


def _late_documents(agency: Agency, _keys: Keys, now: dt.datetime) -> Mapping[str, Lack]:
    """Documents that should have been published before today: of every type, and altogether."""
    late = asked_by_the_clock(DueDays(agency.pk), Due.OVERDUE, local_day(now))
    rows = OfficialDocument.objects.filter(late, agency=agency).order_by()
    by_type = Counter(map(str, rows.values_list("document_type", flat=True)))
    if by_type:
        by_type[""] = by_type.total()
    return {key: _to_publish(number) for key, number in by_type.items()}


def _to_publish(number: int) -> Lack:
    words = ngettext(
        "%(number)02d document should have been published already: publish it.",
        "%(number)02d documents should have been published already: publish them.",
        number,
    )
    return Lack(words % {"number": number}, is_overdue=True)


def _look_at_schedules(agency: Agency, _keys: Keys, _now: dt.datetime) -> Mapping[str, Seen]:
    """The first and the latest week that was put on the site. One query."""
    first, last = published(agency.pk).aggregate(Min("published_at"), Max("published_at")).values()
    return {"": Seen(reverse("portal:schedules"), day_of(first), day_of(last))}


def _missing_week(agency: Agency, _keys: Keys, now: dt.datetime) -> Mapping[str, Lack]:
    """The schedule of this week has to be there from Monday on."""
    if published_week(agency.pk, monday_of(local_day(now))) is not None:
        return {}
    words = _("The schedule of this week is not on the site: publish it.")
    return {"": Lack(words, is_overdue=True)}


def _look_at_answers(agency: Agency, _keys: Keys, _now: dt.datetime) -> Mapping[str, Seen]:
    """The page of public answers, and when the first and the latest were put there. One query."""
    rows = PublicAnswer.objects.filter(agency=agency, is_live=True)
    first, last = rows.aggregate(Min("first_published_at"), Max("changed_at")).values()
    return {"": Seen(reverse("portal:public_answers"), day_of(first), day_of(last))}


def _overdue_questions(agency: Agency, _keys: Keys, now: dt.datetime) -> Mapping[str, Lack]:
    number = overdue_on(agency.pk, local_day(now)).count()
    words = ngettext(
        "%(number)02d question should have been answered already: see whom it waits for.",
        "%(number)02d questions should have been answered already: see whom they wait for.",
        number,
    )
    return {"": Lack(words % {"number": number}, is_overdue=True)} if number else {}


def register_room_places() -> None:
    """Called once when the room is loaded."""
    register_place(
        PlaceKind(
            code="documents",
            label=gettext_lazy("Official documents"),
            look=_look_at_documents,
            late=_late_documents,
            choices=_document_choices,
            mended_at="newsroom:documents",
        )
    )
    register_place(
        PlaceKind(
            code="schedule",
            label=gettext_lazy("The schedule of the week"),
            look=_look_at_schedules,
            late=_missing_week,
            mended_at="newsroom:schedules",
        )
    )
    register_place(
        PlaceKind(
            code="questions",
            label=gettext_lazy("Questions and answers"),
            look=_look_at_answers,
            late=_overdue_questions,
            mended_at="newsroom:questions_overdue",
        )
    )
