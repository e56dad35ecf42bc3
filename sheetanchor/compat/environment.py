"""The settings, and the predecessor's variables where ours say nothing."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource

from sheetanchor.bot.settings import Settings, load_settings

_BY_VARIABLE = {
    "BOT_TOKEN": "bot_token",
    "GOOGLE_SA_JSON": "service_account_file",
    "SPREADSHEET_ID": "spreadsheet_id",
    "SHEET_NAME": "shifts_tab",
    "PRODUCTS": "products",
    "COMMISSION_RATE": "commission_rate",
}
_FIXED_OFFSET = "USE_FIXED_UTC_MINUS_5"
_FIXED_ZONE = "Etc/GMT+5"
_DEFAULT_KEY = Path("google_sheets_credentials.json")


class CompatSettings(Settings):
    """As Settings; the predecessor's variables are the weakest source.

    GOOGLE_SA_JSON is the path of the key, by default google_sheets_credentials.json in the working directory.
    """

    bot_token: SecretStr = Field(
        default=SecretStr(""), description="Not needed here: the bot that calls has its own."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Ours first, then the old variables."""
        ours = super().settings_customise_sources(
            settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings
        )
        return (*ours, InitSettingsSource(settings_cls, from_old_variables(os.environ)))


def from_old_variables(environment: Mapping[str, str]) -> dict[str, Any]:
    """Settings by name from the predecessor's variables; blank ones say nothing."""
    found: dict[str, Any] = {
        name: environment[variable].strip()
        for variable, name in _BY_VARIABLE.items()
        if environment.get(variable, "").strip()
    }
    if "products" in found:
        found["products"] = ",".join(name for name in found["products"].split(",") if name.strip())
    if environment.get(_FIXED_OFFSET, "").strip().lower() == "true":
        found["time_zone"] = _FIXED_ZONE
    if _DEFAULT_KEY.is_file():
        found.setdefault("service_account_file", _DEFAULT_KEY)
    return found


def load(**given: Any) -> Settings:  # noqa: ANN401 - any setting
    """The settings of a compat service; raises SettingsError with every fault at once."""
    return load_settings(CompatSettings, **given)
