"""What somebody sends is cleaned at every door (`vietnamese.cleaning` is the rule)."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from toasoan.conf.typed_text import CleanedTextMiddleware, RichTextArea
from toasoan.editorial.actions import NewStory, begin_story
from toasoan.stories.models import Story
from toasoan.testing.browsers import ADD, browser_of, edit, editor_form
from toasoan.testing.factories import make_newsroom, make_story

SENT = "Lễ\x07 phát\x0b động \u202e2026\u202c Ðoàn vie\u0323\u0302n\u200b"
STORED = "Lễ phát động 2026 Đoàn viện"


def passed(request):
    """The request as a view gets it."""
    CleanedTextMiddleware(lambda _request: HttpResponse()).process_view(request)
    return request


def test_fields_queries_and_file_names_reach_views_cleaned():
    file = SimpleUploadedFile("ảnh\u202egpj.pdf", b"%PDF")
    request = RequestFactory().post("/?q=%C3%90%E2%80%8Bo%C3%A0n", {"note": SENT, "file": file})

    passed(request)

    assert request.GET["q"] == "Đoàn"
    assert request.POST["note"].split() == STORED.split()
    assert request.FILES["file"].name == "ảnhgpj.pdf"


@given(st.dictionaries(st.text(min_size=1), st.lists(st.text(), min_size=1), max_size=4))
def test_names_and_numbers_of_fields_stay(fields):
    request = RequestFactory().get("/")
    request.method = "POST"
    request.POST = request.POST.copy()
    for name, values in fields.items():
        request.POST.setlist(name, values)
    request.user = AnonymousUser()

    sent = passed(request).POST

    assert {name: len(values) for name, values in sent.lists()} == {
        name: len(values) for name, values in fields.items()
    }


def document(text: str, *styles: tuple[int, int]) -> str:
    """A paragraph of the editor with bold passages: (offset, length)."""
    ranges = [{"offset": at, "length": length, "style": "BOLD"} for at, length in styles]
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "entityRanges": []}
    return json.dumps({"entityMap": {}, "blocks": [block | {"inlineStyleRanges": ranges}]})


def test_bold_stays_where_it_was_when_signs_in_front_of_it_are_cleaned():
    sent = {"text": document("vie\u0323\u0302n\u202e kiểm sát", (8, 4))}
    request = passed(RequestFactory().post("/", sent))

    markup = RichTextArea(features=["bold"]).value_from_datadict(request.POST, {}, "text")

    assert "viện <b>kiểm</b> sát" in markup


def test_words_that_look_like_a_document_of_the_editor_are_cleaned_like_others():
    begun = '{"blocks": [], "entityMap": {}}\u202e'

    request = passed(RequestFactory().post("/", {"headline": begun, "standfirst": "{\u202e}"}))

    assert request.POST["headline"] == '{"blocks": [], "entityMap": {}}'
    assert request.POST["standfirst"] == "{}"


@pytest.mark.django_db
class TestStories:
    def test_a_story_typed_in_the_editor_is_stored_clean(self):
        room = make_newsroom()

        browser_of(room.contributor).post(
            ADD,
            editor_form(
                headline=SENT, standfirst=SENT, source_line=SENT,
                **{"body-0-value": document(SENT), "bylines-0-name": SENT},
            ),
        )  # fmt: skip

        text = Story.objects.get().get_latest_revision_as_object()
        assert text.headline == text.source_line == text.bylines.get().name == STORED
        assert " ".join(text.standfirst.split()) == STORED
        assert " ".join(text.body[0].value.source.split()).removesuffix("</p>").endswith(STORED)

    def test_nothing_hidden_in_a_document_gets_past_the_last_door(self):
        room = make_newsroom()
        story = make_story(room, "draft")

        edit(room.contributor, story, headline='{"blocks": "\\u202e\u202e", "entityMap": 0}')

        assert "\u202e" not in story.get_latest_revision_as_object().headline

    def test_a_story_that_does_not_come_by_a_form_is_cleaned_as_well(self):
        room = make_newsroom()
        new = NewStory(
            texts={"headline": f"{SENT}\n"},
            body=(("text", f"<p>{SENT}</p>"), ("table", {"caption": SENT, "table": None})),
            bylines=((SENT, "words"),),
        )

        story = begin_story(new, unit=room.unit, actor=room.contributor, now=timezone.now())

        for text in (Story.objects.get(), story.get_latest_revision_as_object()):
            assert text.headline == text.bylines.get().name == STORED
            assert not set(str(text.body.get_prep_value())) & set("\a\v\u202e\u200bÐ\u0323")

    def test_an_address_has_every_letter_of_a_headline_with_the_eth_of_old_converters(self):
        room = make_newsroom()

        story = make_story(room, "published", headline="Ðoàn viên Ða Mai thăm Ðình làng Suối Mơ")

        assert "/doan-vien-da-mai-tham-dinh-lang-suoi-mo-" in story.get_absolute_url()
