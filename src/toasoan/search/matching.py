"""What a document must contain, and the query languages of the two databases."""

from dataclasses import dataclass

#: Words that stand beside each other; a single word is a phrase of one.
Phrase = tuple[str, ...]
#: Ways to write the same: of one of them, all phrases must be there.
Choice = tuple[tuple[Phrase, ...], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Words to find: all of `folded`; `exact` are the same words with their marks.

    With `wants_exact` only what has exactly those marks matches, without it only what has not,
    and all of them when `exact` is empty. `index_tags` are words that no text holds: the agency,
    the section. Nothing of `without` and `without_exact` may stand there. Of each of
    `any_folded`, `any_exact` (only with `wants_exact`) and `any_tags` one way must be there.
    """

    folded: tuple[Phrase, ...]
    exact: tuple[Phrase, ...] = ()
    wants_exact: bool = False
    index_tags: tuple[str, ...] = ()
    without: tuple[Phrase, ...] = ()
    without_exact: tuple[Phrase, ...] = ()
    any_folded: tuple[Choice, ...] = ()
    any_exact: tuple[Choice, ...] = ()
    any_tags: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """The newest `limit` documents with numbers from `low` (included) to `high` (excluded)."""

    limit: int
    low: int = 0
    high: int | None = None


def fts5(match: Match) -> str:
    """The match as a query of SQLite's FTS5."""
    required = [
        _column("folded", match.folded),
        _column("index_tags", tuple((tag,) for tag in match.index_tags)),
        *(_choice("folded", choice) for choice in match.any_folded),
        *(_choice("index_tags", choice) for choice in match.any_tags),
        *(_choice("exact", choice) for choice in match.any_exact),
    ]
    excluded = [
        _column("folded", match.without, " OR "),
        _column("exact", match.without_exact, " OR "),
    ]
    (required if match.wants_exact else excluded).append(_column("exact", match.exact))
    question = " AND ".join(filter(None, required))
    return "".join([f"({question})", *(f" NOT {part}" for part in excluded if part)])


def _column(name: str, phrases: tuple[Phrase, ...], between: str = " ") -> str:
    quoted = _quoted(phrases, between)
    return f"({name} : ({quoted}))" if quoted else ""


def _choice(name: str, choice: Choice) -> str:
    return f"({name} : ({' OR '.join(f'({_quoted(way)})' for way in choice)}))"


def _quoted(phrases: tuple[Phrase, ...], between: str = " ") -> str:
    # Words hold letters, digits and underscores only, so the quotes cannot be broken out of.
    return between.join(f'"{" ".join(phrase)}"' for phrase in phrases)


def folded_tsquery(match: Match) -> str:
    """The tsquery for the folded words and the index tags."""
    all_phrases = (*match.folded, *((tag,) for tag in match.index_tags))
    choices = (*match.any_folded, *match.any_tags)
    return " & ".join(filter(None, [_tsquery(all_phrases, match.without), *map(_one_of, choices)]))


def exact_tsquery(match: Match) -> str:
    """The tsquery for the exact words; empty when nothing is asked of them."""
    if match.wants_exact:
        wanted = _tsquery(match.exact, match.without_exact)
        return " & ".join(filter(None, [wanted, *map(_one_of, match.any_exact)]))
    parts = [f"!({all_of(match.exact)})"] if match.exact else []
    return " & ".join([*parts, *_each_not(match.without_exact)])


def _tsquery(phrases: tuple[Phrase, ...], without: tuple[Phrase, ...]) -> str:
    return " & ".join(filter(None, [all_of(phrases), *_each_not(without)]))


def _one_of(choice: Choice) -> str:
    return "(" + " | ".join(f"({all_of(way)})" for way in choice) + ")"


def _each_not(phrases: tuple[Phrase, ...]) -> list[str]:
    return [f"!({all_of((phrase,))})" for phrase in phrases]


def all_of(phrases: tuple[Phrase, ...]) -> str:
    """A tsquery that asks for all of these phrases."""
    return " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in phrases
    )
