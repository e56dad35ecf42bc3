"""Where settings come from and how faults are told."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sheetanchor.bot.settings import Settings, SettingsError, load_settings
from sheetanchor.bot.webhook import webhook_of
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


def test_the_address_of_the_spreadsheet_in_place_of_its_id_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, key: Path
) -> None:
    address = "https://docs.google.com/spreadsheets/d/1abc/edit#gid=0"
    set_variables(monkeypatch, {**enough(key), "SPREADSHEET_ID": address})
    with pytest.raises(SettingsError, match=r"SHEETANCHOR_SPREADSHEET_ID: .* between /d/ and /edit"):
        load_settings()


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
    (tmp_path / "sheetanchor_bot_token").write_text("2:hidden")
    set_variables(monkeypatch, enough(key))
    monkeypatch.delenv("SHEETANCHOR_BOT_TOKEN")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    settings = load_settings()
    assert settings.bot_token.get_secret_value() == "2:hidden"
    assert "hidden" not in repr(settings)


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


@pytest.mark.parametrize("content", [b"time_zone = ", b"[[", b'time_zone = "\xff"'])
def test_a_toml_file_that_is_none_is_a_fault_that_names_it(
    monkeypatch: pytest.MonkeyPatch, key: Path, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "sheetanchor.toml"
    file.write_bytes(content)
    set_variables(monkeypatch, {**enough(key), "CONFIG": str(file)})
    with pytest.raises(SettingsError, match=r"sheetanchor\.toml: it cannot be read as TOML: "):
        load_settings()


@pytest.mark.parametrize("given", ["ranks, shifts", '["ranks", "shifts"]'])
def test_plugins_are_switched_off_by_a_list_with_commas_or_in_json(
    monkeypatch: pytest.MonkeyPatch, key: Path, given: str
) -> None:
    set_variables(monkeypatch, {**enough(key), "SWITCHED_OFF": given})
    assert load_settings().switched_off == ("ranks", "shifts")


def test_products_in_the_toml_file_are_a_list(
    monkeypatch: pytest.MonkeyPatch, key: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sheetanchor.toml"
    file.write_text('products = ["One, two", "Three"]\ncommission_rate = "0.25"\n')
    set_variables(monkeypatch, {**enough(key), "CONFIG": str(file)})
    assert load_settings().products == ("One, two", "Three")
    assert load_settings().commission_rate == Decimal("0.25")


@pytest.mark.parametrize("given", ["Model A,model  a", "Model A,", "[]", "Model A,clock  in", "[1", " "])
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
        ("CURRENCY", "<b>"),
        ("CURRENCY", "1"),
        ("DATE_FORMAT", "%d.%m."),
        ("DATE_FORMAT", "%H:%M"),
        ("DATE_FORMAT", "<%Y-%m-%d>"),
    ],
)
def test_settings_out_of_range_are_a_fault(
    monkeypatch: pytest.MonkeyPatch, key: Path, name: str, given: str
) -> None:
    set_variables(monkeypatch, {**enough(key), name: given})
    with pytest.raises(SettingsError, match=f"SHEETANCHOR_{name}"):
        load_settings()


SECRET = "0123456789abcdef"
WEBHOOK = {"WEBHOOK_URL": "https://bot.example/telegram", "WEBHOOK_SECRET": SECRET}


def test_amounts_and_days_may_be_written_otherwise(monkeypatch: pytest.MonkeyPatch, key: Path) -> None:
    set_variables(monkeypatch, {**enough(key), "CURRENCY": "EUR ", "DATE_FORMAT": "%d.%m.%Y"})
    settings = load_settings()
    assert (settings.currency, settings.date_format) == ("EUR ", "%d.%m.%Y")


def test_without_a_webhook_the_program_polls(monkeypatch: pytest.MonkeyPatch, key: Path) -> None:
    set_variables(monkeypatch, enough(key))
    assert load_settings().webhook_url is None
    assert webhook_of(load_settings()) is None


@pytest.mark.parametrize(
    ("listen", "address"),
    [
        (None, ("127.0.0.1", 8088)),
        ("0.0.0.0:80", ("0.0.0.0", 80)),
        ("[::1]:9000", ("::1", 9000)),
    ],
)
def test_a_webhook_is_an_address_a_secret_and_where_to_listen(
    monkeypatch: pytest.MonkeyPatch, key: Path, listen: str | None, address: tuple[str, int]
) -> None:
    more = {} if listen is None else {"WEBHOOK_LISTEN": listen}
    set_variables(monkeypatch, {**enough(key), **WEBHOOK, **more})
    settings = load_settings()
    assert settings.webhook_address == address
    assert SECRET not in repr(settings)
    webhook = webhook_of(settings)
    assert webhook is not None
    assert (webhook.url, webhook.secret) == ("https://bot.example/telegram", SECRET)
    assert SECRET not in repr(webhook)


@pytest.mark.parametrize(
    "url",
    [
        "http://bot.example/telegram",
        "https://bot.example:8080/telegram",
        "https://bot.example/tele gram",
        "https://bot.example/{path}",
        "https://bot.example/telegram?x=1",
        "https://somebody:word@bot.example/telegram",
        "bot.example",
        "",
    ],
)
def test_an_address_that_telegram_or_the_program_cannot_use_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, key: Path, url: str
) -> None:
    set_variables(monkeypatch, {**enough(key), **WEBHOOK, "WEBHOOK_URL": url})
    with pytest.raises(SettingsError, match="SHEETANCHOR_WEBHOOK_URL") as caught:
        load_settings()
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize("secret", ["", "too-short", "x" * 257, "with a blank in it", "with-ümlauts-in-it"])
def test_a_secret_that_is_weak_or_that_telegram_refuses_is_a_fault_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, key: Path, secret: str
) -> None:
    set_variables(monkeypatch, {**enough(key), **WEBHOOK, "WEBHOOK_SECRET": secret})
    with pytest.raises(SettingsError, match="SHEETANCHOR_WEBHOOK_SECRET") as caught:
        load_settings()
    assert not secret or secret not in str(caught.value)


@pytest.mark.parametrize(
    "listen", ["8088", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:65536", "localhost:8088", "[::1", "::1:8088"]
)
def test_an_address_that_cannot_be_listened_on_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, key: Path, listen: str
) -> None:
    set_variables(monkeypatch, {**enough(key), **WEBHOOK, "WEBHOOK_LISTEN": listen})
    with pytest.raises(SettingsError, match="SHEETANCHOR_WEBHOOK_LISTEN"):
        load_settings()


@pytest.mark.parametrize("url", ["https://bot.example/telegram", "http://bot.example"])
def test_every_fault_of_a_webhook_is_listed_at_once(
    monkeypatch: pytest.MonkeyPatch, key: Path, url: str
) -> None:
    set_variables(monkeypatch, {**enough(key), "WEBHOOK_URL": url, "WEBHOOK_LISTEN": "here"})
    monkeypatch.delenv("SHEETANCHOR_SPREADSHEET_ID")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    told = {fault.partition(":")[0].removeprefix("SHEETANCHOR_") for fault in caught.value.faults}
    assert told == {"SPREADSHEET_ID", "WEBHOOK_SECRET", "WEBHOOK_LISTEN"} | (
        {"WEBHOOK_URL"} if url.startswith("http:") else set()
    )


def test_a_systemd_credential_gives_the_secret(
    monkeypatch: pytest.MonkeyPatch, key: Path, tmp_path: Path
) -> None:
    (tmp_path / "sheetanchor_webhook_secret").write_text(f"{SECRET}\n")
    set_variables(monkeypatch, {**enough(key), "WEBHOOK_URL": WEBHOOK["WEBHOOK_URL"]})
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    webhook = webhook_of(load_settings())
    assert webhook is not None
    assert webhook.secret == SECRET
