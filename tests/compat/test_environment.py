"""The predecessor's variables go on working, and ours are stronger."""

from decimal import Decimal
from pathlib import Path

import pytest

from sheetanchor.bot.settings import Settings, SettingsError
from sheetanchor.compat.environment import load
from sheetanchor.domain.payroll.instants import instant_of
from tests.unit.services.payroll.world import wall

OLD = {
    "BOT_TOKEN": "1:old",
    "SPREADSHEET_ID": "old-sheet",
    "SHEET_NAME": "Schichten",
    "PRODUCTS": "Model A, Model B,,Model D ,",
    "COMMISSION_RATE": "0.30",
    "PAYOUT_RATE": "1.00",
}


@pytest.fixture(autouse=True)
def old_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "key.json").write_text("{}")
    for name, value in {**OLD, "GOOGLE_SA_JSON": "key.json"}.items():
        monkeypatch.setenv(name, value)


def test_an_old_environment_is_enough() -> None:
    settings = load()
    assert (settings.spreadsheet_id, settings.shifts_tab) == ("old-sheet", "Schichten")
    assert settings.products == ("Model A", "Model B", "Model D")
    assert settings.service_account_file == Path("key.json")
    assert settings.commission_rate == Decimal("0.30")


def test_our_own_variable_is_stronger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEETANCHOR_SPREADSHEET_ID", "new-sheet")
    assert load().spreadsheet_id == "new-sheet"


def test_what_the_caller_gives_is_strongest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEETANCHOR_SYNC_INTERVAL", "10")
    assert load(sync_interval=60).sync_interval == 60


@pytest.mark.parametrize(("switch", "hour"), [("true", 13), ("TRUE", 13), ("false", 12), ("", 12)])
def test_the_fixed_offset_is_a_zone(monkeypatch: pytest.MonkeyPatch, switch: str, hour: int) -> None:
    monkeypatch.setenv("USE_FIXED_UTC_MINUS_5", switch)
    eight = instant_of(wall("07-01 08:00"), load().time_zone)
    assert eight.astimezone(tz=None).utctimetuple().tm_hour == hour


def test_the_key_is_looked_for_where_it_always_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GOOGLE_SA_JSON")
    (tmp_path / "google_sheets_credentials.json").write_text("{}")
    assert load().service_account_file == Path("google_sheets_credentials.json")


def test_a_bot_token_is_not_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOT_TOKEN")
    assert isinstance(load(), Settings)


def test_every_fault_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPREADSHEET_ID")
    monkeypatch.setenv("GOOGLE_SA_JSON", "gone.json")
    with pytest.raises(SettingsError) as caught:
        load()
    assert len(caught.value.faults) == 2
