"""Photos and files are found by words in the choosers, those that the person may use."""

import re

import pytest
from modelsearch.index import insert_or_update_object

from toasoan.media.models import Attachment, Picture
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_attachment, make_newsroom, make_picture

pytestmark = pytest.mark.django_db


def found(person, chooser, words):
    answer = browser_of(person).get(f"/toa-soan/{chooser}/chooser/results/", {"q": words})
    assert answer.status_code == 200
    return {int(pk) for pk in re.findall(r"chooser/chosen/(\d+)/", answer.content.decode())}


@pytest.mark.parametrize(("chooser", "model"), [("images", Picture), ("documents", Attachment)])
def test_words_of_the_title_are_found_with_and_without_accents(chooser, model):
    room = make_newsroom()
    for unit in (room.unit, room.other_unit):
        make_picture(unit)
        make_attachment(unit)
    for one in model.objects.all():
        one.title = "Lễ phát động"
        one.save()
        insert_or_update_object(one)  # the worker's task
    own = {model.objects.get(unit=room.unit).pk}

    assert found(room.contributor, chooser, "phát động") == own
    assert found(room.contributor, chooser, "phat dong") == own
    assert found(room.contributor, chooser, "khác") == set()
    assert found(room.editor, chooser, "phát") == set()
