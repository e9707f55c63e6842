import pytest

from toasoan.vietnamese.symbols import with_whole_symbols


@pytest.mark.parametrize(
    "symbol",
    ["173/QĐ-VKS", "49/LLV", "05/CT-VKSTC-TCKS", "14/CTr-VKS-BCĐ", "30/2020/NĐ-CP", "41/2024/QH15",
     "05-CT/TW", "36-HD/VPTW", "12a/KH–VKS"],
)  # fmt: skip
def test_a_symbol_stands_on_one_line(symbol):
    kept = f'<span class="symbol">{symbol}</span>'

    assert with_whole_symbols(f"<b>Số {symbol}</b>, ngày 08/6/2021") == (
        f"<b>Số {kept}</b>, ngày 08/6/2021"
    )


@pytest.mark.parametrize(
    "text",
    ["24/7", "60 km/h", "ngày 27/7/2023", "và/hoặc", '<a href="/tin/1/QD-A">xem</a>', "5 < 6 & 7"],
)
def test_everything_else_stays_as_it_is(text):
    assert with_whole_symbols(text) == text


def test_a_long_symbol_may_break_where_lines_are_short():
    assert 'class="symbol symbol--long"' in with_whole_symbols("28/2018/TTLT-BCA-VKSNDTC")
    huge = "02/2018/TTLT-VKSNDTC-TANDTC-BCA-BTP-BTC"
    assert with_whole_symbols(huge) == huge
