"""The guides inside the newsroom."""

import re

import pytest
from lxml import html

from toasoan.newsroom.help.pages import GUIDES, folder, page_of, picture
from toasoan.testing.factories import make_newsroom
from toasoan.units.duties import Duty


def test_there_is_a_guide_for_every_duty():
    assert {guide.duty for guide in GUIDES} == set(Duty) - {Duty.LEAD_DESK}


@pytest.mark.django_db
def test_a_person_finds_the_guides_of_their_own_duties(client):
    room = make_newsroom()
    client.force_login(room.contributor)

    page = client.get("/toa-soan/huong-dan/").content.decode()

    assert "/toa-soan/huong-dan/cong-tac-vien/" in page
    assert "/toa-soan/huong-dan/nguoi-duyet-dang/" not in page
    assert client.get("/toa-soan/huong-dan/cong-tac-vien/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["khong-co/", "anh/khong-co.jpg", "anh/..secret_key", "anh/x.svg"])
def test_what_is_no_guide_and_no_picture_does_not_exist(client, path):
    client.force_login(make_newsroom().contributor)

    assert client.get(f"/toa-soan/huong-dan/{path}").status_code == 404


def pictures_in(guide):
    """The names of the pictures that the guide's text shows, in order."""
    text = (folder() / f"{guide.slug}.md").read_text(encoding="utf-8")
    return re.findall(r"\]\(anh/([^)]+)\)", text)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.slug)
def test_every_guide_is_about_two_pages_and_each_of_its_pictures_is_there(guide):
    text = (folder() / f"{guide.slug}.md").read_text(encoding="utf-8")
    pictures = pictures_in(guide)

    assert 250 <= len(text.split()) <= 700
    assert pictures
    assert [name for name in pictures if picture(name) is None] == []
    assert html.fromstring(page_of(guide)).xpath("//img[not(@alt) or @alt='']") == []


def test_no_picture_lies_about_that_no_guide_shows():
    shown = {name for guide in GUIDES for name in pictures_in(guide)}

    assert {path.name for path in (folder() / "anh").iterdir()} == shown
