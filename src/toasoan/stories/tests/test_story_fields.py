"""The declaration of a story's fields against the models that hold them."""

import pytest
from django.db import models

from toasoan.stories.fields import BodyField
from toasoan.stories.models import Byline, Story
from toasoan.stories.story_fields import (
    BYLINE_FIELDS,
    PHOTOS,
    STORY_FIELDS,
    FieldKind,
    Searched,
    field_label,
)

DECLARED = [(Story, field) for field in STORY_FIELDS] + [(Byline, field) for field in BYLINE_FIELDS]
TEXT = (models.CharField, models.TextField, BodyField)
HOLDERS = {
    FieldKind.LINE: models.CharField,
    FieldKind.PARAGRAPH: models.TextField,
    FieldKind.BODY: BodyField,
    FieldKind.CHOICE: models.CharField,
    FieldKind.ROW: models.ForeignKey,
}


@pytest.mark.parametrize(("model", "fields"), [(Story, STORY_FIELDS), (Byline, BYLINE_FIELDS)])
def test_every_text_field_that_people_write_is_declared(model, fields):
    written = {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, TEXT) and field.editable
    }

    assert written - {field.name for field in fields} == set()


@pytest.mark.parametrize(("model", "field"), DECLARED, ids=lambda one: getattr(one, "name", ""))
def test_a_field_is_declared_as_what_the_model_holds(model, field):
    held = model._meta.get_field(field.name)

    if holder := HOLDERS.get(field.kind):
        assert isinstance(held, holder)
        assert bool(held.choices) is (field.kind is FieldKind.CHOICE)
    else:
        assert field.name == field.kind.value


def test_only_plain_text_is_given_away_or_put_beneath_the_article():
    for field in STORY_FIELDS:
        assert field.is_plain or not (field.published or field.dispatched or field.in_footer)


def test_one_field_is_the_title_of_search_results():
    assert [one.name for one in STORY_FIELDS if one.searched is Searched.TITLE] == ["headline"]


def test_labels_are_those_of_the_model_with_a_capital():
    labels = [field_label(field.name) for field in STORY_FIELDS]

    assert labels == [
        "Tiêu đề", "Sa-pô", "Nội dung", "Tác giả", "Thể loại", "Chuyên mục", "Chuyên đề", "Từ khóa",
        "Nguồn tin",
    ]  # fmt: skip
    assert field_label(PHOTOS) == "Ảnh"
