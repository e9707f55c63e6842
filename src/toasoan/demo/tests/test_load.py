"""What loading the demo agency leaves to the background worker."""

import pytest
from django_tasks_db.models import DBTaskResult
from wagtail.models import ReferenceIndex

from toasoan.demo import load
from toasoan.testing.factories import make_newsroom, make_story

pytestmark = pytest.mark.django_db


def test_references_are_noted_once_at_the_end_and_not_by_the_worker(monkeypatch):
    def load_a_newsroom(tell):
        make_story(make_newsroom())
        return []

    monkeypatch.setattr(load, "_load_everything", load_a_newsroom)

    load.load_demo(print)

    assert not DBTaskResult.objects.filter(task_path__contains="reference_index").exists()
    assert ReferenceIndex.objects.filter(model_path="author").exists()
