"""How fast the sandbox answers values.get of 1,000 rows, and writes as many in one update.

    python benchmarks/sandbox_throughput.py [--rows 1000] [--columns 8] [--seconds 3]

Prints requests per second over HTTP from one client, and the time of one request in the server alone.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial

import requests

from sheetanchor.sandbox.google import Wire, answer_google
from sheetanchor.sandbox.pytest import running
from sheetanchor.sandbox.world import World

_HEADERS = {"authorization": "Bearer any"}


def rate(action: Callable[[], object], seconds: float) -> float:
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        action()
        done += 1
    return done / (time.perf_counter() - start)


def filled_row(row: int, columns: int) -> list[str | float]:
    return [row, *(f"text {row}" if column % 2 else row * 1.25 for column in range(1, columns))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--columns", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=3.0)
    options = parser.parse_args()
    world = World()
    book = world.create_spreadsheet("Benchmark")
    values = [filled_row(row, options.columns) for row in range(options.rows)]
    path = f"/v4/spreadsheets/{book.spreadsheet_id}/values/Sheet1"
    with running(world, telegram=False) as sandbox, requests.Session() as session:
        session.headers.update(_HEADERS)
        written = session.put(
            f"{sandbox.url}{path}?valueInputOption=RAW", json={"values": values}, timeout=60
        )
        written.raise_for_status()
        for render in ("FORMATTED_VALUE", "UNFORMATTED_VALUE"):
            query = f"valueRenderOption={render}"
            wire = Wire("GET", path, query.encode(), _HEADERS, b"")
            read = partial(session.get, f"{sandbox.url}{path}?{query}", timeout=60)
            over_http = rate(read, options.seconds)
            alone = rate(partial(answer_google, world, wire), options.seconds)
            print(
                f"values.get {render:18} {over_http:7.0f}/s over HTTP   {1000 / alone:6.2f} ms in the server"
            )
        update = f"{sandbox.url}{path}?valueInputOption=USER_ENTERED"
        writes = rate(lambda: session.put(update, json={"values": values}, timeout=60), options.seconds)
        print(f"values.update USER_ENTERED    {writes:7.0f}/s over HTTP")


if __name__ == "__main__":
    main()
