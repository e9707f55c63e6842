"""The command that builds the search tables anew says how far it is."""

import io

import pytest
from django.core.management import call_command

from toasoan.search.kinds import kinds
from toasoan.search.models import Document, Rebuild
from toasoan.testing.factories import make_newsroom, make_story

pytestmark = pytest.mark.django_db


def printed_lines():
    output = io.StringIO()
    call_command("rebuild_search", stdout=output)
    return output.getvalue().splitlines()


def test_it_counts_and_says_what_there_was():
    room = make_newsroom()
    for number in range(3):
        make_story(room, "published", headline=f"Tin {number}")
    make_story(room, "draft")
    Document.objects.all().delete()

    first, *_others, last = printed_lines()

    assert first == "Tin, bài: 3"
    number = Document.objects.count()
    assert last == f"Đã lập chỉ mục {number} mục trên trang tin, 4 tin, bài của tòa soạn."
    assert Document.objects.filter(kind="story").count() == 3


def test_it_goes_on_where_it_was_interrupted_and_says_so():
    make_story(make_newsroom(), "published")
    for kind in kinds():
        Rebuild.objects.create(kind=kind.name, is_done=True)
    Document.objects.all().delete()

    assert printed_lines()[0].startswith("Lần lập chỉ mục trước bị ngắt")
    assert Document.objects.count() == 0
    assert printed_lines()[0] == "Tin, bài: 1"
