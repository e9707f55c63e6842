"""Numbers as Vietnamese text writes them: a comma for decimals, a point for thousands."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

_PERCENT_PLACES = 2


def decimal_comma(value: Decimal | float | int, places: int | None = None) -> str:
    """Return a number with a decimal comma and grouped thousands.

    With places it is rounded half up to exactly so many; without, it keeps all its digits except
    trailing zeros. A float means the number that it prints as. Raises ValueError for NaN and
    infinity.

    >>> decimal_comma(Decimal("81.25")), decimal_comma(1234.5, places=2)
    ('81,25', '1.234,50')
    """
    number = _exact(value)
    text = f"{number:,f}" if places is None else f"{_rounded(number, places):,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return _unsigned_zero(text).translate(str.maketrans(",.", ".,"))


def percent(value: Decimal | float | int) -> str:
    """Return a value that is already in percent, with at most two places.

    >>> percent(Decimal("81.25")), percent(Decimal("50.00"))
    ('81,25%', '50%')
    """
    return f"{decimal_comma(_rounded(_exact(value), _PERCENT_PLACES))}%"


def grouped(number: int) -> str:
    """Return a whole number with a point between thousands.

    >>> grouped(1234567)
    '1.234.567'
    """
    return f"{number:,d}".replace(",", ".")


def money(dong: int) -> str:
    """Return an amount in đồng, which has no smaller unit in use.

    >>> money(253000)
    '253.000 đồng'
    """
    return f"{grouped(dong)} đồng"


def rate(part: int, whole: int) -> Decimal | None:
    """Return part of whole in percent with two places, half away from zero; None of nothing.

    Counted in whole numbers and rounded once, so the figure is the one a calculator gives.
    A negative part is a decrease. Raises ValueError for a negative whole.

    >>> rate(78, 96), rate(1, 3), rate(5, 0)
    (Decimal('81.25'), Decimal('33.33'), None)
    """
    if whole < 0:
        raise ValueError(f"Nothing can be a share of {whole}.")
    if whole == 0:
        return None
    hundredths = (abs(part) * 20_000 + whole) // (2 * whole)
    digits = tuple(int(digit) for digit in str(hundredths))
    return Decimal((int(part < 0 and hundredths > 0), digits, -_PERCENT_PLACES))


def _exact(value: Decimal | float | int) -> Decimal:
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError(f"{value} cannot be written as a number.")
    return number


def _rounded(number: Decimal, places: int) -> Decimal:
    with localcontext() as context:
        # quantize refuses results longer than the precision, 28 digits by default.
        context.prec = max(28, number.adjusted() + places + 2)
        return number.quantize(Decimal((0, (1,), -places)), rounding=ROUND_HALF_UP)


def _unsigned_zero(text: str) -> str:
    return text.removeprefix("-") if not text.strip("-0.,") else text
