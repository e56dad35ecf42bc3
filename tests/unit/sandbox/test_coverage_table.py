"""docs/sandbox.md against the code."""

from pathlib import Path

import pytest

from sheetanchor.sandbox.google import ALL_ENDPOINTS
from sheetanchor.sandbox.sheets.batch.context import REQUESTS

PAGE = (Path(__file__).parents[3] / "docs" / "sandbox.md").read_text(encoding="utf-8")
FAMILIES = {
    "NamedRange": "named ranges",
    "ProtectedRange": "protected ranges",
    "DimensionGroup": "groups",
    "DeveloperMetadata": "developer metadata",
    "mergeCells": "merges",
    "unmergeCells": "merges",
    "BasicFilter": "basic filter",
}


@pytest.mark.parametrize("kind", sorted(REQUESTS))
def test_every_kind_of_request_is_in_the_table_of_what_is_covered(kind: str) -> None:
    names = [family for part, family in FAMILIES.items() if kind.endswith(part)]
    assert any(name in PAGE for name in names or [kind])


@pytest.mark.parametrize("call", sorted(endpoint.call for endpoint in ALL_ENDPOINTS))
def test_every_call_of_the_apis_has_a_method_and_a_name_to_aim_faults_at(call: str) -> None:
    assert [endpoint.call for endpoint in ALL_ENDPOINTS].count(call) == 1
