"""What a person typed, taken from a form whether or not it is valid, and made readable."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from toasoan.newsroom.editing.differences import Lines
from toasoan.stories.models import BylineRole, Genre, Section, Story
from toasoan.stories.text import block_words
from toasoan.stories.topics import Topic
from toasoan.vietnamese.fold import nfc

#: Fields that say how to save and not what was written.
_NOT_TEXT = {
    "csrfmiddlewaretoken",
    "loaded_revision_id",
    "loaded_revision_created_at",
    "overwrite_revision_id",
    "resume",
    "sitting",
}
#: Never shown in the clear, whoever sits at the screen now: passwords and codes.
_SECRET = {"password", "new_password", "again", "code", "username"}
#: Endings of the names of a stream's and a form set's own fields.
_MECHANICS = ("-count", "-deleted", "-order", "-type", "-id", "_FORMS", "-ORDER", "-DELETE")


def carried(post: QueryDict) -> list[tuple[str, str]]:
    """The fields to send again so that nothing typed is lost: all but how to save."""
    return [
        (name, value)
        for name, values in post.lists()
        if name not in _NOT_TEXT and not name.startswith("action-")
        for value in values
    ]


def readable(post: QueryDict) -> list[str]:
    """The words of a posted text in the order of the form, without knowing the story.

    For the page that a person without a session gets: nothing may be looked up for them.
    """
    return [
        words
        for name, value in carried(post)
        if name not in _SECRET and not name.endswith(_MECHANICS) and (words := _words_of(value))
    ]


def _words_of(value: str) -> str:
    """Plain words; the rich text fields post their paragraphs as JSON."""
    try:
        parsed = json.loads(value)
        return "\n".join(block["text"] for block in parsed["blocks"]).strip()
    except (ValueError, KeyError, TypeError):
        return value.strip()


def lines_of_form(form: Any) -> list[Lines]:
    """The fields of a bound form of the editor, valid or not."""
    return _lines(
        headline=form["headline"].value(),
        standfirst=form["standfirst"].value(),
        body=_body(form["body"].value()),
        bylines=[
            _byline(*(row[name].value() for name in ("name", "role", "affiliation")))
            for row in form.formsets["bylines"]
            if not row["DELETE"].value()
        ],
        belongs=[
            _label(Genre, form["genre"].value()),
            _named(Section.objects.all(), form["section"].value()),
            _named(Topic.objects.all(), form["topic"].value()),
            form["source_line"].value(),
        ],
        tags=form["tags"].value(),
    )


def lines_of_story(story: Story) -> list[Lines]:
    """The same fields of a stored text."""
    return _lines(
        headline=story.headline,
        standfirst=story.standfirst,
        body=_body(story.body),
        bylines=[_byline(row.name, row.role, row.affiliation) for row in story.bylines.all()],
        belongs=[
            _label(Genre, story.genre),
            str(story.section or ""),
            str(story.topic or ""),
            story.source_line,
        ],
        tags=[tag.name for tag in story.tags.all()],
    )


def _lines(
    *, headline: str, standfirst: str, body: list[str], bylines: list[str], belongs: list[str],
    tags: Any,
) -> list[Lines]:  # fmt: skip
    return [
        Lines(_("Headline"), _clean([headline])),
        Lines(_("Standfirst"), _clean((standfirst or "").splitlines())),
        Lines(_("Body"), _clean(body)),
        Lines(_("Bylines"), _clean(bylines)),
        Lines(_("Where it belongs"), _clean([*belongs, ", ".join(_tag_names(tags))])),
    ]


def _named(rows: QuerySet[Any], key: Any) -> str:
    """What the chosen row is called; nothing when none is chosen."""
    return str(rows.filter(pk=key).first() or "") if str(key or "").isdecimal() else ""


def _clean(lines: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(nfc(line).strip() for line in lines if line and line.strip())


def _body(stream: Any) -> list[str]:
    return list(_block_lines(stream or ()))


def _block_lines(stream: Iterable[Any]) -> Iterator[str]:
    for child in stream:
        words = block_words(child.block_type, child.value).strip()
        if child.block_type in {"paragraph", "heading", "list"}:
            yield words
        else:
            yield f"[{child.block.label}] {words}".strip()


def _byline(name: Any, role: Any, affiliation: Any) -> str:
    words = (str(name or ""), _label(BylineRole, role), str(affiliation or ""))
    return ", ".join(word for word in words if word)


def _label(choices: Any, value: Any) -> str:
    return str(dict(choices.choices).get(value, ""))


def _tag_names(tags: Any) -> list[str]:
    """Names in one order; a bound field holds them as typed or as objects."""
    names = tags.replace('"', "").split(",") if isinstance(tags, str) else tags or []
    found = {str(getattr(getattr(tag, "tag", tag), "name", tag)).strip() for tag in names}
    return sorted(name for name in found if name)
