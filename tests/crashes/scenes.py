"""What is under way when a program is killed: prepared once, brought back for every point."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from sheetanchor.bot.container import Container
from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.services.payroll.shift_edits import EditRequest
from tests.crashes import acknowledged
from tests.crashes.jobs import ANN, record_first_shift, record_shift, worked
from tests.crashes.ledger import Written
from tests.crashes.program import opened, settle
from tests.crashes.shop import Shop

BEN, CID = 1002, 1003
_STAFF = "employee_settings"


def _nothing(_: object) -> None:
    """Nobody does anything."""


@dataclass(frozen=True)
class Scene:
    """job: what is killed. prepare: what there is before.

    meanwhile: what people do before the program is started again. again: what is asked of it then.
    is_atomic: whether the job is one transaction.
    """

    name: str
    job: str
    prepare: Callable[[Shop], None]
    meanwhile: Callable[[Shop], None] = _nothing
    again: Callable[[Container], object] = _nothing
    is_atomic: bool = False

    @property
    def is_repeatable(self) -> bool:
        """Whether the end does not depend on the point, for nobody else acts."""
        return self.meanwhile is _nothing


def at_rest(shop: Shop) -> None:
    """Two shifts and a bonus that waits, all of it in the sheet."""
    with opened(shop.place) as container:
        settle(container)
        for who, amount in ((BEN, 700), (CID, 800)):
            container.payroll.create_shift()(worked(who, amount), None)
        container.payroll.grant_bonus()(ANN, BonusKind.PERCENT_NEXT, Decimal(3))
        settle(container)


def busy(shop: Shop) -> None:
    """Both sides wrote since: other cells of a row, the same cell, new rows, deleted ones, lists."""
    at_rest(shop)
    with opened(shop.place) as container:
        program_writes(container)
        acknowledged.note(shop.ledger, container)
    people_write(shop)


def program_writes(container: Container) -> None:
    """A whole shift, an edit of a shift, wages, rows made and deleted, a list replaced."""
    record_shift(container)
    container.payroll.edit_product()(EditRequest(1, BEN, "edit"), "Model A", Decimal(900))
    local = container.local_tables()
    local.write(_STAFF, {"employee_id": CID, "hourly_wage": Decimal(21)})
    local.write(_STAFF, {"employee_id": 1004, "hourly_wage": Decimal(17)})
    local.write(_STAFF, {"employee_id": 1009, "hourly_wage": Decimal(12), "sales_commission": Decimal(6)})
    rates = [dict(row.values) for row in local.rows("dynamic_rates").values()]
    last = {"min_amount": Decimal(1000000), "max_amount": None, "percentage": Decimal("6.5")}
    # Of other sales than any shift has, so that no pay depends on when it is computed.
    local.replace("dynamic_rates", [{**rates[0], "percentage": Decimal("0.2")}, rates[1], rates[3], last])
    local.write("errands", {"number": 1, "what": "by the program"})
    local.write("errands", {"number": 9, "what": "made by the program"})
    local.delete("errands", (3,))


def people_write(shop: Shop) -> None:
    """A conflict, a cell beside one of the program's, rows made and deleted, a shift whose pay follows."""
    for employee, text, into in (
        ("1002", "19", "hourly_wage"),
        ("1003", "16", "hourly_wage"),
        ("1004", "7", "sales_commission"),
    ):
        shop.type(_STAFF, shop.row_of(_STAFF, employee), text, into)
    shop.fill(_STAFF, shop.first_blank(_STAFF), "1008", "$14", "6.5")
    shop.delete(_STAFF, "1007")
    shop.type("shifts", shop.row_of("shifts", "2"), "2025/11/01 18:00:00", "clock_out")
    shop.type("ranks", 3, "Said anew.", "text")
    shop.type("errands", shop.row_of("errands", "2"), "by a person", "what")


def people_go_on(shop: Shop) -> None:
    """They sort, insert, delete, and type over what is about to be written or was just written."""
    shop.tab(_STAFF).sort(1, descending=True)
    shop.tab("shifts").sort(0, descending=True)
    shop.type(_STAFF, shop.row_of(_STAFF, "1003"), "23", "hourly_wage")
    shop.type(_STAFF, shop.row_of(_STAFF, "1004"), "17.50", "hourly_wage")
    shop.type(_STAFF, shop.row_of(_STAFF, "1001"), "11", "sales_commission")
    shop.type("dynamic_rates", 1, "0.5", "percentage")
    shop.type("errands", shop.row_of("errands", "1"), "by another person", "what")
    shop.delete("errands", "5")
    shop.tab("errands").insert_rows(1)
    shop.fill("errands", 1, "8", "made by a person")


def people_go_on_with_new_rows(shop: Shop) -> None:
    """Where the batch was applied, they also change a row that it made, and delete another one."""
    people_go_on(shop)
    if shop.has("shifts", "3"):
        shop.type("shifts", shop.row_of("shifts", "3"), "Ann", "employee_name")
        shop.delete("errands", "9")


def a_tap(shop: Shop) -> None:
    """Somebody is about to record a shift, which has to use the bonus up."""
    at_rest(shop)
    shop.ledger.written |= {
        Written("shifts", (3,), "total_sales", Decimal(2500)),
        Written("active_bonuses", (1,), "applied", True),
        Written("active_bonuses", (1,), "shift_id", 3),
        Written("employee_ranks", (ANN, 2025, 11), "current_rank", "Hustler"),
    }


def a_clock_is_mended(shop: Shop) -> None:
    """A person corrects one cell of a shift, from which its hours follow, and nothing else happens."""
    at_rest(shop)
    shop.type("shifts", shop.row_of("shifts", "2"), "2025/11/01 18:00:00", "clock_out")
    shop.ledger.written.add(Written("shifts", (2,), "worked_hours", Decimal(9)))


FIRST_START = Scene("first start", "pass", _nothing)
PASS = Scene("pass", "pass", busy)
PASS_AND_PEOPLE = Scene("pass and people", "pass", busy, meanwhile=people_go_on_with_new_rows)
SHIFT = Scene("shift", "shift", a_tap, again=record_shift, is_atomic=True)
NEWCOMER = Scene("newcomer", "first shift", at_rest, again=record_first_shift)
PULL = Scene("pull", "pass", a_clock_is_mended)
SCENES = (FIRST_START, PASS, PASS_AND_PEOPLE, PULL, SHIFT, NEWCOMER)
