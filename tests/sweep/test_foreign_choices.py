"""Somebody else's photos and files at every door of every form that has a chooser.

The forms are found from Wagtail's registries and their streams walked block by block, so a new
chooser in any of them is tried without a change here.
"""

import json
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.forms import ModelChoiceField
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.admin.panels import get_edit_handler
from wagtail.blocks import (
    ChooserBlock,
    FieldBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
)
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from toasoan.accounts.models import User
from toasoan.editorial.models import Reason
from toasoan.media.choosing import ChoosingForm, OwnChooserBlock
from toasoan.media.models import Picture, Reach
from toasoan.newsroom.kit.screens import load_screens
from toasoan.portal.models import HomePage
from toasoan.site_settings.page_rights import follow_seats
from toasoan.stories.models import Section, Story
from toasoan.stories.topics import Topic
from toasoan.testing.browsers import browser_of, editor_form
from toasoan.testing.factories import make_attachment, make_newsroom, make_picture, make_story
from toasoan.testing.plans import make_event
from toasoan.units.models import Agency, Board, Unit
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db

#: Stands in the name of everything that is not the person's to use.
FOREIGN = "Bimatcuanguoikhac"
CAPTION = "Chú thích đã gõ"
_EMPTY_TEXT = json.dumps({"entityMap": {}, "blocks": []})


@dataclass(frozen=True)
class Place:
    """A chooser in a form: the model's stream, the blocks on the way to it."""

    model: type
    field: str
    path: tuple

    @property
    def chooser(self):
        return self.path[-1]

    def __str__(self):
        return f"{self.model.__name__}-" + "-".join(block.name or "item" for block in self.path[1:])

    def posted(self, chosen):
        """The form's fields for a stream with one block for each of the ids."""
        _stream, *rest = self.path
        fields = {f"{self.field}-count": str(len(chosen))}
        for number, row_id in enumerate(chosen):
            part = f"{self.field}-{number}"
            fields |= _part(part, number, rest[0].name)
            fields |= dict(_posted(tuple(rest), f"{part}-value", row_id))
        return fields


def _part(prefix, number, kind):
    return {f"{prefix}-deleted": "", f"{prefix}-order": str(number), f"{prefix}-type": kind,
            f"{prefix}-id": ""}  # fmt: skip


def _posted(path, prefix, chosen):
    block, *rest = path
    if not rest:
        yield prefix, chosen
    elif isinstance(block, ListBlock):
        yield f"{prefix}-count", "1"
        yield from _part(f"{prefix}-0", 0, "item").items()
        yield from _posted(tuple(rest), f"{prefix}-0-value", chosen)
    else:
        for name, child in block.child_blocks.items():
            if child is rest[0]:
                yield from _posted(tuple(rest), f"{prefix}-{name}", chosen)
            elif isinstance(child, FieldBlock) and not isinstance(child, ChooserBlock):
                is_rich = isinstance(child, RichTextBlock)
                yield f"{prefix}-{name}", _EMPTY_TEXT if is_rich else CAPTION


def _choosers(block, path=()):
    path = (*path, block)
    if isinstance(block, ChooserBlock):
        yield path
    elif isinstance(block, StreamBlock | StructBlock):
        for child in block.child_blocks.values():
            yield from _choosers(child, path)
    elif isinstance(block, ListBlock):
        yield from _choosers(block.child_block, path)


def edited_models():
    """Every model that the newsroom edits in Wagtail's editor."""
    pages = [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]
    return [*get_snippet_models(), *pages]


def form_of(model):
    """The class of the form in which the model is edited."""
    viewset = getattr(model, "snippet_viewset", None)
    handler = viewset.get_edit_handler() if viewset else get_edit_handler(model)
    return handler.bind_to_model(model).get_form_class()


def places():
    return [
        Place(model, field.name, path)
        for model in edited_models()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField)
        for path in _choosers(field.stream_block)
    ]


def test_every_form_with_a_stream_says_who_fills_it_in():
    with_streams = {place.model for place in places()}

    assert {Story, HomePage} <= with_streams
    for model in with_streams:
        assert issubclass(form_of(model), ChoosingForm), model


def test_every_chooser_in_a_stream_takes_only_what_is_the_persons_to_use():
    assert len(places()) >= 4
    for place in places():
        assert isinstance(place.chooser, OwnChooserBlock), place


def test_fields_of_the_editor_that_take_a_row_offer_no_row_of_another_agency():
    ours, theirs = make_newsroom(), make_newsroom("vien-khac", "khac.vidu.vn")
    home = HomePage.objects.filter(path__startswith=ours.agency.site.root_page.path).first()
    fields = [
        (model, name, field)
        for model, person, instance in (
            (Story, ours.contributor, Story(agency=ours.agency, unit=ours.unit)),
            (HomePage, ours.webmaster, home),
        )
        for form in [form_of(model)(instance=instance, for_user=person)]
        for name, field in form.fields.items()
        if isinstance(field, ModelChoiceField)
    ]

    assert theirs.section not in Section.objects.filter(agency=ours.agency)
    assert "section" in {name for _model, name, _field in fields}
    for model, name, field in fields:
        for row in field.queryset:
            assert getattr(row, "agency_id", ours.agency.pk) == ours.agency.pk, (model, name, row)


@pytest.fixture(scope="module")
def offices(one_transaction, django_db_blocker):
    with django_db_blocker.unblock():
        made = make_newsroom(), make_newsroom("vien-khac", "khac.vidu.vn")
        follow_seats(made[0].agency.pk)
        return made


def _rows(model, offices):
    """Ids that neither a contributor nor the webmaster may use."""
    ours, theirs = offices

    def made(unit):
        row = make_picture(unit) if model is Picture else make_attachment(unit)
        row.title = FOREIGN
        row.save()
        return row.pk

    another_units, another_agencys, published = map(
        made, (ours.other_unit, theirs.unit, theirs.unit)
    )
    model.objects.filter(pk=published).update(reach=Reach.PUBLIC)
    gone = made(ours.unit)
    model.objects.get(pk=gone).delete()
    nothing = (987_654_321, "khong-phai-so", "9" * 40, "1\x00", "-1", "١٢", "1.0")
    return [str(row) for row in (another_units, another_agencys, published, gone, *nothing)]


def _doors(place, ours):
    """Name of a door → a function that sends the ids there."""
    person = ours.contributor if place.model is Story else ours.webmaster
    browser = browser_of(person)
    if place.model is Story:
        story = make_story(ours)
        names, argument = "wagtailsnippets_stories_story", story.pk
        base = editor_form()
        add, preview_add = reverse(f"{names}:add"), reverse(f"{names}:preview_on_add")
    else:
        page = place.model.objects.get(path=ours.agency.site.root_page.path)
        names, argument, add, preview_add = "wagtailadmin_pages", page.pk, None, None
        base = {"title": page.title, "slug": page.slug}
    edit = reverse(f"{names}:edit", args=[argument])
    preview = reverse(f"{names}:preview_on_edit", args=[argument])

    def sender(address, **more):
        def send(chosen):
            form = {k: v for k, v in base.items() if not k.startswith(f"{place.field}-")}
            return browser.post(address, form | place.posted(chosen), **more)

        return send

    doors = {
        "saving": sender(edit),
        "autosave": sender(edit, headers={"accept": "application/json"}),
        "preview": sender(preview),
    }
    if add:
        doors |= {
            "beginning": sender(add),
            "beginning, autosave": sender(add, headers={"accept": "application/json"}),
            "preview of a new one": sender(preview_add),
        }
    return doors


@pytest.mark.parametrize("place", places(), ids=str)
def test_what_is_not_the_persons_to_use_is_refused_at_every_door(place, offices):
    ours, _theirs = offices
    rows = _rows(place.chooser.model_class, offices)

    for door, send in _doors(place, ours).items():
        stories = Story.objects.count()

        answer = send(rows)

        shown = words_of(answer)
        assert FOREIGN not in shown, door
        if door in {"saving", "beginning"}:
            assert answer.status_code == 200, door
            assert shown.count(str(place.chooser.refusal)) == len(rows), door
            assert shown.count(CAPTION) >= len(rows), door
        else:
            told = answer.json()
            assert told.get("success") is False or told.get("is_valid") is False, door
        assert Story.objects.count() == stories, door


def words_of(answer):
    """A page's blocks as the browser draws them, or what a script is answered, in plain letters."""
    content = answer.content.decode()
    if not answer["Content-Type"].startswith("text/html"):
        return content
    (drawn,) = html.fromstring(content).xpath("//@data-w-block-arguments-value")
    return json.dumps(json.loads(drawn), ensure_ascii=False) + content


def _mark(office):
    """Put the mark into every name that a form might offer of the agency."""
    agency = office.agency
    Agency.objects.filter(pk=agency.pk).update(name=FOREIGN)
    Unit.objects.filter(agency=agency).update(name=FOREIGN, short_name=FOREIGN)
    Board.objects.filter(agency=agency).update(name=FOREIGN)
    Section.objects.filter(agency=agency).update(name=FOREIGN)
    Reason.objects.filter(agency=agency).update(label=FOREIGN)
    Topic.objects.create(agency=agency, slug="chuyen-de", name=FOREIGN)
    User.objects.filter(pk__in=[person.pk for person in office.people().values()]).update(
        last_name=FOREIGN, first_name=FOREIGN
    )
    make_event(office.vetter, office.unit, title=FOREIGN, about=FOREIGN, starts_at=timezone.now())
    make_story(office, "published", headline=FOREIGN, tags=(FOREIGN,))
    agency.site.root_page.title = FOREIGN
    agency.site.root_page.save()


def test_no_screen_offers_anything_of_another_agency(offices):
    """Fields of Django accept what they offer: what no form shows, no form takes."""
    ours, theirs = offices
    _mark(theirs)
    shown = []

    for screen in load_screens().screens:
        if "<" in screen.route or screen.address.duties is None:
            continue
        for name in ("contributor", "vetter", "editor", "approver", "webmaster"):
            person = getattr(ours, name)
            if not screen.address.is_open_to(duties_of(person, local_day(timezone.now()))):
                continue
            answer = browser_of(person).get(reverse(screen.address.name))
            if FOREIGN in b"".join(answer).decode(errors="replace"):
                shown.append((screen.route, name))
            break

    assert shown == []
