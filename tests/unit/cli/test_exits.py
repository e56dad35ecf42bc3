"""Which error leads to which exit status."""

import pytest

from sheetanchor.bot.worker import WorkerRunsError
from sheetanchor.cli import exits
from sheetanchor.domain.errors import (
    InputError,
    OperatorError,
    PassingError,
    PluginError,
    RemoteError,
    SheetanchorError,
    SheetContentError,
)
from sheetanchor.ports.errors import ReplicaBusyError, ReplicaError


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperatorError(), 78),
        (PassingError(), 75),
        (ReplicaError(), 78),
        (ReplicaBusyError(), 75),
        (WorkerRunsError(), 75),
        (PluginError(), 78),
        (RemoteError(), 69),
        (SheetContentError(), 65),
        (InputError(), 64),
        (SheetanchorError(), 70),
    ],
)
def test_each_branch_has_its_status(error: SheetanchorError, status: int) -> None:
    assert exits.status_of(error) == status
