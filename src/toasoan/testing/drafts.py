"""What a Word file becomes, written down line by line so that a test can be read."""

from toasoan.intake.docx.model import (
    AuthorRole,
    Block,
    Heading,
    ListBlock,
    Paragraph,
    WordPicture,
    WordStory,
    WordTable,
)

_ROLES = {
    AuthorRole.WORDS: "chữ",
    AuthorRole.PHOTOS: "ảnh",
    AuthorRole.WORDS_AND_PHOTOS: "chữ và ảnh",
}


def written(story: WordStory) -> list[str]:
    """Headline, standfirst, body, authors, source and notes, each on a line of its own.

    Lines begin with: # headline, > standfirst, = heading, | row of a table, - or 1. item of a list,
    @ author (role) unit, § source line, ! note with the words that it names.
    """
    lines = [f"# {story.headline}"] if story.headline else []
    lines += [f"> {story.standfirst}"] if story.standfirst else []
    lines += [line for block in story.blocks for line in _block(block)]
    lines += [
        f"@ {one.name} ({_ROLES[one.role]}) {one.affiliation}".rstrip() for one in story.bylines
    ]
    lines += [f"§ {story.source_line}"] if story.source_line else []
    return lines + [" ".join([f"! {note.code}", *map(repr, note.words)]) for note in story.notes]


def _block(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [block.text.replace("\n", " / ")]
        case Heading():
            return [f"= {block.text}"]
        case ListBlock():
            marks = (f"{at}." if block.ordered else "-" for at in range(1, len(block.items) + 1))
            items = (line.replace("\n", " / ") for line in _items(block))
            return [f"{mark} {item}" for mark, item in zip(marks, items, strict=True)]
        case WordTable():
            return ["| " + " | ".join(row).replace("\n", " / ") for row in block.rows]
        case WordPicture():
            return [f"[ảnh] {block.caption} ({block.credit})".removesuffix(" ()").rstrip()]


def _items(block: ListBlock) -> list[str]:
    return ["".join(inline.text for inline in item) for item in block.items]
