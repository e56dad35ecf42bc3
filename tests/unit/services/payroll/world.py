"""A team's pay in a replica, filled as if the sheet had been read, and the use cases on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sheetanchor import PluginSettings
from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.notifier import MemoryNotifier
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.memory.wake import FakeWake
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.pay.chain import ShiftPay
from sheetanchor.domain.payroll.policy import PayPolicy, RateScope
from sheetanchor.domain.payroll.ranks import RankTable
from sheetanchor.domain.payroll.rates import RateTable
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.pins import typed_over
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key, Value
from sheetanchor.plugins import (
    active_bonuses,
    dynamic_rates,
    employee_ranks,
    employee_settings,
    ranks,
    request_results,
    shifts,
)
from sheetanchor.ports.reference_data import ReferenceData
from sheetanchor.ports.replica import Replica
from sheetanchor.services.payroll.bonus_ledger import ApplyBonus, GrantBonus
from sheetanchor.services.payroll.create_shift import CreateShift, ShiftRequest
from sheetanchor.services.payroll.default_settings import EnsureSettings
from sheetanchor.services.payroll.edit_clocks import EditClocks
from sheetanchor.services.payroll.edit_sales import EditProduct, EditTotalSales
from sheetanchor.services.payroll.employees import Employees, PayDefaults
from sheetanchor.services.payroll.fortnights import ReadFortnights
from sheetanchor.services.payroll.last_shifts import LastShifts
from sheetanchor.services.payroll.rank_board import ReadRankBoard
from sheetanchor.services.payroll.rank_codes import CheckRankCodes
from sheetanchor.services.payroll.rank_messages import MarkRankTold, UntoldRanks
from sheetanchor.services.payroll.recalculate_ranks import RecalculateRanks
from sheetanchor.services.payroll.recompute import RecomputeShifts
from sheetanchor.services.payroll.record_rank import RecordRank
from sheetanchor.services.payroll.results import ShiftSaved
from sheetanchor.services.payroll.shift_edits import EditRequest, ShiftEdits
from sheetanchor.services.payroll.statistics import ReadStatistics
from sheetanchor.services.payroll.tables import PayTables
from sheetanchor.services.payroll.work import PayWork
from sheetanchor.services.sync.facts import agreed_at

OptionT = TypeVar("OptionT")

NEW_YORK = ZoneInfo("America/New_York")
FIXED = timezone(timedelta(hours=-5))
ANN, BOB, CID, NEW = 1001, 1002, 1003, 1009
PRODUCTS = ("Model A", "Model B", "Model C")
NOVEMBER = Month(2025, 11)
SETTINGS = [(1001, "15.00", "8.0"), (1002, "18.00", "10.0"), (1003, "5.50", "7.5")]
RATES = [("0", "499.99", "0"), ("500", "999.99", "2"), ("1000", "1999.99", "4"), ("2000", "999999", "6")]
RANKS = [
    ("Rookie", "0", "1999.99", "none", "none", "none"),
    ("Hustler", "2000", "3999.99", "flat_10", "percent_next_1", "percent_prev_1"),
    ("Closer", "4000", "6999.99", "flat_25", "percent_next_2", "flat_15"),
    ("Shark", "7000", "9999.99", "flat_50", "paid_day_off", "percent_next_3"),
    ("King of Greed", "10000", "14999.99", "flat_100", "percent_all_2", "telegram_premium"),
    ("Chatting God", "15000", "999999", "flat_200", "double_commission", "flat_125"),
]


@dataclass
class Pick:
    """Chance pinned: the given place each time, the last one where there are fewer options."""

    place: int = 0

    def __call__(self, options: Sequence[OptionT], /) -> OptionT:
        return options[min(self.place, len(options) - 1)]


@dataclass
class Outside(ReferenceData):
    """What stands in the sheet beyond the replica; `fault` is raised where it cannot be reached."""

    known: dict[int, EmployeeSettings] = field(default_factory=dict)
    fault: Exception | None = None
    asked: list[int] = field(default_factory=list)

    def employee_settings(self, employee_id: int) -> EmployeeSettings | None:
        self.asked.append(employee_id)
        if self.fault is not None:
            raise self.fault
        return self.known.get(employee_id)

    def dynamic_rates(self) -> RateTable:
        raise NotImplementedError

    def ranks(self) -> RankTable:
        raise NotImplementedError


def wall(text: str) -> datetime:
    """`11-01 09:00` of 2025, without a zone."""
    return datetime.strptime(f"2025-{text}", "%Y-%m-%d %H:%M")  # noqa: DTZ007 - wall-clock time


def pay_tables(products: Sequence[str] = PRODUCTS, zone: tzinfo = FIXED) -> tuple[Table, ...]:
    settings = PluginSettings(zone=NEW_YORK, products=tuple(products))
    declared = (
        employee_settings.TABLE,
        dynamic_rates.TABLE,
        ranks.TABLE,
        *shifts.sheetanchor_tables(settings),
        *employee_ranks.sheetanchor_tables(),
        *active_bonuses.sheetanchor_tables(),
        *request_results.sheetanchor_tables(),
    )
    return tuple(table.in_zone(zone) for table in declared)


class PayWorld:
    """Ann, Bob and Cid, the usual rates and ranks, no shifts. Now is 1 November 2025, 17:05."""

    def __init__(
        self,
        replica: Replica | None = None,
        *,
        products: Sequence[str] = PRODUCTS,
        zone: tzinfo = FIXED,
        rate_scope: RateScope = RateScope.DAY,
        seed: bool = True,
    ) -> None:
        self.zone = zone
        self.clock = FakeClock(wall("11-01 17:05").replace(tzinfo=zone))
        self.wake = FakeWake(self.clock)
        self.notifier = MemoryNotifier()
        self.outside = Outside()
        self.pick = Pick()
        self.tables = pay_tables(products, zone)
        self.replica = replica or MemoryReplica(self.tables)
        self.policy = PayPolicy(zone, rate_scope=rate_scope)
        self._wire()
        if seed:
            self.seed()

    def _wire(self) -> None:
        tables = PayTables(self.tables)
        self.work = PayWork(self.replica, tables, self.clock, self.wake, self.notifier, self.policy)
        employees = Employees(self.replica, self.outside, PayDefaults())
        edits = ShiftEdits(self.work, employees, self.pick)
        self.create_shift = CreateShift(self.work, employees, self.pick)
        self.edit_clocks = EditClocks(edits)
        self.edit_product = EditProduct(edits)
        self.edit_total = EditTotalSales(edits)
        self.last_shifts = LastShifts(self.work)
        self.statistics = ReadStatistics(self.work)
        self.fortnights = ReadFortnights(self.work)
        self.rank_board = ReadRankBoard(self.work)
        self.recalculate = RecalculateRanks(self.work, self.pick)
        self.recompute = RecomputeShifts(self.work, employees, self.pick)
        self.recompute_without_ranks = RecomputeShifts(self.work, employees, self.pick, reviews_rank=False)
        self.check_codes = CheckRankCodes(self.work)
        self.record_rank = RecordRank(self.work)
        self.grant_bonus = GrantBonus(self.work)
        self.apply_bonus = ApplyBonus(self.work)
        self.untold = UntoldRanks(self.work)
        self.mark_told = MarkRankTold(self.work)
        self.ensure_settings = EnsureSettings(self.work, employees)

    def reopened(self, *, products: Sequence[str] = PRODUCTS) -> "PayWorld":
        """The same rows under other products, as after a restart with other settings."""
        other = PayWorld(products=products, zone=self.zone, seed=False)
        other.clock.set(self.clock.now())
        with self.replica.transaction() as before, other.replica.transaction() as after:
            for table in other.tables:
                for row in before.rows(table.name).values():
                    values = {name: row.values.get(name) for name in table.by_field}
                    after.put(table.name, Row(row.key, values, row.status, row.source, 1, self.clock.now()))
                after.set_state(agreed_at(table.name), self.clock.now().isoformat())
        return other

    def seed(self) -> None:
        """What a first pass would have read."""
        with self.replica.transaction() as tx:
            for table in self.tables:
                if not table.is_local:
                    tx.set_state(agreed_at(table.name), self.clock.now().isoformat())
        for who, wage, base in SETTINGS:
            self.put(
                "employee_settings",
                employee_id=who,
                hourly_wage=Decimal(wage),
                sales_commission=Decimal(base),
            )
        for place, (low, high, percent) in enumerate(RATES):
            self.put_at(
                "dynamic_rates",
                place,
                min_amount=Decimal(low),
                max_amount=Decimal(high),
                percentage=Decimal(percent),
            )
        for place, (name, low, high, *codes) in enumerate(RANKS):
            bonuses = {f"bonus_{n}": code for n, code in enumerate(codes, start=1)}
            amounts = {"min_amount": Decimal(low), "max_amount": Decimal(high)}
            self.put_at("ranks", place, rank_name=name, **amounts, **bonuses)

    def put(self, table: str, **values: object) -> None:
        """A row as it was read from the sheet."""
        declared = next(one for one in self.tables if one.name == table)
        row = declared.accept(values)
        self._put(table, declared.key_of(row), row)

    def put_at(self, table: str, place: int, **values: object) -> None:
        """A row of a list."""
        declared = next(one for one in self.tables if one.name == table)
        self._put(table, (place,), declared.accept(values))

    def _put(self, table: str, key: Key, values: Mapping[str, Value]) -> None:
        row = Row(key, values, SyncStatus.SYNCED, Source.SHEETS, 1, self.clock.now())
        with self.replica.transaction() as tx:
            tx.put(table, row)

    def put_shift(self, shift_id: int, who: int, date: str, total: str, **more: object) -> None:
        """A shift that another program or a person made, sold of Model A unless told."""
        values = {"product_model_a": Decimal(total), "total_sales": Decimal(total), **more}
        self.put("shifts", id=shift_id, employee_id=who, date=self.at(date), **values)

    def put_old_shift(
        self, shift_id: int = 1, who: int = ANN, *, date: str = "11-01 17:05", **more: object
    ) -> None:
        """The shift of 8 hours and 500 sold, with the figures that another program computed."""
        figures = {
            "clock_in": self.at("11-01 09:00"),
            "clock_out": self.at("11-01 17:00"),
            "worked_hours": Decimal(8),
            "net_sales": Decimal(400),
            "percent": Decimal(10),
            "per_hour": Decimal(120),
            "commissions": Decimal(40),
            "total_made": Decimal(160),
        }
        self.put_shift(shift_id, who, date, "500", **{**figures, **more})

    def type(self, shift_id: int, **more: object) -> None:
        """The boss changes cells of a shift, and a pass reads them."""
        row = self.replica.snapshot("shifts")[shift_id,]
        declared = next(table for table in self.tables if table.name == "shifts")
        values = declared.accept({**row.values, **more})
        pins = dict(row.pinned)
        for name in {column.field for column in declared.derived} & more.keys():
            pin = typed_over(pins.pop(name, None), row.values[name], values[name])
            pins.update({} if pin is None else {name: pin})
        with self.replica.transaction() as tx:
            tx.put("shifts", replace(row, values=values, pinned=pins, source=Source.SHEETS))

    def put_bonus(self, bonus_id: int, kind: str, value: str = "0", who: int = ANN, **more: object) -> None:
        values = {"bonus_type": kind, "value": Decimal(value), **more}
        self.put("active_bonuses", id=bonus_id, employee_id=who, **values)

    def put_record(
        self, current: str, previous: str | None = "Rookie", who: int = ANN, **more: object
    ) -> None:
        """A rank record of November 2025, its message delivered."""
        values = {"current_rank": current, "previous_rank": previous, "notified": True, **more}
        self.put("employee_ranks", **{"employee_id": who, "year": 2025, "month": 11, **values})

    def hold(self, table: str, key: Key | None, shown: str = "bob") -> None:
        """A cell of the table cannot be read."""
        cell = HeldCell(table, table, "B7", 7, "Header", shown, "no number", key)
        with self.replica.transaction() as tx:
            tx.set_held(table, [cell])

    def read(self, table: str, rows: Mapping[Key, Mapping[str, Value]], held: Sequence[HeldCell]) -> None:
        """What a pass read from a tab."""
        for key, values in rows.items():
            self._put(table, key, values)
        with self.replica.transaction() as tx:
            tx.set_held(table, held)
            tx.set_state(agreed_at(table), self.clock.now().isoformat())

    def delete(self, table: str, key: Key) -> None:
        """A person deleted the row, and the pass believed it."""
        with self.replica.transaction() as tx:
            tx.delete(table, key, at=self.clock.now(), source=Source.SHEETS)

    def never_read(self, table: str) -> None:
        """As before the first pass."""
        with self.replica.transaction() as tx:
            tx.set_state(agreed_at(table), None)

    def at(self, text: str) -> datetime:
        return wall(text).replace(tzinfo=self.zone)

    def asked(
        self,
        who: int = ANN,
        clock_in: str = "11-01 09:00",
        clock_out: str = "11-01 17:00",
        date: datetime | None = None,
        name: str = "ann",
        **sold: str,
    ) -> ShiftRequest:
        """What somebody asks for; sold is by the last letter of the model."""
        sales = {f"Model {letter}": Decimal(amount) for letter, amount in sold.items()}
        return ShiftRequest(who, name, wall(clock_in), wall(clock_out), sales, date)

    def create(self, request: str | None = None, **asked: Any) -> ShiftSaved:
        return self.create_shift(self.asked(**asked), request)

    @staticmethod
    def figures(shift: Shift) -> list[str]:
        """Hours, total, net, %, pay per hour, commissions and Total made, as text."""
        return [str(getattr(shift, name)) for name in ShiftPay.__slots__]

    def values(self, table: str, *key: Value) -> Mapping[str, Value]:
        return self.replica.snapshot(table)[key].values

    def ids(self, table: str) -> list[Value]:
        return [key[0] for key in self.replica.snapshot(table)]

    def everything(self) -> dict[str, list[Row]]:
        """All rows of all tables, to prove that nothing was changed."""
        return {table.name: list(self.replica.snapshot(table.name).values()) for table in self.tables}


def edit(shift_id: int = 1, who: int | None = ANN, request: str | None = None) -> EditRequest:
    return EditRequest(shift_id, who, request)
