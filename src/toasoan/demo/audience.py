"""Made-up numbers of the last months: visits, views, downloads, words searched for."""

import datetime as dt
from random import Random
from uuid import UUID

from toasoan.accounts.models import User
from toasoan.audience.actions import NewRules, set_rules, write_batch
from toasoan.audience.batches import SECONDS_OF_HOUR, Batch
from toasoan.audience.models import WordsKind
from toasoan.audience.names import DOCUMENT, DOWNLOAD, PAGE, STORY, VISIT
from toasoan.demo.timetable import is_workday
from toasoan.records.models import DocumentFile, DocumentState
from toasoan.stories.models import Story
from toasoan.units.models import Agency
from toasoan.vietnamese.moments import at_local

#: How far back every day has its own numbers.
_DAYS = 200
#: Stories that are still looked at on a day, the latest first.
_READ = 24
#: Hours in which the numbers of a day fall.
_HOURS = (1, 9, 14, 20)
_BEFORE = NewRules(visits_before=1_284_306, views_before=3_917_450, moved_on=dt.date(2022, 12, 31))
_WORDS = ("lịch tiếp công dân", "tuyển dụng", "quy chế tiếp công dân", "tội phạm công nghệ cao")
_REFERRERS = ("vksnd-toi-cao.example", "bao-song-thuong.example", "tim-kiem.example")


def count_visits(agency: Agency, webmaster: User, now: dt.datetime, today: dt.date) -> None:
    """Write a batch of each day, as the web processes do, and what the earlier site counted."""
    set_rules(agency, _BEFORE, actor=webmaster)
    rng = Random(20_260_701)  # noqa: S311  # made-up numbers
    source = UUID(int=rng.getrandbits(128))
    stories = list(
        Story.objects.filter(agency=agency, live=True, first_published_at__isnull=False)
        .order_by("-first_published_at")
        .values_list("pk", "first_published_at")
    )
    files = list(
        DocumentFile.objects.filter(
            document__agency=agency, document__state=DocumentState.PUBLISHED
        ).values_list("pk", "document_id", "document__issued_on")
    )
    for number, back in enumerate(range(_DAYS, -1, -1), start=1):
        day = today - dt.timedelta(days=back)
        moments = [at_local(day, dt.time(hour)) for hour in _HOURS]
        if passed := [each for each in moments if each <= now]:
            of_day = _Day(agency.pk, rng, passed)
            of_day.stories([pk for pk, at in stories if at <= passed[0]][:_READ])
            of_day.documents([(pk, document) for pk, document, at in files if at <= day])
            write_batch(source, number, of_day.batch)


class _Day:
    """The numbers of a day in the making."""

    def __init__(self, agency: int, rng: Random, moments: list[dt.datetime]) -> None:
        self.moments, self.batch = moments, Batch()
        self._agency, self._rng = agency, rng
        busy = 1.0 if is_workday(moments[0].date()) else 0.35
        visits = self._spread(VISIT, 0, int(rng.gauss(420, 60) * busy))
        self._spread(f"{PAGE}home", 0, int(visits * 0.7))
        self._busy = busy
        for words in rng.sample(_WORDS, 2):
            self._word(WordsKind.SEARCHED, words, rng.randrange(3, 9))
        for host in _REFERRERS:
            self._word(WordsKind.REFERRER, host, rng.randrange(4, 30))

    def stories(self, ids: list[int]) -> None:
        """Views of stories: the newer, the more."""
        for place, pk in enumerate(ids):
            self._spread(STORY, pk, int(self._rng.gauss(60, 15) / (1 + place / 3) * self._busy))

    def documents(self, files: list[tuple[int, int]]) -> None:
        """Views of documents, and one download for every third of them or so."""
        for file, document in files:
            views = self._rng.randrange(0, 5)
            self._spread(DOCUMENT, document, views)
            self._spread(DOWNLOAD, file, views // 3)

    def _spread(self, kind: str, object_id: int, number: int) -> int:
        for place, moment in enumerate(self.moments):
            share = number * (place + 1) // len(_HOURS) - number * place // len(_HOURS)
            if share > 0:
                self.batch.counts[self._agency, kind, object_id, _hour(moment)] += share
        return number

    def _word(self, kind: WordsKind, words: str, number: int) -> None:
        self.batch.words[self._agency, kind, words, _hour(self.moments[0])] += number


def _hour(moment: dt.datetime) -> int:
    return int(moment.timestamp()) // SECONDS_OF_HOUR
