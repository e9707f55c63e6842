"""What the checklist says of a text, item by item."""

import pytest

from toasoan.editorial.checklist import checklist
from toasoan.editorial.rules import PictureFacts, TextFacts

STANDFIRST = "Sáng 20/11, đơn vị công bố quyết định kiểm sát trực tiếp tại nhà tạm giữ."
PERFECT = {
    "headline": "Kiểm sát trực tiếp tại nhà tạm giữ",
    "standfirst": STANDFIRST,
    "has_body": True,
    "has_byline": True,
    "has_section": True,
    "has_tags": True,
}


def codes(**parts):
    extra = {name: parts.pop(name) for name in ("open_remarks", "needs_section") if name in parts}
    return [item.code for item in checklist(TextFacts(**(PERFECT | parts)), **extra)]


def test_a_text_that_lacks_nothing_has_an_empty_checklist():
    assert codes() == []


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"has_section": False}, "no-section"),
        ({"has_tags": False}, "no-tags"),
        ({"headline": "x" * 111}, "long-headline"),
        ({"standfirst": "Ngắn quá."}, "short-standfirst"),
        ({"standfirst": "x" * 401}, "long-standfirst"),
        ({"bylines_without_affiliation": ("Lan",)}, "no-affiliation"),
        ({"pictures": (PictureFacts(True, "Chú", "Mô tả"),)}, "no-credit"),
        ({"open_remarks": 2}, "open-remarks"),
    ],
)
def test_each_recommendation_is_made_alone_and_never_required(parts, code):
    assert codes(**parts) == [code]
    extra = {"open_remarks": parts.pop("open_remarks", 0)}
    (item,) = checklist(TextFacts(**(PERFECT | parts)), **extra)
    assert not item.required


@pytest.mark.parametrize("length", [1, 110])
def test_a_headline_of_up_to_110_characters_is_fine(length):
    assert codes(headline="x" * length) == []


@pytest.mark.parametrize("length", [60, 400])
def test_a_standfirst_between_60_and_400_characters_is_fine(length):
    assert codes(standfirst="x" * length) == []


def test_a_missing_standfirst_is_not_called_short_as_well():
    assert codes(standfirst="") == ["no-standfirst"]


def test_what_is_required_comes_first_and_points_at_the_very_photo():
    pictures = (
        PictureFacts(True, "Chú", "Mô tả", "Nguồn"),
        PictureFacts(True, "", "Mô tả", ""),
        PictureFacts(False, "", "", ""),
    )

    items = checklist(TextFacts(**(PERFECT | {"pictures": pictures, "has_tags": False})))

    assert [(i.code, i.required, i.photo, i.part, i.anchor) for i in items] == [
        ("no-caption", True, 2, "caption", "o-body-2-caption"),
        ("no-photo", True, 3, "picture", "o-body-3-picture"),
        ("no-tags", False, 0, "", "o-tags"),
        ("no-credit", False, 2, "credit", "o-body-2-credit"),
    ]


def test_the_desk_needs_a_section_where_the_unit_is_only_advised():
    text = TextFacts(**(PERFECT | {"has_section": False}))

    assert [item.required for item in checklist(text)] == [False]
    assert [item.required for item in checklist(text, needs_section=True)] == [True]
