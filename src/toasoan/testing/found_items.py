"""Items of outlets that wait for a word."""

import datetime as dt

from django.utils import timezone

from toasoan.monitoring.models import Proposal, SeenItem
from toasoan.outlets.models import Outlet, OutletKind
from toasoan.stories.models import Story
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.dates import local_day

TEXT = "Đoàn làm việc trong hai ngày ở nhà tạm giữ."


def make_watched_outlet(agency: Agency, code: str = "bao", name: str = "Báo tỉnh nhà") -> Outlet:
    """An outlet whose feed is read; nothing is asked of it."""
    return Outlet.objects.create(
        agency=agency,
        code=code,
        name=name,
        kind=OutletKind.PROVINCIAL_NEWSPAPER,
        watched_address="https://bao.example/rss",
    )


def make_found_item(
    outlet: Outlet,
    number: int = 1,
    *,
    story: Story | None = None,
    unit: Unit | None = None,
    score: float = 0.8,
    now: dt.datetime | None = None,
) -> Proposal:
    """An item of today that is like the story, or about the unit."""
    moment = now or timezone.now()
    item = SeenItem.objects.create(
        outlet=outlet,
        address=f"https://bao.example/{number}.html",
        headline=f"Bài báo {number}",
        text=TEXT,
        published_on=local_day(moment),
        seen_at=moment,
        listed_at=moment,
    )
    return Proposal.objects.create(
        agency=outlet.agency,
        item=item,
        story=story,
        unit=unit,
        score=score,
        words="VKSND khu vực" if unit else "",
        proposed_at=moment,
    )
