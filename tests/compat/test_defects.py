"""What was wrong with the predecessor's services, and the test that forbids it here.

B are the calls that its hybrid service promised and could not answer, C the errors that turned into money;
the letters are those of the list that the team kept.
"""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SUITE = "contract/compat_suite.py"
RANK_SUITE = "contract/compat_rank_suite.py"
FAILURES = "compat/test_failures.py"
OFFLINE = f"{FAILURES}::test_without_the_sheet_no_method_of_the_sheets_service_answers"
PAY = "unit/services/payroll/test_defects.py"

#: The defect, and the file and test that proves it gone.
DEFECTS = {
    "B create_shift took six arguments here and a dictionary there": (
        f"{SUITE}::test_a_shift_is_created_from_six_arguments"
    ),
    "B create_shift with a dictionary": f"{SUITE}::test_a_shift_is_created_from_a_dictionary",
    "B apply_bonus with four arguments": f"{RANK_SUITE}::test_a_bonus_is_applied_in_either_spelling",
    "B mark_bonus_applied led nowhere": f"{RANK_SUITE}::test_a_bonus_is_marked_without_a_shift",
    "B create_active_bonus led nowhere": f"{RANK_SUITE}::test_a_bonus_is_granted_and_paid",
    "B update_shift_totals led nowhere": f"{SUITE}::test_totals_are_computed_again_from_the_products",
    "B methods that production called were missing": (
        "compat/test_signatures.py::test_both_services_have_it"
    ),
    "B calculate_dynamic_rate lost its default": f"{SUITE}::test_a_rate_is_that_of_the_whole_day",
    "B parameters had other names": f"{SUITE}::test_a_field_is_edited_in_either_spelling",
    "B update_employee_rank's fifth was the total": f"{RANK_SUITE}::test_a_record_is_made_changed_and_marked",
    "B what was said to be local asked the network": (
        "compat/test_calls.py::test_the_hybrid_service_asks_for_next_to_nothing"
    ),
    "B local ranks had no emoji": f"{SUITE}::test_ranks_have_all_their_columns",
    "C1 an unread wage was 15/8, with a second row": OFFLINE,
    "C1 a row that cannot be read was a default": (
        f"{FAILURES}::test_what_was_never_readable_is_a_value_error_and_no_default"
    ),
    "C1 a newcomer nobody could look up was 15/8": (
        f"{FAILURES}::test_somebody_unknown_here_and_unreachable_there_gets_no_default"
    ),
    "C2 C3 C4 unread rates, day totals and bonuses were 0": OFFLINE,
    "C4 a tab that is missing was no bonus": f"{FAILURES}::test_a_missing_tab_is_not_an_empty_one",
    "C5 a bonus that could not be marked was paid again": OFFLINE,
    "C6 bonuses were used up by a shift that never was": (
        f"{FAILURES}::test_a_shift_that_does_not_reach_the_sheet_is_taken_back"
    ),
    "C7 a lost answer made a second shift": f"{FAILURES}::test_a_lost_answer_makes_no_second_shift",
    "C7 a retry made a second shift": (f"{SUITE}::test_the_same_shift_again_is_answered_with_the_first_id"),
    "C8 an error was Rookie": OFFLINE,
    "C9 a bonus announced and not stored was 0": OFFLINE,
    "C10 a text among amounts paid 0": f"{RANK_SUITE}::test_models_of_a_shift_are_those_that_sold",
    "C11 unreadable shifts were skipped in silence": f"{PAY}::test_a_shift_that_was_never_readable_is_named",
    "C12 an error was no rank": OFFLINE,
    "C13 a message that failed lost the bonus": f"{PAY}::test_the_reward_is_stored_before_anybody_is_told",
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_defect_has_its_test(defect: str) -> None:
    file, _, name = DEFECTS[defect].partition("::")
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
