"""The guides of `docs/huong-dan`, shown inside the newsroom: one for each duty."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from toasoan.units.duties import Duty

_PICTURES = "anh"
_PICTURE_NAME = re.compile(r"[a-z0-9-]+\.jpg")


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide of two pages with pictures; `slug` is its file's name and its address."""

    duty: Duty
    slug: str
    title: str | Promise


GUIDES: tuple[Guide, ...] = (
    Guide(Duty.CONTRIBUTE, "cong-tac-vien", _("For contributors")),
    Guide(Duty.VET, "lanh-dao-don-vi", _("For unit leaders")),
    Guide(Duty.EDIT, "bien-tap-vien", _("For editors")),
    Guide(Duty.APPROVE, "nguoi-duyet-dang", _("For approvers")),
    Guide(Duty.READ_FIGURES, "ban-chi-dao", _("For the steering board")),
    Guide(Duty.KEEP_SITE, "quan-tri-trang", _("For webmasters")),
    Guide(Duty.KEEP_RECORDS, "van-thu", _("For clerks: documents and schedules")),
    Guide(Duty.TAKE_QUESTIONS, "hoi-dap", _("For clerks: questions from citizens")),
)


def guides_for(duties: frozenset[Duty]) -> list[Guide]:
    """The guides for the duties a person holds, in the order of a story's way."""
    return [guide for guide in GUIDES if guide.duty in duties]


@cache
def folder() -> Path:
    """Where the guides lie: in the package when installed, else in the checkout's documents."""
    inside = Path(__file__).parents[1] / "huong-dan"
    return inside if inside.is_dir() else Path(__file__).parents[4] / "docs" / "huong-dan"


@cache
def page_of(guide: Guide) -> SafeString:
    """The guide as HTML. Its text is ours; HTML inside it is escaped all the same."""
    text = (folder() / f"{guide.slug}.md").read_text(encoding="utf-8")
    # The heading stands above as the screen's own.
    _heading, _newline, body = text.partition("\n")
    html = MarkdownIt("commonmark", {"html": False}).render(body)
    # In the documents the pictures lie beside the guide; here each guide has its own address.
    html = html.replace('src="anh/', 'loading="lazy" src="../anh/')
    return mark_safe(html)  # noqa: S308


def picture(name: str) -> Path | None:
    """The file of a picture of the guides, or None when there is none of this name."""
    path = folder() / _PICTURES / name
    return path if _PICTURE_NAME.fullmatch(name) and path.is_file() else None
