"""Colours: what WCAG computes, and what is refused."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.site_settings.colours import (
    FIRST_COLOUR,
    LEAST_CONTRAST,
    WHITE,
    colour_in,
    contrast,
    palette,
    sheet_name,
    style_sheet,
    weakest_contrast,
)
from toasoan.site_settings.rules import colour_problems, column_problems, is_address, line_problems

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "found"),
    # Published by WebAIM's checker.
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)],
)
def test_contrast_is_what_others_compute(one, other, found):
    assert contrast(one, other) == pytest.approx(found, abs=0.01)
    assert contrast(one, other) == contrast(other, one)


@given(COLOURS)
def test_an_accepted_colour_can_be_read_wherever_the_site_uses_it(colour):
    if colour_problems(colour):
        assert weakest_contrast(colour) < LEAST_CONTRAST
        return
    shades = palette(colour)

    for ground in (WHITE, shades.wash):
        assert contrast(shades.primary, ground) >= LEAST_CONTRAST
        assert contrast(shades.strong, ground) >= LEAST_CONTRAST
        # The grey of secondary text in the site's style sheet.
        assert contrast("#6f675c", ground) >= LEAST_CONTRAST
    assert contrast(WHITE, shades.footer) >= LEAST_CONTRAST
    assert contrast("#d8cfc2", shades.footer) >= LEAST_CONTRAST


def test_a_pale_colour_is_refused_with_the_number():
    (problem,) = colour_problems("#d3a243")

    assert problem.field == "colour"
    assert "2,26 : 1" in problem.message
    assert colour_problems(FIRST_COLOUR) == []


@pytest.mark.parametrize("colour", ["", "red", "#fff", "#GGGGGG", "#8B1318", "8b1318", "#8b1318 "])
def test_what_is_no_colour_is_refused(colour):
    assert colour_problems(colour)


@given(COLOURS)
def test_the_name_of_a_style_sheet_says_all_that_is_in_it(colour):
    assert colour_in(sheet_name(colour)) == colour
    assert colour in style_sheet(colour)
    assert colour_in(sheet_name(colour)[:-1] + "x") == ""


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("/lien-he/", True), ("https://vidu.vn/a?b=c", True), ("mailto:a@vidu.vn", True),
        ("tel:0200 000", True), ("//vidu.vn", False), ("javascript:alert(1)", False),
        ("http://vidu.vn", False), ("https://a@vidu.vn", False), ("", False), ("/a b", False),
        ("data:text/html,x", False), ("/\\vidu.vn", False),
    ],
)  # fmt: skip
def test_a_line_leads_only_where_a_reader_may_be_led(address, may):
    assert is_address(address) is may


def test_a_line_leads_to_one_place_and_a_column_has_a_title():
    for may_group in (True, False):
        problems = partial(line_problems, may_group=may_group)
        assert problems("", "", targets=0)[0].message.startswith("Chọn một")
        assert problems("Chữ", "/", targets=2)
        assert problems("", "/lien-he/", targets=1)[0].field == "label"
        assert problems("Chữ", "ftp://x", targets=1)[0].field == "address"
        assert problems("", "", targets=1) == []
        assert (problems("Nhóm", "", targets=0) == []) is may_group
    assert column_problems("")
    assert column_problems("Chuyên mục") == []
