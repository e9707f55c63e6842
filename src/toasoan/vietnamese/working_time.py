"""How much working time lies between two moments: office hours, weekends, holidays.

Pure: the days off and the hours come in as a `WorkingCalendar`; whoever keeps them keeps them as
data with dates. Everything is decided in Vietnamese time.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from toasoan.vietnamese.dates import TZ, local_day

Span = tuple[time, time]

#: Monday to Friday, the usual hours of provincial agencies.
OFFICE_DAY: tuple[Span, ...] = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 0)))
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_NOTHING = timedelta(0)
#: A year without one working day is a mistake in the calendar, not a long holiday.
_LONGEST_BREAK = 366


class NoWorkingDayError(ValueError):
    """The calendar has no working day within a year."""


@dataclass(frozen=True)
class WorkingCalendar:
    """When an office works.

    `hours` are (first day, spans of that day onward), oldest first; before the first one the
    first one holds. `days_off` are holidays, `days_worked` the weekend days worked in exchange;
    a day that stands in both is worked.
    """

    hours: tuple[tuple[date, tuple[Span, ...]], ...] = ((date.min, OFFICE_DAY),)
    days_off: frozenset[date] = field(default_factory=frozenset)
    days_worked: frozenset[date] = field(default_factory=frozenset)

    def works_on(self, day: date) -> bool:
        """Whether the office works on the day.

        >>> [WorkingCalendar().works_on(date(2026, 11, number)) for number in (25, 28)]
        [True, False]
        """
        if day in self.days_worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The hours worked on the day; none on a day off."""
        if not self.works_on(day):
            return ()
        return self._hours_from(day)

    def day_length(self, day: date) -> timedelta:
        """How long a working day is by the hours in force on this day.

        >>> WorkingCalendar().day_length(date(2026, 11, 28))
        datetime.timedelta(seconds=27000)
        """
        return sum((_length(day, span) for span in self._hours_from(day)), _NOTHING)

    def _hours_from(self, day: date) -> tuple[Span, ...]:
        held = [spans for from_on, spans in self.hours if from_on <= day]
        return held[-1] if held else self.hours[0][1]


def working_time(since: datetime, until: datetime, calendar: WorkingCalendar) -> timedelta:
    """Return the office's working time between two aware moments; nothing when they are reversed.

    >>> friday = datetime(2026, 11, 27, 16, 0, tzinfo=TZ)
    >>> str(working_time(friday, datetime(2026, 11, 30, 8, 30, tzinfo=TZ), WorkingCalendar()))
    '2:00:00'
    """
    total = _NOTHING
    day, last = local_day(since), local_day(until)
    while day <= last:
        for begin, end in _moments(day, calendar):
            total += max(_NOTHING, min(end, until) - max(begin, since))
        day += _ONE_DAY
    return total


class WorkingClock:
    """Working time between very many moments from the first to the last day, each at once.

    Moments are whole seconds since 1970 (UTC); before the first day nobody works.

    >>> clock = WorkingClock(WorkingCalendar(), date(2026, 11, 27), date(2026, 11, 30))
    >>> friday = datetime(2026, 11, 27, 16, 0, tzinfo=TZ).timestamp()
    >>> clock.seconds(int(friday), int(friday) + 3 * 24 * 3600) / 3600
    7.5
    """

    def __init__(self, calendar: WorkingCalendar, first: date, last: date) -> None:
        self._begins: list[int] = []
        self._spans: list[tuple[int, int, int]] = []
        worked = 0
        for number in range((last - first).days + 1):
            for begin, end in _moments(first + _ONE_DAY * number, calendar):
                since, until = int(begin.timestamp()), int(end.timestamp())
                self._begins.append(since)
                self._spans.append((since, until, worked))
                worked += until - since

    def seconds(self, since: int, until: int) -> int:
        """Return the working seconds between two moments; negative when they are reversed."""
        return self._worked(until) - self._worked(since)

    def _worked(self, moment: int) -> int:
        place = bisect_right(self._begins, moment)
        if place == 0:
            return 0
        begin, end, before = self._spans[place - 1]
        return before + min(moment, end) - begin


def before_working_time(end: datetime, amount: timedelta, calendar: WorkingCalendar) -> datetime:
    """Return the last moment since which so much working time has passed until the end.

    What began at that moment or before has waited at least so long: one comparison finds it.
    Raises NoWorkingDayError when the calendar has no working day within a year.

    >>> monday = datetime(2026, 11, 30, 8, 30, tzinfo=TZ)
    >>> str(before_working_time(monday, timedelta(hours=2), WorkingCalendar()).astimezone(TZ))
    '2026-11-27 16:00:00+07:00'
    """
    if amount <= _NOTHING:
        return end
    left, day, idle = amount, local_day(end), 0
    while idle < _LONGEST_BREAK:
        spans = _moments(day, calendar)
        idle = 0 if spans else idle + 1
        for begin, finish in reversed(spans):
            finish = min(finish, end)  # noqa: PLW2901  # the part of the span that counts
            if finish - begin >= left:
                return finish - left
            left -= max(_NOTHING, finish - begin)
        day -= _ONE_DAY
    raise NoWorkingDayError


def next_working_morning(after: datetime, clock: time, calendar: WorkingCalendar) -> datetime:
    """Return the next moment on a working day at which the clock shows this time, in UTC.

    >>> friday = datetime(2026, 11, 27, 7, 30, tzinfo=TZ)
    >>> str(next_working_morning(friday, time(7, 30), WorkingCalendar()).astimezone(TZ))
    '2026-11-30 07:30:00+07:00'
    """
    day = local_day(after)
    for _number in range(_LONGEST_BREAK):
        moment = datetime.combine(day, clock, tzinfo=TZ).astimezone(UTC)
        if calendar.works_on(day) and moment > after:
            return moment
        day += _ONE_DAY
    raise NoWorkingDayError


def working_day_after(day: date, number: int, calendar: WorkingCalendar) -> date:
    """Return the working day that many working days after a day, which itself does not count.

    Raises NoWorkingDayError when the calendar has no working day within a year.

    >>> off = frozenset({date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1)})
    >>> str(working_day_after(date(2026, 4, 20), 15, WorkingCalendar(days_off=off)))
    '2026-05-14'
    """
    idle = 0
    while number > 0:
        day += _ONE_DAY
        idle = 0 if calendar.works_on(day) else idle + 1
        number -= calendar.works_on(day)
        if idle > _LONGEST_BREAK:
            raise NoWorkingDayError
    return day


def working_words(amount: timedelta, day_length: timedelta) -> str:
    """Return working time in full working days, else in hours, else in minutes.

    >>> day = timedelta(hours=7, minutes=30)
    >>> working_words(timedelta(hours=16), day), working_words(timedelta(hours=3), day)
    ('2 ngày làm việc', '3 giờ làm việc')
    >>> working_words(timedelta(minutes=12), day), working_words(timedelta(0), day)
    ('12 phút', 'dưới 1 phút')
    """
    if amount >= day_length:
        return f"{amount // day_length} ngày làm việc"
    for length, word in ((timedelta(hours=1), "giờ làm việc"), (timedelta(minutes=1), "phút")):
        if amount >= length:
            return f"{amount // length} {word}"
    return "dưới 1 phút"


def _moments(day: date, calendar: WorkingCalendar) -> list[tuple[datetime, datetime]]:
    return [
        (datetime.combine(day, begin, tzinfo=TZ), datetime.combine(day, end, tzinfo=TZ))
        for begin, end in calendar.spans_on(day)
    ]


def _length(day: date, span: Span) -> timedelta:
    begin, end = span
    return datetime.combine(day, end) - datetime.combine(day, begin)
