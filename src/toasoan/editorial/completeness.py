"""What a text must have before it may be sent on."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.refusals import Problem


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is known of one photo of the text."""

    has_file: bool
    caption: str
    alternative_text: str
    credit: str = ""
    #: Another unit's or another agency's: the story must not let it out.
    is_foreign: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFacts:
    """What the guards ask of the text."""

    headline: str
    standfirst: str
    has_body: bool
    has_byline: bool
    has_section: bool
    pictures: tuple[PictureFacts, ...] = ()
    #: Which of the attached files are another unit's or another agency's, counted from 1.
    foreign_files: tuple[int, ...] = ()
    has_tags: bool = False
    #: Names beneath the story that stand there without unit or post.
    bylines_without_affiliation: tuple[str, ...] = ()


def text_problems(text: TextFacts) -> list[Problem]:
    """What the text lacks before it may be sent on (DESIGN §5, required before submit)."""
    found: list[Problem] = []
    if not text.headline.strip():
        found.append(Problem("no-headline", _("The headline is missing."), "headline"))
    if not text.standfirst.strip():
        found.append(Problem("no-standfirst", _("The standfirst is missing."), "standfirst"))
    if not text.has_body:
        found.append(Problem("no-body", _("The body has no text yet."), "body"))
    if not text.has_byline:
        found.append(Problem("no-byline", _("Nobody is named as the author."), "bylines"))
    for number, picture in enumerate(text.pictures, start=1):
        found += _picture_problems(number, picture)
    for number in text.foreign_files:
        message = _(
            "Attached file %(number)d is not this unit's to publish."
            " Take it out, or attach another one."
        )
        found.append(Problem("foreign-file", message % {"number": number}, "body", number))
    return found


def _picture_problems(number: int, picture: PictureFacts) -> list[Problem]:
    names = {"number": number}
    if not picture.has_file:
        message = _("Photo %(number)d has not been chosen.") % names
        return [Problem("no-photo", message, "body", number)]
    found = []
    if picture.is_foreign:
        message = _(
            "Photo %(number)d is not this unit's to publish. Take it out, or choose another one."
        )
        found.append(Problem("foreign-photo", message % names, "body", number))
    if not picture.caption.strip():
        message = _("Photo %(number)d has no caption.") % names
        found.append(Problem("no-caption", message, "body", number))
    if not picture.alternative_text.strip():
        found.append(
            Problem(
                "no-alternative-text",
                _("Photo %(number)d has no alternative text for people who cannot see it.") % names,
                "body",
                number,
            )
        )
    return found
