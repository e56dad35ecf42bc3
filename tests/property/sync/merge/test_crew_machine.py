"""The laws of the merge, over any mix of edits, under every policy.

A pending edit of either side is never lost: it stands, or it is kept in a conflict. Rows are deleted only
where somebody deleted them. Held rows, formulas and foreign columns are left alone. Sorting changes nothing.
Passes that fail or lose their answer change nothing of this, and a few quiet ones end it all.
"""

from dataclasses import replace

from hypothesis import settings

from sheetanchor.domain.tables.schema import Deletions, Policy
from tests.property.sync.merge.crew_machine import CrewMachine
from tests.unit.domain.sync.crew import CREW

MANY = settings(deadline=None, max_examples=60, stateful_step_count=30)


class LocalWins(CrewMachine):
    table = replace(CREW, policy=Policy.LOCAL_WINS)


class Asking(CrewMachine):
    table = replace(CREW, policy=Policy.ASK)


class PeopleDelete(CrewMachine):
    table = replace(CREW, deletions=Deletions.SHEET)


TestSheetWins = CrewMachine.TestCase
TestSheetWins.settings = MANY
TestLocalWins = LocalWins.TestCase
TestLocalWins.settings = MANY
TestAsking = Asking.TestCase
TestAsking.settings = MANY
TestPeopleDelete = PeopleDelete.TestCase
TestPeopleDelete.settings = MANY
