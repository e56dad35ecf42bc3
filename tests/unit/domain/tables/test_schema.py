"""A declaration that cannot work is refused, with the table named; what follows from a good one."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.errors import PluginError
from sheetanchor.domain.tables.deciding import Decision, Disputed
from sheetanchor.domain.tables.kinds import DecimalNumber, Integer, Money, Text
from sheetanchor.domain.tables.moments import DateTime
from sheetanchor.domain.tables.schema import (
    RESERVED_FIELDS,
    Column,
    Deletions,
    Policy,
    Strategy,
    Table,
    TableDeclarationError,
    Writer,
    header_key,
)
from sheetanchor.domain.tables.values import Values
from tests.unit.domain.tables.staff import NEW_YORK, STAFF

ID = Column("id", "ID", Integer(), required=True)
NAME = Column("name", "Name", Text(), required=True)


def table(*columns: Column, **changes: Any) -> Table:
    facts: dict[str, Any] = {"name": "wages", "tab": "Wages", "key": ("id",), **changes}
    return Table(columns=columns or (ID,), **facts)


def with_id(column: Column) -> Table:
    return table(ID, column)


@pytest.mark.parametrize("name", ["", "Wages", "1wages", "wage-s", "wage s", "löhne", "w" * 64])
def test_a_name_is_a_lower_case_identifier(name: str) -> None:
    with pytest.raises(TableDeclarationError, match="name"):
        table(name=name)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"tab": " "}, "no tab title"),
        ({"strategy": Strategy.LOCAL}, "local table has no tab"),
        ({"key": ()}, "has none"),
        ({"key": ("name",)}, "key field is no column"),
        ({"strategy": Strategy.FULL_REPLACE}, "needs no key"),
        ({"strategy": Strategy.LOCAL, "tab": "", "key": ()}, "has none"),
    ],
)
def test_a_table_that_cannot_be_found_or_keyed_is_refused(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(TableDeclarationError, match=fault) as caught:
        table(**changes)
    assert caught.value.table == "wages"
    assert fault in caught.value.reason
    assert str(caught.value) == f"table 'wages': {caught.value.reason}; correct its declaration"
    assert isinstance(caught.value, PluginError)


@pytest.mark.parametrize(
    ("columns", "changes", "fault"),
    [
        ((), {"deletions": Deletions.LOCAL}, "never deleted by the program"),
        ((), {"deletions": Deletions.BOTH}, "never deleted by the program"),
        ((), {"policy": Policy.LOCAL_WINS}, "no policy decides"),
        ((Column("pay", "Pay", Money(), derived=True),), {}, "derived column"),
        ((Column("pay", "Pay", Money(), policy=Policy.SHEET_WINS),), {}, "no policy decides"),
    ],
)
def test_a_log_is_never_shortened_here_and_never_decided_by_a_policy(
    columns: tuple[Column, ...], changes: dict[str, Any], fault: str
) -> None:
    with pytest.raises(TableDeclarationError, match=fault):
        table(ID, *columns, strategy=Strategy.APPEND_ONLY, **changes)


@pytest.mark.parametrize("policy", [Policy.SHEET_WINS, Policy.ASK])
@pytest.mark.parametrize("deletions", [Deletions.SHEET, Deletions.NOBODY])
def test_a_log_needs_no_more_than_its_key(policy: Policy, deletions: Deletions) -> None:
    log = table(strategy=Strategy.APPEND_ONLY, policy=policy, deletions=deletions)
    assert (log.is_log, log.is_whole, log.is_local) == (True, False, False)
    assert not table().is_log


def ask(_: Disputed) -> Decision:
    return Decision.ASK


def test_a_function_is_a_strategy_for_rows_found_by_key() -> None:
    own = table(ID, Column("pay", "Pay", Money(), derived=True), strategy=ask)
    assert own.decide is ask
    assert (own.is_log, own.is_whole, own.is_local) == (False, False, False)
    assert table().decide is None


@pytest.mark.parametrize(
    ("column", "changes", "fault"),
    [
        (NAME, {"strategy": "incremental"}, "neither a Strategy nor a function"),
        (NAME, {"strategy": ask, "key": ()}, "has none"),
        (NAME, {"strategy": ask, "policy": Policy.ASK}, "no policy"),
        (replace(NAME, policy=Policy.SHEET_WINS), {"strategy": ask}, "no policy"),
    ],
)
def test_a_strategy_that_cannot_decide_is_refused(
    column: Column, changes: dict[str, Any], fault: str
) -> None:
    with pytest.raises(TableDeclarationError, match=fault):
        table(ID, column, **changes)


def test_rows_found_by_key_mean_the_same_whatever_decides_about_them() -> None:
    assert table(strategy=Strategy.APPEND_ONLY).fingerprint == table().fingerprint
    assert table(strategy=ask).fingerprint == table().fingerprint
    assert table(strategy=Strategy.FULL_REPLACE, key=()).fingerprint != table(key=("id",)).fingerprint


@pytest.mark.parametrize("key", [("name",), ("id", "name")])
def test_the_key_of_a_numbered_table_is_a_number_alone(key: tuple[str, ...]) -> None:
    assert table(ID, NAME, numbered=True).numbered
    with pytest.raises(TableDeclarationError, match="one whole number"):
        table(ID, NAME, numbered=True, key=key)


@pytest.mark.parametrize(
    ("column", "changes", "fault"),
    [
        (Column("id", "ID", Integer(), derived=True), {}, "is no key"),
        (Column("pay", "Pay", Money(), derived=True, required=True), {}, "is not required"),
        (Column("pay", "Pay", Money(), derived=True, default=Decimal(0)), {}, "has no default"),
        (Column("pay", "Pay", Money(), derived=True, writer=Writer.SHEET), {}, "by the program"),
        (
            Column("pay", "Pay", Money(), derived=True),
            {"strategy": Strategy.FULL_REPLACE, "key": ()},
            "by a key",
        ),
        (Column("pay", "Pay", Money(), derived=True), {"strategy": Strategy.LOCAL, "tab": ""}, "people see"),
    ],
)
def test_a_derived_column_that_cannot_work_is_refused(
    column: Column, changes: dict[str, Any], fault: str
) -> None:
    columns = (column,) if column.field == "id" else (ID, column)
    with pytest.raises(TableDeclarationError, match=fault):
        table(*columns, **changes)


def test_the_derived_columns_are_known_in_their_order() -> None:
    pay = Column("pay", "Pay", Money(), derived=True)
    assert table(ID, NAME, pay).derived == (pay,)


def test_a_table_has_columns() -> None:
    with pytest.raises(TableDeclarationError, match="no columns"):
        Table("wages", "Wages", (), strategy=Strategy.FULL_REPLACE)


@pytest.mark.parametrize(
    ("column", "fault"),
    [
        (Column("id", "Other", Text()), "one field name"),
        (Column("other", " id ", Text()), "one header"),
        (Column("Other", "Other", Text()), "a field is not"),
        (Column("other", " ", Text()), "header is blank"),
        *((Column(field, "Other", Text()), "replica's own") for field in sorted(RESERVED_FIELDS)),
        (Column("other", "Other", Money(), default=True), "default"),
        (Column("other", "Other", Money(minimum=Decimal(1)), default=Decimal(0)), "default"),
        (Column("other", "Other", Text(), default=" x "), "default"),
        (Column("other", "Other", Text(), default=""), "default"),
        (Column("other", "Other", DateTime(zone=UTC), default="2025/01/01"), "default"),
    ],
)
def test_a_column_that_cannot_work_is_refused(column: Column, fault: str) -> None:
    with pytest.raises(TableDeclarationError, match=fault):
        with_id(column)


def test_a_default_of_a_column_without_a_zone_is_looked_at_when_it_gets_one() -> None:
    unbound = with_id(Column("other", "Other", DateTime(), default=Decimal(1)))
    with pytest.raises(TableDeclarationError, match="default"):
        unbound.in_zone(NEW_YORK)
    good = with_id(Column("other", "Other", DateTime(), default=datetime(2025, 1, 1, tzinfo=UTC)))
    assert good.in_zone(NEW_YORK).by_field["other"].default == datetime(2025, 1, 1, tzinfo=UTC)


def test_a_local_table_has_no_tab() -> None:
    local = table(strategy=Strategy.LOCAL, tab="")
    assert local.is_local
    assert not STAFF.is_local


def test_a_local_table_alone_can_do_without_history() -> None:
    assert STAFF.keeps_history
    assert table(strategy=Strategy.LOCAL, tab="").keeps_history
    assert not table(strategy=Strategy.LOCAL, tab="", keeps_history=False).keeps_history
    with pytest.raises(TableDeclarationError, match="without history"):
        replace(STAFF, keeps_history=False)


def test_a_full_replace_table_is_one_value() -> None:
    assert table(strategy=Strategy.FULL_REPLACE, key=()).is_whole
    assert not STAFF.is_whole


@pytest.mark.parametrize(
    ("deletions", "from_sheet", "from_local"),
    [
        (Deletions.NOBODY, False, False),
        (Deletions.SHEET, True, False),
        (Deletions.LOCAL, False, True),
        (Deletions.BOTH, True, True),
    ],
)
def test_who_may_delete(deletions: Deletions, from_sheet: bool, from_local: bool) -> None:
    assert (deletions.from_sheet, deletions.from_local) == (from_sheet, from_local)


def test_a_column_may_have_its_own_policy() -> None:
    mine = table(ID, Column("a", "A", Text(), policy=Policy.ASK), Column("b", "B", Text()))
    assert (mine.policy_of("a"), mine.policy_of("b")) == (Policy.ASK, Policy.SHEET_WINS)


@pytest.mark.parametrize(("one", "other"), [("Hourly  wage", " hourly WAGE "), ("STRASSE", "straße")])
def test_case_and_spaces_make_no_other_header(one: str, other: str) -> None:
    assert header_key(one) == header_key(other)


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u00ad", "\u2060", "\u200e"])
def test_characters_that_nobody_sees_make_no_other_header(unseen: str) -> None:
    assert header_key(f"{unseen}Hour{unseen}ly wage{unseen}") == header_key("Hourly wage")


def test_an_accent_is_the_same_in_one_character_or_in_two() -> None:
    assert header_key("Prime\u0301") == header_key("Prim\u00e9")


def test_the_fingerprint_stands_while_the_meaning_does() -> None:
    assert replace(STAFF, policy=Policy.ASK, tab="Team").fingerprint == STAFF.fingerprint
    derived = (*STAFF.columns[:1], *(replace(column, writer=Writer.LOCAL) for column in STAFF.columns[1:]))
    assert replace(STAFF, columns=derived).fingerprint == STAFF.fingerprint
    assert len(STAFF.fingerprint) == 16


@pytest.mark.parametrize(
    "change",
    [
        {"kind": DecimalNumber()},
        {"kind": Money(minimum=Decimal(0))},
        {"default": Decimal(15)},
        {"required": False},
        {"header": "Wage"},
        {"field": "pay"},
    ],
)
def test_the_fingerprint_changes_with_the_meaning_of_a_column(change: dict[str, Any]) -> None:
    columns = (STAFF.columns[0], replace(STAFF.columns[1], **change), *STAFF.columns[2:])
    assert replace(STAFF, columns=columns).fingerprint != STAFF.fingerprint


def test_the_fingerprint_changes_with_the_key() -> None:
    assert replace(STAFF, key=("worker", "title")).fingerprint != STAFF.fingerprint


def test_only_columns_without_a_zone_get_one() -> None:
    own = Column("own", "Own", DateTime(zone=UTC))
    bound = table(ID, own, Column("at", "At", DateTime("%Y"))).in_zone(NEW_YORK)
    assert bound.columns == (ID, own, Column("at", "At", DateTime("%Y", NEW_YORK)))


def test_a_key_is_of_the_key_columns_in_their_order() -> None:
    month = replace(STAFF, key=("title", "worker"))
    assert month.key_of({"worker": 1, "title": "x", "wage": None}) == ("x", 1)


@pytest.mark.parametrize("identity", [("id",), ("pay",), ("nothing",)])
def test_the_identity_is_columns_that_are_filled_when_a_row_is_made(identity: tuple[str, ...]) -> None:
    columns = (ID, NAME, Column("pay", "Pay", Money(), derived=True))
    assert table(*columns, numbered=True, identity=("name",)).identity == ("name",)
    with pytest.raises(TableDeclarationError, match="and not the key"):
        table(*columns, numbered=True, identity=identity)
    with pytest.raises(TableDeclarationError, match="only a numbered table"):
        table(*columns, identity=("name",))


def test_two_rows_are_one_where_all_of_the_identity_is_the_same_and_nothing_of_it_is_blank() -> None:
    named = table(ID, NAME, Column("at", "At", Text()), numbered=True, identity=("name", "at"))
    ours: Values = {"id": 1, "name": "ann", "at": "noon"}
    assert named.is_one_row(ours, {**ours, "id": 2})
    assert not named.is_one_row(ours, {**ours, "at": "one"})
    assert not named.is_one_row({**ours, "at": None}, {**ours, "at": None})
    assert not replace(named, identity=()).is_one_row(ours, ours)


def test_the_fingerprint_says_nothing_of_the_identity() -> None:
    named = table(ID, NAME, numbered=True)
    assert replace(named, identity=("name",)).fingerprint == named.fingerprint
