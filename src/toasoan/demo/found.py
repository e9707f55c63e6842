"""What an outlet of the demo published lately: three stories of ours under its own headlines,
one of them cut, and an item about a unit. They wait for the desk's word, and nothing is counted.
"""

import datetime as dt

from toasoan.monitoring.actions import add_unit_names, note_listed
from toasoan.monitoring.comparing import compare_items
from toasoan.monitoring.markup import Listed
from toasoan.monitoring.models import SeenItem
from toasoan.monitoring.queries import recent_editions
from toasoan.monitoring.texts import edition_words
from toasoan.outlets.models import Outlet
from toasoan.stories.models import Edition
from toasoan.units.models import Unit
from toasoan.vietnamese.dates import local_day

#: What the outlet printed above our stories, and how much of the text it took.
_USES = (
    ("Ngành Kiểm sát tỉnh: những việc làm từ cơ sở", 1.0),
    ("Chuyện ghi ở một buổi làm việc", 1.0),
    ("Tin vắn pháp luật trong tuần", 0.5),
)
_ABOUT = (
    "Bà con ven sông cho biết, cán bộ {unit} đã xuống tận nơi nghe và trả lời đơn, không để ai phải"
    " đi lại nhiều lần trong mùa nước nổi. Nhiều người mong cách làm này được giữ lâu dài."
)


def enter_found_items(outlet: Outlet, unit: Unit, site: str, *, now: dt.datetime) -> None:
    """Have the outlet's items found; `site` begins their addresses, `unit` is written about."""
    add_unit_names(outlet.agency, local_day(now))
    editions = list(recent_editions(outlet.agency, now).values())[-len(_USES) :]
    listed = [
        Listed(f"{site}/tin/{number}.html", headline, _part(edition, share), local_day(now))
        for number, ((headline, share), edition) in enumerate(zip(_USES, editions, strict=False))
    ]
    about = _ABOUT.format(unit=unit.short_name)
    listed.append(Listed(f"{site}/tin/9.html", "Gần dân để hiểu dân", about, local_day(now)))
    note_listed(outlet, listed, now=now)
    # The demo asks nobody's server: the texts are whole as they stand.
    SeenItem.objects.filter(outlet=outlet).update(pages_due=0)
    compare_items(outlet.agency, now=now)


def _part(edition: Edition, share: float) -> str:
    """The beginning of the text without our headline."""
    words = edition_words(edition).partition("\n")[2]
    return words[: round(len(words) * share)]
