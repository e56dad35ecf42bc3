"""What the admins have still to be told of: kept in the transaction that it is about, until it was told."""

import json
import logging
from collections.abc import Sequence
from typing import Any, get_args

from pydantic import TypeAdapter

from sheetanchor.ports.notifier import AdminNotice, Notifier
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.sync.facts import UNTOLD_NOTICES

_LOG = logging.getLogger(__name__)
_KINDS: dict[str, TypeAdapter[Any]] = {kind.__name__: TypeAdapter(kind) for kind in get_args(AdminNotice)}


def keep_notices(book: PayBook) -> None:
    """Behind those that wait already."""
    if book.notices:
        waiting = _waiting(book.fact(UNTOLD_NOTICES))
        book.set_fact(UNTOLD_NOTICES, json.dumps([*waiting, *map(_dumped, book.notices)]))


def tell_next(replica: Replica, notifier: Notifier) -> bool:
    """Tell the oldest, in the transaction that forgets it; whether any waited."""
    if replica.state(UNTOLD_NOTICES) is None:
        return False
    with replica.transaction() as tx:
        waiting = _waiting(tx.state(UNTOLD_NOTICES))
        for kind, about in waiting[:1]:
            _tell(kind, about, notifier, tx)
        tx.set_state(UNTOLD_NOTICES, json.dumps(waiting[1:]) if waiting[1:] else None)
    return bool(waiting)


def _tell(kind: str, about: object, notifier: Notifier, tx: Transaction) -> None:
    if kind in _KINDS:
        notifier.tell_admins(_KINDS[kind].validate_python(about), tx)
    else:
        _LOG.error("a notice that a newer version kept is not told to the admins: %s %s", kind, about)


def _dumped(notice: AdminNotice) -> Sequence[Any]:
    kind = type(notice).__name__
    return [kind, _KINDS[kind].dump_python(notice, mode="json")]


def _waiting(text: str | None) -> list[Any]:
    return [] if text is None else list(json.loads(text))
