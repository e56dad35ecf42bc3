"""What finishing a shift asks Google for, and how long it takes, beside the predecessor.

    python -m benchmarks.finish_shift [--google-ms 300]

Every case runs on a workbook of its own in the sandbox, which counts the requests and lets each wait so long.
First with the sync loop standing still, so that whatever is asked is asked while the person waits; then with
the loop at work, until the sheet has it all. The predecessor's seconds are its requests times that latency.
"""

import argparse
import os
import platform
import time
from dataclasses import dataclass
from decimal import Decimal

from benchmarks.pay_cases import CASES, Case
from benchmarks.pay_program import Program, Requests, program, yesterday
from sheetanchor.compat import SheetsService

_STAMP = "%Y/%m/%d %H:%M:%S"
_HEAD = (
    f"{'':28}{'person waits':^16}{'until in the sheet':^24}{'predecessor':^24}{'':>8}{'SheetsService':^18}\n"
    f"{'':28}{'asks':>7}{'ms':>8}{'Sheets':>9}{'Drive':>6}{'s':>8}{'create':>9}{'flow':>6}{'s':>8}{'fewer':>9}"
    f"{'create':>10}{'s':>7}"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """asked: while the person waited; pushed: in all. Both times in seconds."""

    asked: Requests
    answered: float
    pushed: Requests
    in_sheet: float


def main() -> None:
    as_written = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=as_written)
    parser.add_argument("--google-ms", type=float, default=300)
    google_seconds = parser.parse_args().google_ms / 1000
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {google_seconds * 1000:g} ms to Google"
    )
    print(_HEAD)
    for case in CASES:
        print(line(case, measure(case, google_seconds), google_seconds))


def measure(case: Case, google_seconds: float) -> Measured:
    with program(case.prepare, google_seconds) as made:
        made.read_all()
        case.before(made)
        made.read_all()
        asked = made.requests_of(lambda: case.act(made))
    with program(case.prepare, google_seconds) as made, made.loop_at_work():
        case.before(made)
        made.warm_up()
        times: list[float] = []
        pushed = made.requests_of(lambda: times.extend(act_and_wait(case, made)))
    return Measured(asked, times[0], pushed, times[1])


def act_and_wait(case: Case, made: Program) -> tuple[float, float]:
    """Seconds until the answer, and until the sheet has it; then waits for whatever is asked behind that."""
    began = time.perf_counter()
    case.act(made)
    answered = time.perf_counter() - began
    made.wait_until_pushed()
    in_sheet = time.perf_counter() - began
    made.wait_until_quiet()
    return answered, in_sheet


def line(case: Case, found: Measured, google_seconds: float) -> str:
    before = case.flow or case.create or 0
    fewer = f"{before / found.pushed.sheets:.1f}x" if found.pushed.sheets else "all"
    asked = found.asked.sheets + found.asked.drive
    in_sheet = f"{found.in_sheet:.2f}" if found.pushed.writes else "-"
    straight = sheets_service(case, google_seconds)
    return (
        f"{case.name:28}{asked:>7}{found.answered * 1000:>8.1f}"
        f"{f'{found.pushed.reads}+{found.pushed.writes}':>9}{found.pushed.drive:>6}{in_sheet:>8}"
        f"{shown(case.create):>9}{shown(case.flow):>6}{before * google_seconds:>8.1f}{fewer:>9}{straight}"
    )


def shown(count: int | None) -> str:
    return "-" if count is None else str(count)


def sheets_service(case: Case, google_seconds: float) -> str:
    """What compat.SheetsService asks for in create_shift, and how long that takes."""
    if case.shift_of is None:
        return f"{'-':>10}{'-':>7}"
    asked = {
        "date": f"{yesterday(18):{_STAMP}}",
        "employee_id": case.shift_of,
        "employee_name": "ann",
        "clock_in": f"{yesterday(9):{_STAMP}}",
        "clock_out": f"{yesterday(17):{_STAMP}}",
        "products": {"Model A": Decimal(500)},
    }
    with program(case.prepare, google_seconds) as made:
        service = SheetsService(container=made.container)
        began = time.perf_counter()
        count = made.requests_of(lambda: service.create_shift(asked))
        seconds = time.perf_counter() - began
    return f"{f'{count.reads}+{count.writes}':>10}{seconds:>7.2f}"


if __name__ == "__main__":
    main()
