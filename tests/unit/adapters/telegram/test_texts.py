"""What the bot says."""

from decimal import Decimal

import pytest

from sheetanchor.adapters.telegram import texts
from sheetanchor.adapters.telegram.commands import LISTED, For
from sheetanchor.domain.payroll.bonuses.codes import BonusCode, BonusKind
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.ranks import Rank, RankTable
from sheetanchor.domain.payroll.rates import RateStep, RateTable
from sheetanchor.services.dialogue.engine import FOR_ADMINS

ANN = EmployeeSettings(1001, Decimal("15.00"), Decimal("8.0"))


def step(least: str, percentage: str) -> RateStep:
    return RateStep(Decimal(least), None, Decimal(percentage))


def test_the_first_screen_shows_wage_commission_and_every_step_that_pays() -> None:
    shown = texts.clock_in(ANN, RateTable((step("0", "0"), step("500", "2.0"), step("1000.50", "4.5"))))
    assert "<b>$15.00</b>" in shown
    assert "<b>8 %</b>" in shown
    assert "from $500: +2 %" in shown
    assert "from $1,000.50: +4.5 %" in shown
    assert "from $0" not in shown


def test_help_tells_the_commands_that_the_list_holds_and_admins_theirs_as_well() -> None:
    for_all, for_admins = texts.help_text(is_admin=False), texts.help_text(is_admin=True)
    assert for_admins.startswith(for_all)
    assert [line.partition(" ")[0] for line in for_admins.splitlines() if line] == [
        f"/{one.word}" for one in LISTED
    ]


def test_the_list_names_exactly_the_commands_that_the_desk_answers() -> None:
    assert {one.word for one in LISTED if one.role is For.ADMINS} == FOR_ADMINS


def test_without_rates_the_first_screen_does_not_speak_of_them() -> None:
    assert "Extra" not in texts.clock_in(ANN, RateTable(()))


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("15", "$15.00"), ("1234.5", "$1,234.50"), ("0.125", "$0.125"), ("0", "$0.00")],
)
def test_money_is_never_cut(amount: str, shown: str) -> None:
    assert texts.money(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("1.50", "1.5"), ("10", "10"), ("100", "100"), ("8.0", "8"), ("0.0", "0")]
)
def test_numbers_lose_zeros_and_nothing_else(value: str, shown: str) -> None:
    assert texts.number(Decimal(value)) == shown


@pytest.mark.parametrize("kind", list(BonusKind))
def test_every_bonus_has_words(kind: BonusKind) -> None:
    assert texts.bonus_in_words(BonusCode(kind, Decimal("1.5")))


def test_a_bonus_says_its_exact_number() -> None:
    assert "1.5 %" in texts.bonus_in_words(BonusCode(BonusKind.PERCENT_NEXT, Decimal("1.5")))


def test_ranks_show_ranges_without_cents_and_bonuses_in_order() -> None:
    table = RankTable(
        (
            Rank("Rookie", Decimal(0), Decimal("1999.99"), "A", ("none", "none", "none")),
            Rank("King", Decimal(10000), Decimal(999999), "K", ("flat_100", "", "double_commission")),
        )
    )
    shown = texts.ranks(table)
    assert "A <b>Rookie</b>  $0 \N{EN DASH} $1,999\n  Everyone starts here." in shown
    assert "K <b>King</b>  $10,000+\n  1. $100.00 extra\n  2. double commission on your next shift" in shown


def test_what_people_typed_is_escaped() -> None:
    rank = Rank("<b>Boss", Decimal(0), None, "&")
    assert "&lt;b&gt;Boss" in texts.ranks(RankTable((rank,)))
    assert "&lt;i&gt;" in texts.menu("<i>")
    assert "&lt;x&gt;" in texts.unreadable("<x>")
