"""Breaks of what is done: passes, batches, confirmation, the replica, the loop."""

from tests.mutants.mutant import Mutant

ENGINE_MUTANTS = (
    Mutant(
        name="never push what is pending",
        file="services/sync/engine.py",
        old="if is_same and not full and not self._has_pending():",
        new="if is_same and not full:",
        breaks="a local write goes to the sheet though nothing changed there",
        caught_by=("scenarios/test_old_12_sheet_edits_were_overwritten.py",),
    ),
    Mutant(
        name="forget the intent before the answer",
        file="services/sync/engine.py",
        old="            written = self._sheet.push(intent.writes, intent.step)\n",
        new=(
            "            with self._replica.transaction() as tx:\n"
            "                memory.forget_intent(tx, intent)\n"
            "            written = self._sheet.push(intent.writes, intent.step)\n"
            "            with self._replica.transaction() as tx:\n"
            "                memory.keep_intent(tx, intent)\n"
        ),
        breaks="what became of a batch without an answer is found out before anything else",
        caught_by=("scenarios/test_event_append_applied_but_answer_lost.py",),
    ),
    Mutant(
        name="forget the batch at a lost fence",
        file="services/sync/engine.py",
        old="            return work.reports, _End.DISTURBED\n        except WriteRefusedError",
        new=(
            "            with self._replica.transaction() as tx:\n"
            "                memory.forget_intent(tx, intent)\n"
            "            return work.reports, _End.DISTURBED\n        except WriteRefusedError"
        ),
        breaks="a lost fence may be the answer to a request that came twice",
        caught_by=("unit/services/sync/test_fence.py",),
    ),
    Mutant(
        name="ignore the pre-image",
        file="services/sync/settle.py",
        old="    if part.before is None:\n        return\n    for number",
        new="    if True:\n        return\n    for number",
        breaks="what a batch overwrote unseen is put right",
        caught_by=("scenarios/test_event_row_moved_between_read_and_write.py",),
    ),
    Mutant(
        name="forget what is owed",
        file="services/sync/memory.py",
        old="keep_debts(tx, [*left, *owed])",
        new="keep_debts(tx, left)",
        breaks="what a batch overwrote unseen is put right",
        caught_by=("scenarios/test_event_row_moved_between_read_and_write.py",),
    ),
    Mutant(
        name="take any row for the one that was read",
        file="services/sync/applied.py",
        old="return is_headed and self._is_keyed_as_read(number)",
        new="return is_headed",
        breaks="a row moved between reading and writing is noticed",
        caught_by=("scenarios/test_event_row_moved_between_read_and_write.py",),
    ),
    Mutant(
        name="take any column for the one that was read",
        file="services/sync/applied.py",
        old="return self.header[column] == self.sent.updates[0].expected[column]",
        new="return True",
        breaks="a column inserted between reading and writing is noticed",
        caught_by=("scenarios/test_old_11_push_went_by_position.py",),
    ),
    Mutant(
        name="delete whatever stands there",
        file="services/sync/applied.py",
        old="return self.before is None or self.deleted(number) == self.sent.deletes[number].expected",
        new="return True",
        breaks="a row that went elsewhere is not deleted with another one",
        caught_by=("scenarios/test_event_sheet_sorted_while_we_push.py",),
    ),
    Mutant(
        name="confirm a list that was disturbed",
        file="services/sync/settle.py",
        old="is_undisturbed = part.has_columns and all(map(part.is_as_read, range(len(sent.updates))))",
        new="is_undisturbed = True",
        breaks="a list edited between reading and writing is put right as a whole",
        caught_by=("scenarios/test_old_09_list_was_cleared_first.py",),
    ),
    Mutant(
        name="ignore the version at confirmation",
        file="services/sync/settle.py",
        old="if row is not None and row.version == sent.versions.get(key):",
        new="if row is not None:",
        breaks="a row edited again while it was sent stays pending",
        caught_by=("unit/services/sync/test_engine.py",),
    ),
    Mutant(
        name="pause without a word",
        file="services/sync/apply.py",
        old="    tx.set_pause(table, message)\n",
        new="    tx.set_pause(table, None)\n",
        breaks="a paused table is listed among the problems",
        caught_by=("scenarios/test_old_03_emptied_tab_counted_as_success.py",),
    ),
    Mutant(
        name="keep a failure quiet",
        file="services/sync/journal.py",
        old='    log_failure(replica, at, "pass", error)\n',
        new="",
        breaks="a pass that failed is in the log",
        caught_by=("scenarios/test_old_06_failure_was_not_logged.py",),
    ),
    Mutant(
        name="end the loop by a failure",
        file="services/sync/loop.py",
        old="        except RemoteError as error:\n            return self._after_failure(error)",
        new="        except RemoteError:\n            raise",
        breaks="the loop outlives every fault of the network",
        caught_by=("scenarios/test_old_17_five_failures_ended_the_worker.py",),
    ),
    Mutant(
        name="spend without a budget",
        file="services/sync/budget.py",
        old="if len(spent) >= limit:",
        new="if False:",
        breaks="no more calls a minute than Google allows",
        caught_by=("unit/services/sync/test_budget.py",),
    ),
    Mutant(
        name="allow whatever is asked",
        file="services/sync/mandate.py",
        old="if not self._is_spent and _preview(self._noted, fence).hash != self._shown:",
        new="if False:",
        breaks="an allowed plan is done as it was shown or not at all",
        caught_by=("unit/services/sync/test_allowing.py",),
    ),
    Mutant(
        name="take a restored old version for new",
        file="services/sync/old_version.py",
        old="if since < seen and _is_old(tx, read, tables, seen):",
        new="if False:",
        breaks="a spreadsheet restored to an older version pauses its tables",
        caught_by=("unit/services/sync/test_old_version.py",),
    ),
    Mutant(
        name="forget which numbers were given",
        file="services/numbers.py",
        old="    if number > highest(tx, table):\n",
        new="    if False:\n",
        breaks="no number is given twice, not even by a restored backup",
        caught_by=("unit/services/payroll/test_twin_numbers.py",),
    ),
    Mutant(
        name="drop the fence",
        file="adapters/sheets/notes.py",
        old="    if step.before is not None:\n        yield",
        new="    if False:\n        yield",
        breaks="a late or doubled request fails as a whole",
        caught_by=("scenarios/test_event_append_applied_but_answer_lost.py",),
    ),
    Mutant(
        name="append into the next empty row",
        file="adapters/sheets/batch.py",
        old="        *_inserts(write, number),\n",
        new='        *(each for each in _inserts(write, number) if "insertDimension" not in each.request),\n',
        breaks="new rows go into rows inserted for them, never over others",
        caught_by=("scenarios/test_event_append_applied_but_answer_lost.py",),
    ),
    Mutant(
        name="have text parsed",
        file="adapters/sheets/cells.py",
        old='return {"userEnteredValue": {"stringValue": value}}',
        new='return {"userEnteredValue": {"formulaValue" if value[0] == "=" else "stringValue": value}}',
        breaks="text of the program is never a formula",
        caught_by=("scenarios/test_event_formula_in_our_column.py",),
    ),
    Mutant(
        name="push in two requests",
        file="adapters/sheets/sheet.py",
        old='        return self._client.call("post", SPREADSHEET_BATCH_UPDATE_URL % self._id, params, body)',
        new=(
            "        url, requests = SPREADSHEET_BATCH_UPDATE_URL % self._id, body['requests']\n"
            "        self._client.call('post', url, params, {**body, 'requests': requests[:-1]})\n"
            "        return self._client.call('post', url, params, {**body, 'requests': requests[-1:]})"
        ),
        breaks="a push is done as a whole or not at all",
        caught_by=("scenarios/test_old_08_push_stopped_half_way.py",),
    ),
    Mutant(
        name="answer from the replica alone",
        file="adapters/hybrid/reference_data.py",
        old="return self._remote.employee_settings(employee_id) if known is None else known",
        new="return known",
        breaks="the sheet is asked before an employee counts as unknown",
        caught_by=("scenarios/test_old_14_newcomer_was_invisible.py",),
    ),
    Mutant(
        name="serve an empty replica",
        file="adapters/sqlite/reference_data.py",
        old="if self._replica.state(agreed_at(table)) is None:",
        new="if False:",
        breaks="a table that was never read is not an empty one",
        caught_by=("scenarios/test_old_15_failed_first_pass_served_nothing.py",),
    ),
    Mutant(
        name="do without a write-ahead log",
        file="adapters/sqlite/connections.py",
        old='(mode,) = opened.raw.execute("PRAGMA journal_mode=WAL").fetchone()',
        new='mode = "wal"',
        breaks="readers and the writer do not wait for each other",
        caught_by=("scenarios/test_old_16_a_pass_blocked_readers.py",),
    ),
    Mutant(
        name="leave a failed transaction open",
        file="adapters/sqlite/connections.py",
        old="                transaction.close()\n                self._roll_back_failed_commit()\n",
        new="                pass\n",
        breaks="the lock goes with the transaction, however it ends",
        caught_by=("scenarios/test_old_07_failure_kept_the_lock.py",),
    ),
    Mutant(
        name="keep stamps without their zone",
        file="adapters/sqlite/stored_table.py",
        old="return datetime.fromisoformat(text).astimezone(self._zone)",
        new="return datetime.fromisoformat(text).replace(tzinfo=self._zone, fold=0)",
        breaks="every stamp is an instant",
        caught_by=("scenarios/test_old_18_stamps_had_no_zone.py",),
    ),
    Mutant(
        name="keep no history of changes",
        file="adapters/sqlite/transaction.py",
        old="if keeps_history and (before is None or not are_same(before.values, kept.values)):",
        new="if keeps_history and before is None:",
        breaks="every change of a row is in its history",
        caught_by=("scenarios/test_old_12_sheet_edits_were_overwritten.py",),
    ),
)
