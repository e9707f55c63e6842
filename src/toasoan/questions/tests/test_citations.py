"""Numbers of documents that an answer cites, in one way of writing."""

from toasoan.questions.citations import cited_numbers, typed_number


def test_numbers_are_read_from_a_text():
    text = (
        "Theo Luật 104/2016/QH13, Nghị định số 043/2011/NĐ-CP, Thông tư 15 / 2023 / TT-BTC và "
        "Chỉ thị 05/CT-VKSTC-TCKS ngày 08/6/2021, khoản 1/2."
    )

    assert cited_numbers(text) == [
        "104/2016/QH13", "43/2011/NĐ-CP", "15/2023/TT-BTC", "5/CT-VKSTC-TCKS",
    ]  # fmt: skip


def test_typed_numbers_take_the_same_form():
    assert typed_number(" 043/2011/nđ-cp ") == "43/2011/NĐ-CP"
    assert typed_number("NĐ 43/2011") == "43/2011"
