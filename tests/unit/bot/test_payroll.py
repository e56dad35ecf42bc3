"""The container makes the use cases of pay from the settings."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sheetanchor.bot.container import Container
from sheetanchor.bot.settings import Settings
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.ranks import RankTable
from sheetanchor.domain.payroll.rates import RateTable
from sheetanchor.ports.reference_data import ReferenceData
from sheetanchor.ports.replica import Replica
from sheetanchor.services.payroll.create_shift import ShiftRequest
from sheetanchor.services.sync.facts import agreed_at


class Nobody(ReferenceData):
    """A sheet in which nobody has a row."""

    def employee_settings(self, employee_id: int) -> EmployeeSettings | None:
        return None

    def dynamic_rates(self) -> RateTable:
        raise NotImplementedError

    def ranks(self) -> RankTable:
        raise NotImplementedError


@pytest.fixture
def container(tmp_path: Path) -> Iterator[Container]:
    key = tmp_path / "key.json"
    key.write_text("{}")
    settings = Settings(
        spreadsheet_id="1abc",
        service_account_file=key,
        bot_token="1:t",  # type: ignore[arg-type]
        database_url=f"sqlite:///{tmp_path / 'replica.db'}",
        products=("Model D",),
        default_wage=Decimal(20),
        default_commission=Decimal(5),
        commission_rate=Decimal("0.5"),
    )
    container = Container(settings=settings)
    container.reference_data.override(Nobody())
    yield container
    container.replica().close()


def read_everything(replica: Replica, container: Container) -> None:
    with replica.transaction() as tx:
        for table in container.tables():
            tx.set_state(agreed_at(table.name), "2025-11-01T12:00:00+00:00")


def test_products_defaults_and_share_are_those_of_the_settings(container: Container) -> None:
    read_everything(container.replica(), container)
    end = container.clock().now().replace(tzinfo=None) - timedelta(minutes=1)
    asked = ShiftRequest(7, "newt", end - timedelta(hours=1), end, {"Model D": Decimal(100)})
    saved = container.payroll.create_shift()(asked, "tap")
    figures = saved.card.shift
    assert figures.per_hour == 20
    assert (figures.net_sales, figures.commissions) == (Decimal(50), Decimal("2.50"))
    assert isinstance(figures.date, datetime)
    assert container.payroll.last_shifts()(7)[0].id == 1


def test_shifts_and_rank_codes_follow_from_the_sheet_unless_they_are_switched_off(
    container: Container,
) -> None:
    pay = container.payroll
    assert pay.follow_ups() == [pay.recompute_shifts(), pay.check_rank_codes()]
    settings = container.settings().model_copy(update={"switched_off": ("shifts", "ranks")})
    assert Container(settings=settings).payroll.follow_ups() == []
