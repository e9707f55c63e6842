"""What a text still needs and what would make it better. Pure: facts in, items out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.editorial.rules import TextFacts, text_problems
from toasoan.refusals import Problem

#: Longer headlines are cut by search engines and by the portal's cards.
HEADLINE_LENGTH = 110
#: A standfirst of one or two sentences: who, what, where, when.
STANDFIRST_LEAST, STANDFIRST_MOST = 60, 400

#: Problem of a photo → the part of its block.
_PHOTO_PARTS = {
    "no-photo": "picture",
    "no-caption": "caption",
    "no-alternative-text": "alternative_text",
    "no-credit": "credit",
}


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of the checklist, pointing at its field; `photo` counts photos from one."""

    code: str
    message: str
    field: str
    required: bool
    photo: int = 0

    @property
    def part(self) -> str:
        """The part of the photo's block; empty for other fields."""
        return _PHOTO_PARTS.get(self.code, "") if self.photo else ""

    @property
    def anchor(self) -> str:
        """The address of the field inside the editor, without the hash."""
        return f"o-{self.field}-{self.photo}-{self.part}" if self.photo else f"o-{self.field}"


def checklist(
    text: TextFacts, *, open_remarks: int = 0, needs_section: bool = False
) -> tuple[CheckItem, ...]:
    """Everything outstanding, required items first.

    `needs_section`: the story is at the desk, which does not propose it without one.
    """
    missing = [as_item(problem) for problem in text_problems(text)]
    section = [] if text.has_section else [_section(required=needs_section)]
    recommended = [*_lengths(text), *_belongings(text), *_credits(text), *_remarks(open_remarks)]
    items = [*missing, *section, *recommended]
    return tuple(sorted(items, key=lambda item: not item.required))


def as_item(problem: Problem) -> CheckItem:
    """A problem of the text as a line of the checklist."""
    return CheckItem(
        problem.code, problem.message, problem.field, required=True, photo=problem.item
    )


def _section(*, required: bool) -> CheckItem:
    return CheckItem("no-section", _("No section has been chosen."), "section", required=required)


def _advice(code: str, message: str, field: str, photo: int = 0) -> CheckItem:
    return CheckItem(code, message, field, required=False, photo=photo)


def _lengths(text: TextFacts) -> list[CheckItem]:
    found = []
    headline, standfirst = len(text.headline.strip()), len(text.standfirst.strip())
    if headline > HEADLINE_LENGTH:
        message = _("The headline has %(length)d characters; %(most)d at most read well.") % {
            "length": headline,
            "most": HEADLINE_LENGTH,
        }
        found.append(_advice("long-headline", message, "headline"))
    if 0 < standfirst < STANDFIRST_LEAST:
        message = _("The standfirst is very short: say who, what, where and when.")
        found.append(_advice("short-standfirst", message, "standfirst"))
    if standfirst > STANDFIRST_MOST:
        message = _("The standfirst has %(length)d characters; %(most)d at most read well.") % {
            "length": standfirst,
            "most": STANDFIRST_MOST,
        }
        found.append(_advice("long-standfirst", message, "standfirst"))
    return found


def _belongings(text: TextFacts) -> list[CheckItem]:
    found = [
        _advice(
            "no-affiliation",
            _("%(name)s stands beneath the story without unit or post.") % {"name": name},
            "bylines",
        )
        for name in text.bylines_without_affiliation
    ]
    if not text.has_tags:
        message = _("No tag yet: tags help readers find related stories.")
        found.append(_advice("no-tags", message, "tags"))
    return found


def _credits(text: TextFacts) -> list[CheckItem]:
    return [
        _advice(
            "no-credit", _("Photo %(number)d has no credit.") % {"number": number}, "body", number
        )
        for number, picture in enumerate(text.pictures, start=1)
        if picture.has_file and not picture.credit.strip()
    ]


def _remarks(number: int) -> list[CheckItem]:
    if not number:
        return []
    message = _("Remarks that nobody has dealt with yet: %(number)d.") % {"number": number}
    return [_advice("open-remarks", message, "remarks")]
