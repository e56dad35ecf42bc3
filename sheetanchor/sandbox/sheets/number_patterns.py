"""Numbers under a pattern such as `"$"#,##0.00`, `0.0%` or `0.00E+00`."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

from sheetanchor.sandbox.sheets.locales import Locale
from sheetanchor.sandbox.sheets.patterns import Section

_PRECISION = 400
_GROUP_DIGITS = 3


def show_number(size: float, section: Section, locale: Locale) -> str:
    """`size` is not negative: the sign is the caller's."""
    with localcontext() as context:
        context.prec = _PRECISION
        return _show(Decimal(repr(size)), section, locale)


def _show(amount: Decimal, section: Section, locale: Locale) -> str:
    percents = sum(token.kind == "percent" for token in section.tokens)
    amount = amount.scaleb(2 * percents)
    shown: list[str] = []
    exponent: int | None = None
    if section.has("exponent"):
        exponent = amount.adjusted() if amount else 0
        amount = amount.scaleb(-exponent)
    placed = False
    for token in section.tokens:
        if token.kind == "digits" and not placed:
            shown.append(_digits(amount, token.text, locale))
            placed = True
        elif token.kind == "exponent":
            shown.append(_exponent(exponent or 0, token.text))
        elif token.kind in {"literal", "percent"}:
            shown.append(token.text)
    return "".join(shown)


def _exponent(value: int, mask: str) -> str:
    sign = "-" if value < 0 else "+" if mask[1] == "+" else ""
    return "E" + sign + str(abs(value)).zfill(mask.count("0"))


def _digits(amount: Decimal, mask: str, locale: Locale) -> str:
    whole_mask, _, fraction_mask = mask.partition(".")
    thousands = len(whole_mask) - len(whole_mask.rstrip(","))
    amount = amount.scaleb(-_GROUP_DIGITS * thousands)
    rounded = amount.quantize(Decimal(1).scaleb(-len(fraction_mask)), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    whole_mask = whole_mask.rstrip(",")
    whole = "" if whole == "0" and "0" not in whole_mask else whole.zfill(whole_mask.count("0"))
    if "," in whole_mask:
        whole = _grouped(whole, locale.group)
    fraction = _trimmed(fraction, fraction_mask)
    return f"{whole}{locale.decimal}{fraction}" if fraction else whole


def _trimmed(fraction: str, mask: str) -> str:
    while fraction and mask[len(fraction) - 1] == "#" and fraction[-1] == "0":
        fraction = fraction[:-1]
    return fraction


def _grouped(digits: str, mark: str) -> str:
    head = len(digits) % _GROUP_DIGITS
    groups = [digits[:head]] if head else []
    groups += [digits[at : at + _GROUP_DIGITS] for at in range(head, len(digits), _GROUP_DIGITS)]
    return mark.join(groups)
