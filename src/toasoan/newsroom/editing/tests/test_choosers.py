"""What choosers and suggestions show: what the person may use; of the rest there is nothing."""

import json

import pytest
from django.core.management import call_command
from lxml import html

from toasoan.media.models import Attachment, Picture, Reach
from toasoan.newsroom.kit.screens import load_screens
from toasoan.portal.models import HomePage, StandingPage
from toasoan.stories.models import Story
from toasoan.testing.browsers import ADD, browser_of, edit
from toasoan.testing.factories import (
    make_attachment,
    make_newsroom,
    make_picture,
    make_story,
)

pytestmark = pytest.mark.django_db

FOREIGN = "Bimatcuanguoikhac"
CHOOSERS = {Picture: "/toa-soan/images/chooser/", Attachment: "/toa-soan/documents/chooser/"}
TAGS = "/toa-soan/tag-autocomplete/stories/storytag/"


def made(model, unit, reach=Reach.UNIT):
    row = make_picture(unit) if model is Picture else make_attachment(unit)
    model.objects.filter(pk=row.pk).update(title=FOREIGN, reach=reach)
    return row


@pytest.mark.parametrize("model", CHOOSERS)
def test_a_chooser_lists_and_gives_only_what_the_person_may_use(room, model):
    other = make_newsroom("vien-khac", "khac.vidu.vn")
    foreign = [
        made(model, room.other_unit),
        made(model, room.other_unit, Reach.AGENCY),
        made(model, other.unit),
        made(model, other.unit, Reach.AGENCY),
        made(model, other.unit, Reach.PUBLIC),
    ]
    own = make_picture(room.unit) if model is Picture else make_attachment(room.unit)
    browser = browser_of(room.contributor)
    base = CHOOSERS[model]

    lists = [browser.get(f"{base}{part}") for part in ("", "results/", f"results/?q={FOREIGN[:9]}")]

    assert {answer.status_code for answer in lists} == {200}
    assert all(FOREIGN not in answer.content.decode() for answer in lists)
    assert [browser.get(f"{base}chosen/{row.pk}/").status_code for row in foreign] == [404] * 5
    assert browser.get(f"{base}chosen/{own.pk}/").status_code == 200
    for pk in ("987654321", "khong-so", "9" * 40):
        assert browser.get(f"{base}chosen/{pk}/").status_code == 404
    for closed in ("chosen-multiple/", f"{foreign[0].pk}/select_format/"):
        assert browser.get(f"{base}{closed}?id={foreign[0].pk}").status_code == 404


@pytest.mark.parametrize("name", ["editor", "webmaster"])
def test_the_agencys_own_is_chosen_by_its_own_people_only(room, name):
    other = make_newsroom("vien-khac", "khac.vidu.vn")
    theirs, ours = make_picture(None, other.editor), make_picture(None, room.editor)
    Picture.objects.filter(pk=ours.pk).update(reach=Reach.PUBLIC)
    person = browser_of(getattr(room, name))

    assert person.get(f"{CHOOSERS[Picture]}chosen/{ours.pk}/").status_code == 200
    assert person.get(f"{CHOOSERS[Picture]}chosen/{theirs.pk}/").status_code == 404


def test_suggested_tags_are_of_published_stories_and_of_ones_own(room):
    other = make_newsroom("vien-khac", "khac.vidu.vn")
    make_story(room, "published", tags=("thử đã đăng",))
    make_story(room, "draft", tags=("thử của tôi",))
    make_story(other, "published", tags=("thử cơ quan khác",))

    def offered(person, term="thử", address=TAGS):
        return browser_of(person).get(address, {"term": term}).json()

    assert offered(room.contributor) == ["thử của tôi", "thử đã đăng"]
    assert offered(room.other_contributor) == ["thử đã đăng"]
    assert offered(room.editor) == ["thử đã đăng"]
    assert offered(room.editor, "") == offered(room.editor, "\x00") == []
    assert browser_of(room.contributor).get("/toa-soan/tag-autocomplete/?term=t").status_code == 404
    assert TAGS in browser_of(room.contributor).get(ADD).content.decode()


def link_to(page):
    return json.dumps({
        "entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE",
                            "data": {"id": page.pk, "url": "/x/", "parentId": 1}}},
        "blocks": [{"key": "a", "text": "Xem ở đây", "type": "unstyled", "depth": 0,
                    "inlineStyleRanges": [], "entityRanges": [{"offset": 4, "length": 5, "key": 0}]}],
    })  # fmt: skip


def pages_of(room):
    """The home page, a published page beneath it, and a draft."""
    home = HomePage.objects.get(path=room.agency.site.root_page.path)
    shown = home.add_child(instance=StandingPage(title="Giới thiệu", slug="gioi-thieu"))
    draft = home.add_child(instance=StandingPage(title=FOREIGN, slug="ban-thao", live=False))
    return home, shown, draft


def test_a_text_links_only_to_pages_that_the_person_may_link_to(room):
    other = make_newsroom("vien-khac", "khac.vidu.vn")
    _home, shown, draft = pages_of(room)
    their_home, *_theirs = pages_of(other)
    story = make_story(room)

    for page in (draft, their_home):
        answer = edit(room.contributor, story, **{"body-0-value": link_to(page)})
        (drawn,) = html.fromstring(answer.content).xpath("//@data-w-block-arguments-value")
        assert answer.status_code == 200
        assert "Xem" in drawn
        assert "LINK" not in drawn
        assert FOREIGN not in answer.content.decode()
    accepted = edit(room.contributor, story, **{"body-0-value": link_to(shown)})

    assert accepted.status_code == 302
    saved = Story.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert f'linktype="page" id="{shown.pk}"' in str(saved.body[0].value.source)


def test_the_chooser_of_pages_shows_the_published_pages_of_the_persons_site(room):
    other = make_newsroom("vien-khac", "khac.vidu.vn")
    home, _shown, draft = pages_of(room)
    their_home, *_theirs = pages_of(other)
    browser = browser_of(room.contributor)

    beneath = browser.get(f"/toa-soan/choose-page/{home.pk}/").content.decode()
    found = browser.get("/toa-soan/choose-page/search/?q=Bimat").content.decode()

    assert "Giới thiệu" in json.dumps(json.loads(beneath), ensure_ascii=False)
    assert FOREIGN not in beneath + found
    for page in (their_home, draft):
        assert browser.get(f"/toa-soan/choose-page/{page.pk}/").status_code == 404


def test_a_home_page_pins_only_stories_of_its_own_agency(room):
    other = make_newsroom("vien-khac", "khac.vidu.vn")
    theirs, ours = make_story(other, "published"), make_story(room, "published")
    call_command("synchronise", verbosity=0)
    page = HomePage.objects.get(path=room.agency.site.root_page.path)

    def pin(story):
        return browser_of(room.webmaster).post(
            f"/toa-soan/pages/{page.pk}/edit/",
            {"title": page.title, "slug": page.slug, "blocks-count": "1", "blocks-0-deleted": "",
             "blocks-0-order": "0", "blocks-0-type": "photo_story", "blocks-0-id": "",
             "blocks-0-value-title": "Ảnh", "blocks-0-value-story": str(story.pk)},
        ).status_code  # fmt: skip

    assert (pin(theirs), pin(ours)) == (200, 302)


def test_rows_of_sections_are_offered_of_ones_own_agency(room):
    other = make_newsroom("vien-khac", "khac.vidu.vn")
    other.section.name = FOREIGN
    other.section.save()
    call_command("synchronise", verbosity=0)
    page = HomePage.objects.get(path=room.agency.site.root_page.path)

    shown = browser_of(room.webmaster).get(f"/toa-soan/pages/{page.pk}/edit/").content.decode()

    assert FOREIGN not in shown


def test_every_address_that_gives_what_was_chosen_asks_for_whom():
    chosen = {name: a for name, a in load_screens().addresses.items() if name.endswith(":chosen")}

    assert len(chosen) == 2
    assert all(address.asks for address in chosen.values())
