"""Whatever an old bot calls with whatever arguments: an answer, a ValueError or an error of ours."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sheetanchor.compat import HybridService
from sheetanchor.domain.errors import SheetanchorError
from tests.contract.compat_world import SHIFTS_HEADER, OldBot, container_on, fill
from tests.contract.workbooks import MemoryWorkbook
from tests.unit.services.payroll.world import FIXED, pay_tables

odd: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, True, "", " ", "x", "1,234", "1_000", "nan", "-5", "=1+1", "\N{ARABIC-INDIC DIGIT FIVE}"),
        *(
            -1,
            0,
            2**70,
            1e308,
            float("nan"),
            float("inf"),
            Decimal("NaN"),
            Decimal("Infinity"),
            Decimal("1e9"),
        ),
        *([], {}, datetime(2025, 11, 1), datetime(2025, 11, 1, tzinfo=FIXED), "2025-11-31"),  # noqa: DTZ001
    ]
)
amounts: st.SearchStrategy[Any] = st.sampled_from(["500.00", "12,5", 300, 0.1, Decimal("999.995"), 4000])
moments = st.sampled_from(["2025/11/01 09:00:00", "2025-11-01 17:00", "2025/10/31", "2025/11/01 12:05:00"])
people = st.sampled_from([1001, 1002, 7, "1001"])
ids = st.sampled_from([1, 2, 3, "2", 9])
codes = st.sampled_from(
    ["flat", "percent_next", "percent_all", "flat_immediate", "double_commission", "gift_card"]
)
names = st.sampled_from(["Model A", "Model B", "Tips"])
ranks = st.sampled_from(["Hustler", "Closer", "Legend"])
years, months = st.sampled_from([2025, "2025"]), st.sampled_from([11, 10, 13, "11"])
sold = st.dictionaries(names, amounts | odd, max_size=2)
limits = st.sampled_from([1, 3, "2"])
shifts = st.fixed_dictionaries(
    {
        "date": moments | odd,
        "employee_id": people,
        "employee_name": st.sampled_from(["ann", "=cmd", "", None, 7]),
        "clock_in": moments,
        "clock_out": moments | odd,
        "products": sold | odd,
    }
)
records = st.dictionaries(st.sampled_from(["Date", "Model A", "Model B", "Note"]), moments | amounts | odd)

#: The arguments of each method; any of them may be an odd one.
ARGUMENTS: dict[str, tuple[st.SearchStrategy[Any], ...]] = {
    "create_shift": (shifts,),
    "get_next_id": (),
    "get_shift_by_id": (ids,),
    "update_shift_field": (ids, st.sampled_from(SHIFTS_HEADER), amounts | moments | people),
    "update_total_sales": (ids, amounts),
    "update_shift_totals": (ids,),
    "recalculate_worked_hours": (ids,),
    "get_last_shifts": (people, limits),
    "get_all_shifts": (),
    "get_employee_settings": (people,),
    "create_default_employee_settings": (people,),
    "get_dynamic_rates": (),
    "calculate_dynamic_rate": (people, moments, amounts),
    "get_ranks": (),
    "determine_rank": (people, years, months),
    "get_rank_bonuses": (ranks,),
    "get_rank_text": (ranks,),
    "get_employee_rank": (people, years, months),
    "update_employee_rank": (people, ranks, years, months),
    "mark_rank_notified": (people, years, months),
    "get_active_bonuses": (people,),
    "create_bonus": (people, codes, amounts, moments, st.none() | ids),
    "create_active_bonus": (people, codes, amounts),
    "apply_bonus": (ids, ids),
    "mark_bonus_applied": (ids,),
    "get_shift_applied_bonuses": (ids,),
    "get_models_from_shift": (records,),
    "find_previous_shift_with_models": (people, st.lists(names), moments),
    "find_shifts_with_model": (names, moments, people, moments),
    "apply_percent_prev_bonus": (people, records, amounts),
    "apply_percent_all_bonus": (people, records, amounts),
}


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, list[Any]]:
    name = draw(st.sampled_from(sorted(ARGUMENTS)))
    arguments = [draw(strategy) for strategy in ARGUMENTS[name]]
    if arguments and draw(st.integers(0, 3)) == 0:
        arguments[draw(st.integers(0, len(arguments) - 1))] = draw(odd)
    return name, arguments


typed = st.tuples(
    st.integers(1, 4), st.integers(0, len(SHIFTS_HEADER) - 1), st.sampled_from(["", "x", "700", "8%"])
)


@contextmanager
def opened() -> Iterator[OldBot]:
    with TemporaryDirectory() as folder:
        workbook = MemoryWorkbook()
        fill(workbook)
        service = HybridService(auto_sync=False, container=container_on(workbook.sheet, Path(folder)))
        yield OldBot(service, workbook, service.force_sync_from_sheets, service.force_push_to_sheets)
        service.shutdown()


def kept(service: HybridService) -> list[object]:
    return [list(service._replica.snapshot(table.name).values()) for table in pay_tables()]


def numbers(answer: object) -> Iterator[float]:
    """Every amount in an answer."""
    if isinstance(answer, dict):
        for value in answer.values():
            yield from numbers(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from numbers(value)
    elif isinstance(answer, float | Decimal):
        yield float(answer)


@settings(max_examples=25, deadline=None)
@given(st.lists(calls() | typed, max_size=20))
def test_a_call_answers_or_raises_an_error_of_ours_and_then_changes_nothing(made: list[Any]) -> None:
    with opened() as bot:
        service = bot.service
        assert isinstance(service, HybridService)
        for call in made:
            if len(call) == 3:
                bot.boss_types("Shifts", *call)
                continue
            name, arguments = call
            before = kept(service)
            try:
                answer = getattr(service, name)(*arguments)
            except (ValueError, SheetanchorError):
                assert kept(service) == before, call
            else:
                assert all(math.isfinite(number) and number >= 0 for number in numbers(answer)), call
        for record in service.get_all_shifts():
            assert all(math.isfinite(number) and number >= 0 for number in numbers(record)), record
