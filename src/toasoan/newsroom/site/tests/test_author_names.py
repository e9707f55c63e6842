"""One person who is signed in two ways has one page, one count, and an old address that leads on."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from toasoan.figures.dimensions import author_places
from toasoan.stories.authors import AuthorAlias, author_address
from toasoan.stories.joined_authors import join_names, part_names, resembles, signed_names
from toasoan.stories.models import Byline, RenderedBody, Story
from toasoan.testing.browsers import browser_of, text_of
from toasoan.testing.factories import make_newsroom, make_story

pytestmark = pytest.mark.django_db

FULL, SHORT = "Vũ Thị Mẫu", "Vũ T. Mẫu"


def page(name):
    return f"/tac-gia/{author_address(name)}/"


@pytest.fixture
def signed():
    room = make_newsroom()
    make_story(room, "published", headline="Tin thứ nhất", bylines=((FULL, "words"),))
    make_story(room, "published", headline="Tin thứ hai", bylines=((SHORT, "words"),))
    return room


def second_story():
    return Client().get(Story.objects.get(headline="Tin thứ hai").get_absolute_url())


def join(room, name=SHORT, into=FULL):
    return join_names(
        room.agency,
        author_address(name),
        author_address(into),
        actor=room.editor,
        now=timezone.now(),
    )


def test_the_editor_joins_two_names_and_takes_them_apart_again(signed):
    browser = browser_of(signed.editor)
    assert "1 tin" in text_of(browser.get("/toa-soan/tac-gia/"))

    address = reverse("newsroom:author_join", args=[author_address(SHORT)])
    answer = browser.post(address, {"into": author_address(FULL)}, follow=True)
    assert f"“{SHORT}”" in text_of(answer)

    alias = AuthorAlias.objects.get()
    assert (alias.name, alias.of_name, alias.joined_by) == (SHORT, FULL, signed.editor)
    browser.post(reverse("newsroom:author_part", args=[alias.pk]), follow=True)
    assert not AuthorAlias.objects.exists()
    assert Client().get(page(SHORT)).status_code == 200


def test_the_old_page_leads_to_the_one_that_stays_with_its_parameters(signed):
    join(signed)

    old, new = Client().get(f"{page(SHORT)}?utm_source=zalo"), Client().get(page(FULL))

    assert (old.status_code, old["Location"]) == (301, f"{page(FULL)}?utm_source=zalo")
    assert "Tin thứ nhất" in text_of(new)
    assert "Tin thứ hai" in text_of(new)


def test_stories_keep_the_name_that_is_signed_and_link_to_the_page_that_stays(signed):
    join(signed)

    html = second_story().content.decode()

    assert SHORT in html
    assert page(FULL) in html
    assert page(SHORT) not in html


def test_a_story_signed_later_goes_to_the_page_that_stays_too(signed):
    join(signed)

    later = make_story(signed, "published", headline="Tin thứ ba", bylines=((SHORT, "words"),))

    assert Byline.objects.get(story=later).address == author_address(FULL)
    assert RenderedBody.objects.get(story=later).bylines[0]["address"] == author_address(FULL)
    assert "Tin thứ ba" in text_of(Client().get(page(FULL)))


def test_apart_again_each_page_has_its_own_stories(signed):
    part_names(join(signed))

    # Beside the list stand the latest stories of all.
    assert "Tin thứ hai" not in text_of(Client().get(page(FULL))).split("mới nhất")[0]
    assert "Tin thứ hai" in text_of(Client().get(page(SHORT)))
    assert page(SHORT) in second_story().content.decode()


def test_a_name_that_others_were_joined_with_takes_them_along(signed):
    make_story(signed, "published", bylines=(("Mẫu Vũ", "words"),))
    join(signed, "Mẫu Vũ", SHORT)
    join(signed)

    assert set(AuthorAlias.objects.values_list("of_name", flat=True)) == {FULL}
    assert Client().get(page("Mẫu Vũ"))["Location"] == page(FULL)
    names = {one.name: len(one.joined) for one in signed_names(signed.agency)}
    assert names == {FULL: 2}


def test_figures_count_both_spellings_as_one(signed):
    join(signed)

    places = author_places(signed.agency, [SHORT, FULL])

    assert {(place.key, place.label) for place in places.values()} == {(author_address(FULL), FULL)}


@pytest.mark.parametrize("into", ["", author_address(SHORT), "khong-co-0000"])
def test_a_name_is_joined_only_with_another_that_is_signed(signed, into):
    answer = browser_of(signed.editor).post(
        reverse("newsroom:author_join", args=[author_address(SHORT)]), {"into": into}
    )

    assert answer.status_code == 422
    assert not AuthorAlias.objects.exists()


def test_only_the_desk_and_the_webmaster_join_names(signed):
    for person in (signed.contributor, signed.vetter):
        assert browser_of(person).get("/toa-soan/tac-gia/").status_code == 404
    assert browser_of(signed.webmaster).get("/toa-soan/tac-gia/").status_code == 200


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        (FULL, SHORT, True),
        (FULL, "VŨ MẪU", True),
        ("Vu Thi Mau", FULL, True),
        (FULL, "Vũ Thị Mai", False),
        (FULL, "Lê Thị Mẫu", False),
        (FULL, "", False),
    ],
)
def test_names_that_may_be_one_persons_are_offered_first(name, other, alike):
    assert resembles(name, other) is alike
