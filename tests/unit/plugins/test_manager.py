"""Registering plugins and collecting their tables."""

from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from sheetanchor import (
    Column,
    Conflict,
    DateTime,
    Integer,
    KeptConflict,
    Loss,
    PluginSettings,
    Source,
    Table,
    Text,
    hookimpl,
)
from sheetanchor.domain.errors import PluginError
from sheetanchor.plugins.manager import BUILT_IN, build_plugin_manager, collect_tables, tell_conflict

SETTINGS = PluginSettings(zone=ZoneInfo("America/New_York"))


def notes(name: str = "notes", tab: str = "Notes") -> Table:
    columns = (Column("note_id", "Id", Text(), required=True), Column("at", "At", DateTime()))
    return Table(name=name, tab=tab, key=("note_id",), columns=columns)


class NotesPlugin:
    def __init__(self, table: Table) -> None:
        self._table = table

    @hookimpl
    def sheetanchor_tables(self) -> Sequence[Table]:
        return [self._table]


def names(*plugins: object, off: Sequence[str] = ()) -> list[str]:
    extra = {f"extra{place}": plugin for place, plugin in enumerate(plugins)}
    manager = build_plugin_manager(extra, off, installed=False)
    return [table.name for table in collect_tables(manager, SETTINGS)]


def test_the_built_in_tables_come_first_in_their_order() -> None:
    found = names(NotesPlugin(notes()))
    assert [name for name in found if name in BUILT_IN] == [name for name in BUILT_IN if name != "chat"]
    assert found[-1] == "notes"


def test_a_plugin_can_be_switched_off() -> None:
    off = names(off=["ranks"])
    assert "ranks" not in off
    assert off == [name for name in names() if name != "ranks"]


def test_switching_off_what_does_not_exist_is_an_error() -> None:
    with pytest.raises(PluginError, match="'rank' is to be switched off"):
        names(off=["rank"])


def test_two_plugins_with_one_table_name_are_both_named() -> None:
    with pytest.raises(PluginError, match=r"'extra0' and 'extra1'.*name 'notes'"):
        names(NotesPlugin(notes()), NotesPlugin(notes(tab="Other")))


def test_two_plugins_with_one_tab_are_both_named() -> None:
    with pytest.raises(PluginError, match=r"'ranks' and 'extra0'.*tab 'ranks'"):
        names(NotesPlugin(notes(tab="RANKS")))


def test_a_misspelt_hook_is_an_error() -> None:
    class Misspelt:
        @hookimpl
        def sheetanchor_table(self) -> Sequence[Table]:
            return []

    with pytest.raises(PluginError, match="hook that does not exist"):
        names(Misspelt())


def test_a_plugin_may_ask_for_the_settings() -> None:
    class Asking:
        @hookimpl
        def sheetanchor_tables(self, settings: PluginSettings) -> Sequence[Table]:
            assert settings is SETTINGS
            return []

    assert names(Asking()) == names()


def test_date_times_are_bound_to_the_zone_of_the_settings() -> None:
    manager = build_plugin_manager({"notes": NotesPlugin(notes())}, installed=False)
    kind = collect_tables(manager, SETTINGS)[-1].by_field["at"].kind
    assert kind == DateTime(zone=SETTINGS.zone)


def test_one_plugin_registered_twice_is_an_error() -> None:
    plugin = NotesPlugin(notes())
    with pytest.raises(PluginError, match="registered twice"):
        names(plugin, plugin)


def test_an_installed_plugin_that_cannot_be_imported_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object) -> SimpleNamespace:
        raise ImportError("no module named nowhere")

    monkeypatch.setattr("pluggy.PluginManager.load_setuptools_entrypoints", explode)
    with pytest.raises(PluginError, match="no module named nowhere"):
        build_plugin_manager()


class Learning:
    """Keeps what it is told."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.told: list[KeptConflict] = []
        self._fault = fault

    @hookimpl
    def sheetanchor_conflict(self, conflict: KeptConflict) -> None:
        self.told.append(conflict)
        if self._fault is not None:
            raise self._fault


def test_every_plugin_is_told_of_a_conflict_and_one_that_fails_is_named(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sides = {"wage": 15}, {"wage": 16}
    conflict = Conflict("wages", (1,), "wage", Loss.BOTH_CHANGED, *sides, winner=Source.SHEETS)
    kept = KeptConflict(7, datetime(2026, 1, 1, tzinfo=UTC), conflict)
    first, second = Learning(ValueError("no mail server")), Learning()
    tell_conflict(build_plugin_manager({"first": first, "second": second}, installed=False), kept)
    assert (first.told, second.told) == ([kept], [kept])
    assert "'first' failed when it was told of conflict 7" in caplog.text
    assert "no mail server" in caplog.text


def numbered(length: int) -> Table:
    return Table("n" * length, f"Tab {length}", (Column("id", "ID", Integer()),), key=("id",), numbered=True)


def test_numbered_tables_have_names_that_fit_into_the_fence() -> None:
    assert names(NotesPlugin(numbered(60)))[-1] == "n" * 60
    with pytest.raises(PluginError, match="shorten one of them"):
        names(*(NotesPlugin(numbered(length)) for length in (60, 61, 62)))
