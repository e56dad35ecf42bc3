"""One suite per port, run over every adapter. A suite is a class with one fixture to override."""

import pytest

pytest.register_assert_rewrite(
    "tests.contract.replica_facts", "tests.contract.replica_rows", "tests.contract.replica_transactions"
)
