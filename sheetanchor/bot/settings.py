"""The settings: environment, a TOML file, systemd credentials, in that order.

Checked once, every fault listed.
"""

import json
import os
import re
from datetime import date
from decimal import Decimal
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    HttpUrl,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from sheetanchor.domain.errors import OperatorError
from sheetanchor.domain.payroll.employee_settings import DEFAULT_HOURLY_WAGE, DEFAULT_SALES_COMMISSION
from sheetanchor.domain.payroll.policy import DEFAULT_COMMISSION_RATE, RateScope
from sheetanchor.domain.tables.schema import header_key
from sheetanchor.plugins.hookspecs import DEFAULT_PRODUCTS, DEFAULT_SHIFTS_TAB
from sheetanchor.plugins.shifts import shifts_table
from sheetanchor.services.dialogue.roles import Registration

PREFIX = "SHEETANCHOR_"
_DEFAULT_TOML = Path("/etc/sheetanchor/sheetanchor.toml")
_FILE_DATABASE = "sqlite:///"
_WEBHOOK_PORTS = (443, 80, 88, 8443)
_WEBHOOK_PATH = re.compile(r"[A-Za-z0-9/._~-]*")
_FILE_ID = re.compile(r"[A-Za-z0-9_-]+")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_HOST_AND_PORT = re.compile(r"(?:\[(?P<v6>[^\]]*)\]|(?P<v4>[^:]*)):(?P<port>[0-9]{1,5})")
_HIGHEST_PORT = 65535


class SettingsError(OperatorError):
    """Settings are missing or wrong.

    Nothing was started. faults: one sentence for each, naming the setting.
    """

    def __init__(self, faults: list[str]) -> None:
        super().__init__(
            "the settings do not hold, nothing was started:\n" + "\n".join(f"  {f}" for f in faults)
        )
        self.faults = faults


def _zone(name: object) -> object:
    if isinstance(name, ZoneInfo):
        return name
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(
            f"{name!r} is no time zone; use a name such as America/New_York or Etc/GMT+5"
        ) from error


def _names(given: object) -> object:
    if not isinstance(given, str):
        return given
    if given.lstrip().startswith("["):
        return json.loads(given)
    return given.split(",") if given.strip() else ()


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    known = [header_key(name) for name in names]
    if not all(known):
        raise ValueError("a name is blank")
    if len(set(known)) != len(known):
        raise ValueError("two names are the same but for case and spaces")
    return tuple(name.strip() for name in names)


def _free(names: tuple[str, ...]) -> tuple[str, ...]:
    others = {header_key(column.header) for column in shifts_table(DEFAULT_SHIFTS_TAB, ()).columns}
    taken = [name for name in names if header_key(name) in others]
    if taken:
        raise ValueError(f"{', '.join(taken)}: another column of the shifts is called so; name it otherwise")
    return names


def _bare_id(text: str) -> str:
    if not _FILE_ID.fullmatch(text):
        raise ValueError("letters, digits, - and _ alone: what stands between /d/ and /edit in the address")
    return text


def _sign(text: str) -> str:
    if not text or any(letter.isdigit() or letter in "<>&\n-.," for letter in text):
        raise ValueError("a sign or short name without digits, < > & - . and commas, such as $ or EUR")
    return text


def _names_a_day(text: str) -> str:
    days = [date(2025, 11, 1), date(2025, 11, 2), date(2025, 12, 1), date(2026, 11, 1)]
    written = [day.strftime(text) for day in days]
    if len(set(written)) < len(days) or any(letter in one for one in written for letter in "<>&%\n"):
        raise ValueError("it has to name day, month and year, such as %d.%m.%Y or %B %d, %Y")
    return text


def _public(url: HttpUrl) -> HttpUrl:
    if url.scheme != "https" or url.port not in _WEBHOOK_PORTS:
        raise ValueError("Telegram sends updates to https addresses alone, at port 443, 80, 88 or 8443")
    if not _WEBHOOK_PATH.fullmatch(url.path or "") or url.query or url.fragment or url.username:
        raise ValueError("name host, port and path alone, the path of letters, digits, / . _ ~ and -")
    return url


def _listened_on(text: str) -> str:
    _host_and_port(text)
    return text


def _host_and_port(text: str) -> tuple[str, int]:
    match = _HOST_AND_PORT.fullmatch(text)
    if match is None or not 1 <= int(match["port"]) <= _HIGHEST_PORT:
        raise ValueError(f"{text!r} is no IP address with a port, such as 127.0.0.1:8088 or [::1]:8088")
    host = match["v4"] if match["v6"] is None else match["v6"]
    return str(ip_address(host)), int(match["port"])


class Settings(BaseSettings):
    """What an operator sets. Each is a variable SHEETANCHOR_…, a key of the TOML file, or a credential file.

    The TOML file is the one that SHEETANCHOR_CONFIG names, else /etc/sheetanchor/sheetanchor.toml where it
    exists. A credential is a file sheetanchor_… in the directory that systemd names in
    CREDENTIALS_DIRECTORY.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    spreadsheet_id: Annotated[str, AfterValidator(_bare_id)] = Field(
        min_length=1, description="The long id in the spreadsheet's address."
    )
    service_account_file: Path = Field(description="The JSON key of the Google service account.")
    bot_token: SecretStr = Field(description="The bot's token from BotFather.")
    time_zone: Annotated[ZoneInfo, BeforeValidator(_zone)] = Field(
        default=ZoneInfo("America/New_York"),
        description="The zone of all wall-clock times in the sheet and in the bot.",
    )
    database_url: str = Field(
        default="sqlite:///sheetanchor.db", description="Where the replica lives: sqlite:///path."
    )
    watch_interval: float = Field(
        default=15.0, gt=0, description="Seconds between looks whether the sheet changed."
    )
    sync_interval: float = Field(default=300.0, gt=0, description="Seconds between full reads at most.")
    sheets_base_url: HttpUrl | None = Field(
        default=None, description="A server that speaks the Sheets and Drive API, instead of Google."
    )
    telegram_base_url: HttpUrl | None = Field(
        default=None, description="A server that speaks the Bot API, instead of Telegram."
    )
    switched_off: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_names), AfterValidator(_distinct)] = (
        Field(
            default=(),
            description="Plugins that are not loaded: names between commas, or a JSON list.",
        )
    )
    products: Annotated[
        tuple[str, ...], NoDecode, BeforeValidator(_names), AfterValidator(_distinct), AfterValidator(_free)
    ] = Field(
        default=DEFAULT_PRODUCTS,
        min_length=1,
        description="What is sold: names between commas, or a JSON list.",
    )
    shifts_tab: str = Field(
        default=DEFAULT_SHIFTS_TAB, min_length=1, description="Title of the tab that holds the shifts."
    )
    default_wage: Decimal = Field(
        default=DEFAULT_HOURLY_WAGE,
        ge=0,
        le=1_000_000,
        description="Wage per hour of somebody without a row.",
    )
    default_commission: Decimal = Field(
        default=DEFAULT_SALES_COMMISSION,
        ge=0,
        le=100,
        description="Base commission, in percent of net sales, of somebody without a row.",
    )
    commission_rate: Decimal = Field(
        default=DEFAULT_COMMISSION_RATE,
        ge=0,
        le=1,
        description="The share of total sales that the platform keeps: 0.20 for 20 %.",
    )
    dynamic_rate: RateScope = Field(
        default=RateScope.DAY,
        description="Whose sales lift the dynamic rate: all of the employee's day, or the shift alone.",
    )

    currency: Annotated[str, AfterValidator(_sign)] = Field(
        default="$", max_length=5, description="What stands before an amount in the chat."
    )
    date_format: Annotated[str, AfterValidator(_names_a_day)] | None = Field(
        default=None, max_length=30, description="How the chat writes a day, such as %d.%m.%Y; see strftime."
    )

    history_days: int = Field(
        default=730,
        ge=0,
        description="Days for which changes of rows, decided conflicts and the log are kept; 0 keeps all.",
    )
    admins: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_names)] = Field(
        default=(), description="Telegram user ids of the admins, between commas or as a JSON list."
    )
    registration: Registration = Field(
        default=Registration.ASK,
        description="What somebody without a row may do: ask an admin, nothing (off), join (open).",
    )
    dialogue_hours: float = Field(
        default=24.0, gt=0, le=168, description="Hours after which a dialogue and its buttons are over."
    )

    reminder_hours: float = Field(
        default=12.0, gt=0, description="Hours after which an open shift is taken for a forgotten clock-out."
    )
    alert_minutes: float = Field(
        default=15.0, ge=0, description="Minutes that passes may fail before the admins are told."
    )

    webhook_url: Annotated[HttpUrl, AfterValidator(_public)] | None = Field(
        default=None, description="The public https address to which Telegram sends updates; unset to poll."
    )
    webhook_secret: SecretStr | None = Field(
        default=None, validate_default=True, description="What Telegram proves itself by at that address."
    )
    webhook_listen: Annotated[str, AfterValidator(_listened_on)] = Field(
        default="127.0.0.1:8088",
        description="The IP address and port to which a proxy passes on what comes to webhook_url.",
    )

    @field_validator("webhook_secret")
    @classmethod
    def _is_strong(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        # An address that does not hold is not among the data, and is an address all the same.
        if secret is None and info.data.get("webhook_url", "faulty") is not None:
            raise ValueError(
                "SHEETANCHOR_WEBHOOK_URL is set, which needs it; `openssl rand -hex 32` makes one"
            )
        if secret is not None and not _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("16 to 256 letters, digits, - and _; `openssl rand -hex 32` makes one")
        return secret

    @field_validator("database_url")
    @classmethod
    def _is_sqlite_file(cls, url: str) -> str:
        if not url.startswith(_FILE_DATABASE) or url == _FILE_DATABASE:
            raise ValueError("only sqlite:///path is known; a relative path is below the working directory")
        return url

    @field_validator("service_account_file")
    @classmethod
    def _is_readable(cls, path: Path) -> Path:
        if not os.access(path, os.R_OK):
            raise ValueError(f"{path} cannot be read; it is the JSON key that Google gave out")
        return path

    @property
    def sheets_url(self) -> str | None:
        """sheets_base_url as text without a slash at its end."""
        return _text(self.sheets_base_url)

    @property
    def telegram_url(self) -> str | None:
        """telegram_base_url as text without a slash at its end."""
        return _text(self.telegram_base_url)

    @property
    def webhook_address(self) -> tuple[str, int]:
        """webhook_listen as IP address and port."""
        return _host_and_port(self.webhook_listen)

    @property
    def database_path(self) -> Path:
        """The replica's file."""
        return Path(self.database_url.removeprefix(_FILE_DATABASE))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Where settings come from, the strongest first."""
        sources: list[PydanticBaseSettingsSource] = [init_settings, env_settings]
        toml = _toml_file()
        if toml is not None:
            sources.append(_toml_source(settings_cls, toml))
        credentials = os.environ.get("CREDENTIALS_DIRECTORY")
        if credentials:
            sources.append(SecretsSettingsSource(settings_cls, credentials))
        return tuple(sources)


def _text(url: HttpUrl | None) -> str | None:
    return None if url is None else str(url).rstrip("/")


def load_settings(kind: type[Settings] = Settings, **given: Any) -> Settings:  # noqa: ANN401 - any setting
    """The settings of this process; raises SettingsError with every fault at once.

    given: settings that are stronger than all sources. kind: for whoever knows other sources as well.
    """
    try:
        return kind(**given)
    except ValidationError as error:
        raise SettingsError([_fault(detail["loc"], detail["msg"]) for detail in error.errors()]) from error


def _toml_file() -> Path | None:
    named = os.environ.get(f"{PREFIX}CONFIG")
    if named:
        if not Path(named).is_file():
            raise SettingsError([f"{PREFIX}CONFIG: there is no file {named}"])
        return Path(named)
    return _DEFAULT_TOML if _DEFAULT_TOML.is_file() else None


def _toml_source(kind: type[BaseSettings], file: Path) -> PydanticBaseSettingsSource:
    try:
        return TomlConfigSettingsSource(kind, file)
    except (OSError, ValueError) as error:
        raise SettingsError([f"{file}: it cannot be read as TOML: {error}"]) from error


def _fault(location: tuple[int | str, ...], message: str) -> str:
    name = str(location[0]) if location else "?"
    known = Settings.model_fields.get(name.lower())
    about = f" ({known.description})" if known is not None and known.description else ""
    return f"{PREFIX}{name.upper()}: {message}{about}"
