"""How the people of a spreadsheet's locale write numbers, dates and money."""

from dataclasses import dataclass

from sheetanchor.sandbox.errors import InvalidArgument


@dataclass(frozen=True, slots=True)
class Locale:
    """Marks, the order of day, month and year in typed dates, and the patterns of bare format types."""

    decimal: str = "."
    group: str = ","
    date_order: str = "mdy"
    date_pattern: str = "m/d/yyyy"
    currency: str = "$"
    currency_first: bool = True

    @property
    def default_patterns(self) -> dict[str, str]:
        """The pattern of each number format type that was set without one."""
        money = f'"{self.currency}"#,##0.00' if self.currency_first else f'#,##0.00" {self.currency}"'
        return {
            "NUMBER": "#,##0.00",
            "PERCENT": "0.00%",
            "CURRENCY": money,
            "SCIENTIFIC": "0.00E+00",
            "DATE": self.date_pattern,
            "TIME": "h:mm:ss am/pm" if self.date_order == "mdy" else "hh:mm:ss",
            "DATE_TIME": f"{self.date_pattern} h:mm:ss",
            "TEXT": "@",
        }


_LOCALES: dict[str, Locale] = {
    "en_US": Locale(),
    "en_CA": Locale(date_order="ymd", date_pattern="yyyy-mm-dd"),
    "en_GB": Locale(date_order="dmy", date_pattern="dd/mm/yyyy", currency="£"),
    "en_AU": Locale(date_order="dmy", date_pattern="d/mm/yyyy"),
    "de_DE": Locale(",", ".", "dmy", "dd.mm.yyyy", "€", currency_first=False),
    "fr_FR": Locale(",", "\u202f", "dmy", "dd/mm/yyyy", "€", currency_first=False),
    "es_ES": Locale(",", ".", "dmy", "d/m/yyyy", "€", currency_first=False),
    "it_IT": Locale(",", ".", "dmy", "dd/mm/yyyy", "€", currency_first=False),
    "nl_NL": Locale(",", ".", "dmy", "d-m-yyyy", "€"),
    "pt_BR": Locale(",", ".", "dmy", "dd/mm/yyyy", "R$"),
    "pl_PL": Locale(",", "\u00a0", "dmy", "d.mm.yyyy", "zł", currency_first=False),
    "ru_RU": Locale(",", "\u00a0", "dmy", "dd.mm.yyyy", "₽", currency_first=False),
    "ja_JP": Locale(date_order="ymd", date_pattern="yyyy/mm/dd", currency="¥"),
}


def locale_named(name: str) -> Locale:
    """The locale of a spreadsheet's `properties.locale`; raises InvalidArgument for others."""
    try:
        return _LOCALES[name]
    except KeyError:
        raise InvalidArgument(f"Unsupported locale: {name}") from None
