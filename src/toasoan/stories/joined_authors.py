"""Names under the stories of an agency, and joining two spellings of one person's."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.page_cache.actions import invalidate
from toasoan.refusals import Problem, RefusedError
from toasoan.stories.authors import AuthorAlias, author_address, pages_by_address
from toasoan.stories.cache_tags import author_tag, story_tag
from toasoan.stories.models import Byline, Story
from toasoan.stories.rendered_body import readdress_bylines
from toasoan.units.models import Agency
from toasoan.vietnamese.collation import name_key
from toasoan.vietnamese.fold import fold


@dataclass(frozen=True, slots=True)
class SignedName:
    """A spelling, how many stories are signed so, and the spellings joined with it."""

    name: str
    address: str
    stories: int
    joined: list[tuple[AuthorAlias, int]] = field(default_factory=list)


def signed_names(agency: Agency) -> list[SignedName]:
    """The names under the agency's stories that have a page of their own, by the alphabet.

    Two queries. Spellings that differ in capitals and spaces only are one name.
    """
    rows = Byline.objects.filter(story__agency=agency).exclude(name="").values("name")
    counted = rows.annotate(stories=Count("story", distinct=True)).values_list("name", "stories")
    totals: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for name, stories in sorted(counted, key=lambda row: -row[1]):
        address = author_address(name)
        totals[address] += stories
        spelt.setdefault(address, name)
    aliases = pages_by_address(agency.pk)
    # A page stays in the list when all its stories are signed with other spellings.
    spelt |= {
        one.of_address: one.of_name for one in aliases.values() if one.of_address not in spelt
    }
    pages = {
        address: SignedName(name, address, totals[address])
        for address, name in spelt.items()
        if address not in aliases
    }
    for alias in aliases.values():
        pages[alias.of_address].joined.append((alias, totals[alias.address]))
    return sorted(pages.values(), key=lambda one: name_key(one.name))


def resembles(name: str, other: str) -> bool:
    """Whether two spellings may be one person's: one given name, family names that begin alike."""
    first, second = fold(name).replace(".", " ").split(), fold(other).replace(".", " ").split()
    if not first or not second:
        return False
    return first[-1] == second[-1] and first[0][0] == second[0][0]


@transaction.atomic
def join_names(
    agency: Agency, address: str, into: str, *, actor: User, now: dt.datetime
) -> AuthorAlias:
    """Let the page of one name lead to that of another. Raises RefusedError.

    Names that were joined with the first one go along. Stories keep the name that is signed.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    pages = {one.address: one for one in signed_names(agency)}
    if address not in pages or into not in pages or address == into:
        message = _("Choose another name that stands under a story.")
        raise RefusedError(Problem(code="author.join", message=message, field="into"))
    kept, gone = pages[into], pages[address]
    for alias, _count in gone.joined:
        alias.of_name, alias.of_address = kept.name, kept.address
        alias.save(update_fields=["of_name", "of_address"])
    alias = AuthorAlias.objects.create(
        agency=agency,
        name=gone.name,
        address=gone.address,
        of_name=kept.name,
        of_address=kept.address,
        joined_by=actor,
        joined_at=now,
    )
    _move_bylines(agency, gone.address, kept.address, lambda _name: True)
    return alias


@transaction.atomic
def part_names(alias: AuthorAlias) -> None:
    """Take two joined names apart again: each has its page, as before."""
    Agency.objects.select_for_update().get(pk=alias.agency_id)
    AuthorAlias.objects.filter(pk=alias.pk).delete()
    _move_bylines(
        alias.agency,
        alias.of_address,
        alias.address,
        lambda name: author_address(name) == alias.address,
    )


def _move_bylines(agency: Agency, old: str, new: str, belongs: Callable[[str], bool]) -> None:
    """Give the bylines of these names their page's address, and drop the pages that show them."""
    rows = Byline.objects.filter(story__agency=agency, address=old)
    moved = [row for row in rows.values_list("pk", "name", "story_id") if belongs(row[1])]
    Byline.objects.filter(pk__in=[pk for pk, _name, _story in moved]).update(address=new)
    story_ids = {story_id for _pk, _name, story_id in moved}
    names = {name for _pk, name, _story in moved}
    readdress_bylines(story_ids, names, new)
    live = Story.objects.filter(pk__in=story_ids, live=True).values_list("pk", flat=True)
    tags = {author_tag(agency.pk, old), author_tag(agency.pk, new)}
    invalidate(tags | {story_tag(pk) for pk in live})
