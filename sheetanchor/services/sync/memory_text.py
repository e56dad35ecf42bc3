"""Intents, debts and others as text, for the replica to keep: JSON with every type that a value may have."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sheetanchor.domain.sync.debts import CellDebt, Debt, RowDebt, ScrapDebt
from sheetanchor.domain.sync.fence import Fence, FenceStep, Kept
from sheetanchor.domain.sync.formulas import FormulaAt
from sheetanchor.domain.tables.cells import CellFormat, Formula
from sheetanchor.domain.tables.values import Key, Values
from sheetanchor.ports.sheet import RowInsertion, RowWrite, TabWrite
from sheetanchor.services.sync.refusals import Refusal
from sheetanchor.services.sync.sent import Intent, SentDelete, SentRow, SentTable

_CLASSES: dict[str, type] = {
    each.__name__: each
    for each in (
        CellDebt,
        Fence,
        FenceStep,
        Formula,
        FormulaAt,
        Intent,
        Kept,
        Refusal,
        RowDebt,
        RowInsertion,
        RowWrite,
        ScrapDebt,
        SentDelete,
        SentRow,
        SentTable,
        TabWrite,
    )
}


def dump_intent(intent: Intent) -> str:
    """Text that `load_intent` reads back equal."""
    return json.dumps(_plain(intent))


def load_intent(text: str) -> Intent:
    """From `dump_intent`."""
    intent = _meant(json.loads(text))
    assert isinstance(intent, Intent)  # noqa: S101 - nothing else is ever dumped there
    return intent


def dump_debts(debts: Sequence[Debt]) -> str:
    """Text that `load_debts` reads back equal."""
    return json.dumps(_plain(tuple(debts)))


def load_debts(text: str) -> tuple[Debt, ...]:
    """From `dump_debts`."""
    debts: tuple[Debt, ...] = _meant(json.loads(text))
    return debts


def dump_refusals(refused: Sequence[Refusal]) -> str:
    """Text that `load_refusals` reads back equal."""
    return json.dumps(_plain(tuple(refused)))


def load_refusals(text: str) -> tuple[Refusal, ...]:
    """From `dump_refusals`."""
    refused: tuple[Refusal, ...] = _meant(json.loads(text))
    return refused


def dump_cells(cells: Mapping[Key, Values]) -> str:
    """Text that `load_cells` reads back equal."""
    return json.dumps(_plain(cells))


def load_cells(text: str) -> Mapping[Key, Values]:
    """From `dump_cells`."""
    cells: Mapping[Key, Values] = _meant(json.loads(text))
    return cells


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    """JSON for a value: text, bools, whole numbers and None as they are, all else as {tag: content}."""
    if value is None or isinstance(value, str | bool | int):
        return value
    for kind, tag, write in _WRITERS:
        if isinstance(value, kind):
            return {tag: write(value)}
    content = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return {"object": [type(value).__name__, content]}


_WRITERS: tuple[tuple[Any, str, Callable[[Any], Any]], ...] = (
    (Decimal, "decimal", str),
    (CellFormat, "format", lambda value: value.value),
    (datetime, "instant", datetime.isoformat),
    (date, "day", date.isoformat),
    ((tuple, list), "tuple", lambda value: [_plain(each) for each in value]),
    (Mapping, "mapping", lambda value: [[_plain(key), _plain(each)] for key, each in value.items()]),
)


def _meant(plain: Any) -> Any:  # noqa: ANN401 - JSON
    if not isinstance(plain, dict):
        return plain
    ((tag, content),) = plain.items()
    return _READERS[tag](content)


def _object(content: list[Any]) -> object:
    """Attributes that the class has no more are left out."""
    name, attributes = content
    known = {each.name for each in fields(_CLASSES[name])}
    return _CLASSES[name](**{key: _meant(value) for key, value in attributes.items() if key in known})


_READERS: dict[str, Callable[[Any], Any]] = {
    "decimal": Decimal,
    "format": CellFormat,
    "instant": datetime.fromisoformat,
    "day": date.fromisoformat,
    "tuple": lambda content: tuple(_meant(each) for each in content),
    "mapping": lambda content: {_meant(key): _meant(each) for key, each in content},
    "object": _object,
}
