"""What the webmaster does to the look of the site and its menus.

Every row is saved by itself: that is how the page store learns of it (`portal.frame.structure`).
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.accounts.models import User
from toasoan.media.actions import WrittenFiles, release_for_site, written_files
from toasoan.media.models import Picture
from toasoan.media.reading import NewPicture
from toasoan.refusals import Problem, refuse
from toasoan.site_settings.models import Entry, Leader, Look, MenuPlace, UnitContact
from toasoan.site_settings.queries import (
    entries_of,
    leaders_of,
    look_of,
    siblings_of,
    standard_items,
)
from toasoan.site_settings.rules import (
    colour_problems,
    column_problems,
    leader_problems,
    line_problems,
    linked_problems,
)
from toasoan.stories.models import Section
from toasoan.stories.sections import change_places
from toasoan.units.models import Agency, Unit


def change_look(
    agency: Agency, look: Look, *, actor: User | None, emblem: NewPicture | None = None
) -> None:
    """Keep what the site looks like, and the agency's facts.

    Raises RefusedError for a colour that cannot be read.
    """
    refuse(colour_problems(look.colour))
    with written_files() as files:
        new = None
        if emblem is not None:
            named = replace(emblem, title=_("Emblem of the agency"))
            new = files.picture(named, unit=None, actor=actor, agency=agency)
        _keep_look(agency, look, new)


@transaction.atomic
def _keep_look(agency: Agency, look: Look, emblem: Picture | None) -> None:
    if emblem is not None:
        emblem.save()
        release_for_site(emblem)
        look.emblem = emblem
    agency.save()
    look.agency = agency
    look.save()


def change_share_picture(agency: Agency, picture: NewPicture, *, actor: User | None) -> None:
    """Show this picture with links to pages of the site that have no photo."""
    with written_files() as files:
        named = replace(picture, title=_("Picture for shared links"))
        new = files.picture(named, unit=None, actor=actor, agency=agency)
        _keep_share_picture(agency, new)


@transaction.atomic
def _keep_share_picture(agency: Agency, picture: Picture) -> None:
    picture.save()
    release_for_site(picture)
    look = look_of(agency)
    look.share_picture = picture
    look.save()


def drop_share_picture(agency: Agency) -> None:
    """Show emblem and name with links again; the picture stays among the site's."""
    look = look_of(agency)
    look.share_picture = None
    look.save()


def change_contact(unit: Unit, contact: UnitContact) -> None:
    """Save the address, telephone and e-mail of a unit."""
    contact.unit = unit
    contact.save()


@transaction.atomic
def keep_entry(entry: Entry) -> None:
    """Add a line or change it. A new one stands behind its neighbours.

    Raises RefusedError when it leads nowhere, or to what is not the agency's.
    """
    refuse(_entry_problems(entry))
    if entry.pk is None:
        last = siblings_of(entry).last()
        entry.order = last.order + 1 if last else 0
    entry.save()


def remove_entry(entry: Entry) -> None:
    """Take a line off, with the lines beneath it; what it led to stays where it is."""
    entry.delete()


def move_entry(entry: Entry, *, up: bool) -> None:
    """Move a line one place up or down among the lines beside it."""
    change_places(entry, siblings_of(entry), up=up)


@transaction.atomic
def write_down_menus(agency: Agency, pages: Iterable[Page]) -> None:
    """Make lines of what the site shows by itself, to be arranged from there.

    Does nothing in a place that has lines already.
    """
    pages = list(pages)
    sections = list(Section.objects.filter(agency=agency))
    if not entries_of(agency).filter(place=MenuPlace.MENU).exists():
        shown = [{"section": section} for section in sections if section.in_menu]
        _add_all(agency, MenuPlace.MENU, None, [*shown, *({"page": page} for page in pages)])
    if not entries_of(agency).filter(place=MenuPlace.FOOTER).exists():
        own = [
            {"label": line.label, "address": line.address}
            for line in standard_items()
            if line.address not in {_path_of(agency, page) for page in pages}
        ]
        _add_column(agency, _("Sections"), [{"section": section} for section in sections])
        _add_column(agency, _("This site"), [*({"page": page} for page in pages), *own])


@transaction.atomic
def _keep_linked(entry: Entry, emblem: Picture | None) -> None:
    if emblem is not None:
        emblem.save()
        release_for_site(emblem)
        entry.emblem = emblem
    keep_entry(entry)


def change_linked(entry: Entry, *, actor: User | None, emblem: NewPicture | None = None) -> None:
    """Add or change linked software; without a new emblem it keeps the one that it has.

    Raises RefusedError.
    """
    refuse(_entry_problems(entry))
    with written_files() as files:
        _keep_linked(entry, _stored(files, emblem, entry.label, entry.agency, actor))


def change_leader(
    leader: Leader, *, actor: User | None, portrait: NewPicture | None = None
) -> None:
    """Add or change somebody of the leadership. A new one stands behind the others.

    Raises RefusedError.
    """
    refuse(leader_problems(leader.from_on, leader.to_on))
    with written_files() as files:
        _keep_leader(leader, _stored(files, portrait, leader.name, leader.agency, actor))


def _stored(
    files: WrittenFiles, new: NewPicture | None, title: str, agency: Agency, actor: User | None
) -> Picture | None:
    """A picture that was sent, on the disk and not yet saved; None when none was."""
    if new is None:
        return None
    return files.picture(replace(new, title=title), unit=None, actor=actor, agency=agency)


@transaction.atomic
def _keep_leader(leader: Leader, portrait: Picture | None) -> None:
    if portrait is not None:
        portrait.save()
        release_for_site(portrait)
        leader.portrait = portrait
    if leader.pk is None:
        last = leaders_of(leader.agency).last()
        leader.order = last.order + 1 if last else 0
    leader.save()


def move_leader(leader: Leader, *, up: bool) -> None:
    """Move somebody one place up or down in the leadership."""
    change_places(leader, leaders_of(leader.agency), up=up)


def remove_leader(leader: Leader) -> None:
    """Take off somebody who was entered by mistake; the portrait stays among the site's."""
    leader.delete()


def _path_of(agency: Agency, page: Page) -> str:
    return "/" + str(page.url_path).removeprefix(agency.site.root_page.url_path)


def _add_column(agency: Agency, label: str, lines: list[dict[str, Any]]) -> None:
    column = Entry(agency=agency, place=MenuPlace.FOOTER, label=label)
    keep_entry(column)
    _add_all(agency, MenuPlace.FOOTER, column, lines)


def _add_all(
    agency: Agency,
    place: MenuPlace,
    parent: Entry | None,
    lines: list[dict[str, Any]],  # fields of `Entry`
) -> None:
    for line in lines:
        keep_entry(Entry(agency=agency, place=place, parent=parent, **line))


def _entry_problems(entry: Entry) -> list[Problem]:
    if entry.place == MenuPlace.LINKS:
        return linked_problems(entry.label, entry.address)
    is_column = entry.place == MenuPlace.FOOTER and entry.parent is None
    targets = [bool(entry.section_id), bool(entry.page_id), bool(entry.address)]
    if is_column:
        return column_problems(entry.label)
    may_group = entry.place == MenuPlace.MENU and entry.parent is None
    return line_problems(entry.label, entry.address, targets=sum(targets), may_group=may_group)
