"""The paragraphs of a text block as markup: for readers and programs, or as it is stored."""

from collections.abc import Callable, Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from toasoan.stories.paragraphs import KEY, Part, PartKind, grouped, quotation, text_parts


def text_html(markup: str) -> SafeString:
    """The stored markup of a text block with the addresses of its links.

    Names of paragraphs are left out, a quotation ends with its speaker, paragraphs without words
    are not shown. Queries the pages that are linked to.
    """
    return parts_html(text_parts(expand_db_html(markup)))


def parts_html(parts: Iterable[Part]) -> SafeString:
    """Paragraphs, sub-headings, lists and quotations; parts of other kinds are left out."""
    return SafeString("".join(_group_html(kind, group) for kind, group in grouped(parts)))


def stored_text(parts: Iterable[Part]) -> str:
    """Paragraphs as the editor stores them, with their lasting names."""
    found = []
    for kind, group in grouped(parts):
        if kind is PartKind.ITEM:
            found.append(_list_html(group, _with_key))
        else:
            tag = _STORED[kind]
            found += [f"{_with_key(tag, part)}{part.markup}</{tag}>" for part in group]
    return "".join(found)


_STORED = {PartKind.PARAGRAPH: "p", PartKind.HEADING: "h2", PartKind.QUOTE: "blockquote"}


def _with_key(tag: str, part: Part) -> str:
    return f'<{tag} {KEY}="{part.key}">' if part.key else f"<{tag}>"


def _without_key(tag: str, _part: Part) -> str:
    return f"<{tag}>"


def _group_html(kind: PartKind, group: Sequence[Part]) -> str:
    match kind:
        case PartKind.PARAGRAPH:
            return format_html("<p>{}</p>", _inside(group[0].markup))
        case PartKind.HEADING:
            return format_html("<h2>{}</h2>", _inside(group[0].markup))
        case PartKind.ITEM:
            return _list_html(group)
        case PartKind.QUOTE:
            return _quotation_html(group)
    return ""


def _inside(markup: str) -> SafeString:
    return mark_safe(markup)  # noqa: S308  # written by the reader of parts, which escapes words


def _quotation_html(group: Sequence[Part]) -> SafeString:
    said = quotation(group)
    words = format_html_join("", "<p>{}</p>", ((_inside(each),) for each in said.markup))
    foot = format_html("<footer>{}</footer>", said.speaker) if said.speaker else SafeString("")
    return format_html("<blockquote>{}{}</blockquote>", words, foot)


def _list_html(items: Sequence[Part], opening: Callable[[str, Part], str] = _without_key) -> str:
    """Items with the lists inside them; an item is closed when no deeper one follows."""
    found: list[str] = []
    opened: list[tuple[str, int]] = []
    for item in items:
        tag = "ol" if item.ordered else "ul"
        while opened and (
            opened[-1][1] > item.depth or (opened[-1][1] == item.depth and opened[-1][0] != tag)
        ):
            found.append(f"</li></{opened.pop()[0]}>")
        if opened and opened[-1][1] == item.depth:
            found.append("</li>")
        else:
            opened.append((tag, item.depth))
            found.append(f"<{tag}>")
        found.append(opening("li", item) + item.markup)
    found += [f"</li></{tag}>" for tag, _depth in reversed(opened)]
    return "".join(found)
