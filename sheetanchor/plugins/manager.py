"""Finds plugins, registers them, and asks them for their tables."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from importlib.metadata import entry_points

import pluggy

from sheetanchor.domain.errors import PluginError
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.tables.schema import Table, header_key
from sheetanchor.plugins.hookspecs import PROJECT, Hooks, PluginSettings

_LOG = logging.getLogger(__name__)

#: What the numbered tables may take of the fence's name, and what each takes beside its own name.
_ROOM, _DIGITS = 220, 20

#: The built-in plugins, registered first and in this order.
BUILT_IN = (
    "employee_settings",
    "dynamic_rates",
    "ranks",
    "shifts",
    "employee_ranks",
    "active_bonuses",
    "request_results",
    "chat",
)


def build_plugin_manager(
    extra: Mapping[str, object] | None = None, switched_off: Iterable[str] = (), *, installed: bool = True
) -> pluggy.PluginManager:
    """A manager with the built-in plugins, the installed ones and `extra` by name.

    Installed plugins are entry points of the group `sheetanchor`. Raises PluginError for a plugin that cannot
    be loaded, that misspells a hook, or that is to be switched off and does not exist.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    _switch_off(manager, switched_off, extra or {})
    for name in BUILT_IN:
        manager.register(import_module(f"sheetanchor.plugins.{name}"), name)
    if installed:
        _load_installed(manager)
    for name, plugin in (extra or {}).items():
        _register(manager, plugin, name)
    _require_hooks_known(manager)
    return manager


def collect_tables(manager: pluggy.PluginManager, settings: PluginSettings) -> tuple[Table, ...]:
    """All declared tables in the order of their plugins, bound to the time zone of the settings and named.

    Raises PluginError where two plugins claim one name or one tab, naming both.
    """
    owners: dict[str, str] = {}
    tables: list[Table] = []
    for plugin, table in _declared(manager, settings):
        tab = () if table.is_local else (f"tab {header_key(table.tab)!r}",)
        for claim in (f"name {table.name!r}", *tab):
            if claim in owners:
                raise PluginError(
                    f"plugins {owners[claim]!r} and {plugin!r} both declare a table with the {claim}; "
                    f"switch one of them off"
                )
            owners[claim] = plugin
        tables.append(replace(table.in_zone(settings.zone), plugin=plugin))
    _require_short_names(tables)
    return tuple(tables)


def _require_short_names(tables: Iterable[Table]) -> None:
    """The highest numbers stand in the name of one named range, which Google keeps to 250 characters."""
    names = [table.name for table in tables if table.numbered]
    if sum(len(name) + _DIGITS for name in names) > _ROOM:
        raise PluginError(
            f"the numbered tables {', '.join(names)} have longer names together than the spreadsheet's fence "
            "can hold; shorten one of them, or switch a plugin off"
        )


def tell_conflict(manager: pluggy.PluginManager, conflict: KeptConflict) -> None:
    """Tell every plugin of a conflict; one that raises is named in the log and does not stop the others."""
    for name, plugin in _in_order(manager):
        try:
            _hook_of(manager, plugin, "sheetanchor_conflict")(conflict=conflict)
        except Exception:  # noqa: BLE001 - a plugin may raise anything, and the log names it
            _LOG.exception("plugin %r failed when it was told of conflict %d", name, conflict.number)


def _switch_off(manager: pluggy.PluginManager, unwanted: Iterable[str], extra: Mapping[str, object]) -> None:
    known = {*BUILT_IN, *extra, *(entry.name for entry in entry_points(group=PROJECT))}
    for name in unwanted:
        if name not in known:
            raise PluginError(f"plugin {name!r} is to be switched off, but there are only {sorted(known)}")
        manager.set_blocked(name)


def _load_installed(manager: pluggy.PluginManager) -> None:
    try:
        manager.load_setuptools_entrypoints(PROJECT)
    except Exception as error:  # a plugin may raise anything while it is imported
        raise PluginError(f"an installed plugin cannot be loaded: {error}; mend or uninstall it") from error


def _register(manager: pluggy.PluginManager, plugin: object, name: str) -> None:
    try:
        manager.register(plugin, name)
    except ValueError as error:
        raise PluginError(f"plugin {name!r} is registered twice; switch one of them off") from error


def _require_hooks_known(manager: pluggy.PluginManager) -> None:
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        raise PluginError(
            f"plugin {error.plugin!r} implements a hook that does not exist: {error}"
        ) from error


def _declared(manager: pluggy.PluginManager, settings: PluginSettings) -> Sequence[tuple[str, Table]]:
    """Each table with the name of its plugin; hooks are asked one by one so that the owner is known."""
    found: list[tuple[str, Table]] = []
    for name, plugin in _in_order(manager):
        for tables in _hook_of(manager, plugin, "sheetanchor_tables")(settings=settings):
            found.extend((name, table) for table in tables)
    return found


def _hook_of(manager: pluggy.PluginManager, plugin: object, hook: str) -> pluggy.HookCaller:
    others = [other for other in manager.get_plugins() if other is not plugin]
    return manager.subset_hook_caller(hook, remove_plugins=others)


def _in_order(manager: pluggy.PluginManager) -> list[tuple[str, object]]:
    named = [(name, plugin) for name, plugin in manager.list_name_plugin() if plugin is not None]
    rank = {name: place for place, name in enumerate(BUILT_IN)}
    return sorted(named, key=lambda item: (rank.get(item[0], len(rank)), item[0]))
