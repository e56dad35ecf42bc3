"""The documents keep up with the program."""

import inspect
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import pytest

import sheetanchor
from sheetanchor import Decision, Disputed, Table
from sheetanchor.bot.settings import PREFIX, Settings
from sheetanchor.cli import exits
from sheetanchor.domain.tables.values import Values
from sheetanchor.plugins.hookspecs import Hooks, PluginSettings
from sheetanchor.plugins.manager import build_plugin_manager, collect_tables
from sheetanchor.testing import TableContract

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

#: The tables that docs/plugins.md declares, in its order.
TUTORIAL = ("models", "payments", "stock")


def code_blocks(document: str, language: str) -> list[str]:
    text = (DOCS / document).read_text()
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{PREFIX}{name.upper()}`" in (DOCS / "settings.md").read_text()


def test_no_setting_is_documented_that_does_not_exist() -> None:
    named = set(re.findall(rf"`{PREFIX}([A-Z_]+)`", (DOCS / "settings.md").read_text()))
    assert named <= {name.upper() for name in Settings.model_fields} | {"CONFIG"}


def test_the_toml_example_holds_settings() -> None:
    for block in code_blocks("settings.md", "toml"):
        assert tomllib.loads(block).keys() <= Settings.model_fields.keys()


def test_every_hook_is_documented_with_its_arguments() -> None:
    text = (DOCS / "plugins.md").read_text()
    for name, hook in inspect.getmembers(Hooks, inspect.isfunction):
        arguments = ", ".join(list(inspect.signature(hook).parameters)[1:])
        assert f"`{name}({arguments})`" in text


def tutorial(number: int) -> Table:
    """The table of a plugin as docs/plugins.md has it."""
    source = code_blocks("plugins.md", "python")[number]
    module = type(sheetanchor)("tutorial")
    exec(compile(source, "docs/plugins.md", "exec"), module.__dict__)
    manager = build_plugin_manager({"tutorial": module}, installed=False)
    return collect_tables(manager, PluginSettings(zone=ZoneInfo("UTC")))[-1]


def contract() -> type[TableContract]:
    """The tests that docs/plugins.md writes for its last table."""
    package = ModuleType("my_package.stock")
    package.STOCK = tutorial(TUTORIAL.index("stock"))  # type: ignore[attr-defined]
    names: dict[str, Any] = {}
    with mock.patch.dict(sys.modules, {"my_package": ModuleType("my_package"), "my_package.stock": package}):
        exec(compile(code_blocks("plugins.md", "python")[-1], "docs/plugins.md", "exec"), names)
    tests: type[TableContract] = names["TestStock"]
    return tests


class TestTheContractOfTheTutorial(contract()):  # type: ignore[misc]
    pass


@pytest.mark.parametrize(("number", "name"), [*enumerate(TUTORIAL)])
def test_every_plugin_of_the_tutorial_works(number: int, name: str) -> None:
    table = tutorial(number)
    assert (table.name, table.plugin) == (name, "tutorial")


def test_the_log_of_the_tutorial_is_one() -> None:
    assert tutorial(TUTORIAL.index("payments")).is_log


@pytest.mark.parametrize(
    ("fields", "ours", "answer"),
    [
        ({"counted"}, 8, {"counted": Decision.TAKE_LOCAL}),
        ({"counted", "shelf"}, 3, {"counted": Decision.TAKE_SHEET}),
        ({"shelf"}, 8, Decision.ASK),
    ],
)
def test_the_strategy_of_the_tutorial_decides_as_it_says(fields: set[str], ours: int, answer: object) -> None:
    decide = tutorial(TUTORIAL.index("stock")).decide
    assert decide is not None
    local: Values = {"item": "nails", "counted": ours, "shelf": "A"}
    sheet: Values = {"item": "nails", "counted": 5, "shelf": "B"}
    assert decide(Disputed("stock", ("nails",), frozenset(fields), {}, local, sheet)) == answer


def test_no_code_of_the_tutorial_is_left_untried() -> None:
    assert len(code_blocks("plugins.md", "python")) == len(TUTORIAL) + 1


def test_every_name_that_a_plugin_may_import_is_documented() -> None:
    text = (DOCS / "plugins.md").read_text()
    missing = [name for name in sheetanchor.__all__ if not re.search(rf"\b{name}\b", text)]
    assert missing in ([], ["PluginSettings"])


def test_every_exit_status_is_documented() -> None:
    text = (DOCS / "operating.md").read_text()
    for name in ("USAGE", "DATA", "UNAVAILABLE", "SOFTWARE", "TEMPORARY", "CONFIG"):
        assert f"| {getattr(exits, name)} |" in text


def test_links_between_documents_lead_somewhere() -> None:
    for document in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
