"""Where settings come from and how faults are told."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sheetanchor.bot.settings import Settings, SettingsError, load_settings
from sheetanchor.domain.payroll.policy import RateScope


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key.json"
    path.write_text("{}")
    return path


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SHEETANCHOR_{name.upper()}", raising=False)
    monkeypatch.delenv("SHEETANCHOR_CONFIG", raising=False)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)


def set_variables(monkeypatch: pytest.MonkeyPatch, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"SHEETANCHOR_{name}", value)


def enough(key: Path) -> dict[str, str]:
    return {"SPREADSHEET_ID": "1abc", "SERVICE_ACCOUNT_FILE": str(key), "BOT_TOKEN": "1:t"}


def test_the_required_ones_are_enough(monkeypatch: pytest.MonkeyPatch, key: Path) -> None:
    set_variables(monkeypatch, enough(key))
    settings = load_settings()
    assert settings.time_zone == ZoneInfo("America/New_York")
    assert settings.database_path == Path("sheetanchor.db")
    assert (settings.watch_interval, settings.sync_interval) == (15.0, 300.0)


def test_every_fault_is_listed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    set_variables(monkeypatch, {"TIME_ZONE": "Mars", "WATCH_INTERVAL": "-1", "DATABASE_URL": "mysql://x"})
    with pytest.raises(SettingsError) as caught:
        load_settings()
    told = "\n".join(caught.value.faults)
    for name in (
        "SPREADSHEET_ID",
        "SERVICE_ACCOUNT_FILE",
        "BOT_TOKEN",
        "TIME_ZONE",
        "WATCH_INTERVAL",
        "DATABASE_URL",
    ):
        assert f"SHEETANCHOR_{name}" in told
    assert "America/New_York" in told


def test_an_unreadable_key_is_told_before_anything_starts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    set_variables(monkeypatch, enough(tmp_path / "nowhere.json"))
    with pytest.raises(SettingsError, match=r"nowhere\.json cannot be read"):
        load_settings()


def test_a_toml_file_holds_what_the_environment_does_not(
    monkeypatch: pytest.MonkeyPatch, key: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sheetanchor.toml"
    file.write_text('spreadsheet_id = "1fromfile"\ntime_zone = "Etc/GMT+5"\nsync_interval = 60\n')
    set_variables(monkeypatch, {**enough(key), "CONFIG": str(file), "SYNC_INTERVAL": "90"})
    monkeypatch.delenv("SHEETANCHOR_SPREADSHEET_ID")
    settings = load_settings()
    assert settings.spreadsheet_id == "1fromfile"
    assert settings.time_zone.key == "Etc/GMT+5"
    assert settings.sync_interval == 90


def test_a_misspelt_key_in_the_toml_file_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, key: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sheetanchor.toml"
    file.write_text('spredsheet_id = "1"\n')
    set_variables(monkeypatch, {**enough(key), "CONFIG": str(file)})
    with pytest.raises(SettingsError, match="SPREDSHEET_ID"):
        load_settings()


def test_a_config_file_that_does_not_exist_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SHEETANCHOR_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(SettingsError, match=r"there is no file .*none\.toml"):
        load_settings()


def test_a_systemd_credential_gives_the_token(
    monkeypatch: pytest.MonkeyPatch, key: Path, tmp_path: Path
) -> None:
    (tmp_path / "sheetanchor_bot_token").write_text("2:secret")
    set_variables(monkeypatch, enough(key))
    monkeypatch.delenv("SHEETANCHOR_BOT_TOKEN")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    settings = load_settings()
    assert settings.bot_token.get_secret_value() == "2:secret"
    assert "secret" not in repr(settings)


def test_the_pay_settings_have_the_usual_defaults(monkeypatch: pytest.MonkeyPatch, key: Path) -> None:
    set_variables(monkeypatch, enough(key))
    settings = load_settings()
    assert (settings.products, settings.shifts_tab) == (("Model A", "Model B", "Model C"), "Shifts")
    assert (settings.default_wage, settings.default_commission) == (Decimal(15), Decimal(8))
    assert (settings.commission_rate, settings.dynamic_rate) == (Decimal("0.20"), RateScope.DAY)


@pytest.mark.parametrize("given", ["Model A, Model D", '["Model A", "Model D"]'])
def test_products_are_names_between_commas_or_a_list(
    monkeypatch: pytest.MonkeyPatch, key: Path, given: str
) -> None:
    set_variables(monkeypatch, {**enough(key), "PRODUCTS": given, "DYNAMIC_RATE": "shift"})
    assert load_settings().products == ("Model A", "Model D")
    assert load_settings().dynamic_rate is RateScope.SHIFT


def test_products_in_the_toml_file_are_a_list(
    monkeypatch: pytest.MonkeyPatch, key: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sheetanchor.toml"
    file.write_text('products = ["One, two", "Three"]\ncommission_rate = "0.25"\n')
    set_variables(monkeypatch, {**enough(key), "CONFIG": str(file)})
    assert load_settings().products == ("One, two", "Three")
    assert load_settings().commission_rate == Decimal("0.25")


@pytest.mark.parametrize("given", ["Model A,model  a", "Model A,", "[]", "[1", " "])
def test_products_that_make_no_columns_are_a_fault(
    monkeypatch: pytest.MonkeyPatch, key: Path, given: str
) -> None:
    set_variables(monkeypatch, {**enough(key), "PRODUCTS": given})
    with pytest.raises(SettingsError, match="SHEETANCHOR_PRODUCTS"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("DEFAULT_WAGE", "-1"),
        ("DEFAULT_WAGE", "nan"),
        ("DEFAULT_COMMISSION", "101"),
        ("COMMISSION_RATE", "20"),
        ("DYNAMIC_RATE", "month"),
        ("SHIFTS_TAB", ""),
    ],
)
def test_pay_settings_out_of_range_are_a_fault(
    monkeypatch: pytest.MonkeyPatch, key: Path, name: str, given: str
) -> None:
    set_variables(monkeypatch, {**enough(key), name: given})
    with pytest.raises(SettingsError, match=f"SHEETANCHOR_{name}"):
        load_settings()
