"""Who may open a file: kept, listed, changed and taken away."""

import pytest

from tests.unit.sandbox.google import Google, RefusedError


def share(google: Google, **body: str) -> dict[str, str]:
    shared: dict[str, str] = google.call("POST", path(google), body)
    return shared


def path(google: Google, permission_id: str = "") -> str:
    tail = f"/{permission_id}" if permission_id else ""
    return f"/drive/v3/files/{google.book.spreadsheet_id}/permissions{tail}"


def roles(google: Google) -> list[tuple[str, str]]:
    answer = google.call("GET", path(google), fields="permissions(emailAddress,role,type)")
    return [(each.get("emailAddress", each["type"]), each["role"]) for each in answer["permissions"]]


def test_a_file_has_its_owner_and_whom_it_was_shared_with(google: Google) -> None:
    owner = (google.world.tokens.account, "owner")
    assert roles(google) == [owner]
    shared = share(google, type="user", role="writer", emailAddress="boss@example.com")
    assert shared == {"kind": "drive#permission", "id": shared["id"], "type": "user", "role": "writer"}
    share(google, type="anyone", role="reader")
    assert roles(google) == [owner, ("boss@example.com", "writer"), ("anyone", "reader")]


def test_the_same_person_again_gets_the_new_role(google: Google) -> None:
    first = share(google, type="user", role="writer", emailAddress="boss@example.com")
    second = share(google, type="user", role="reader", emailAddress="boss@example.com")
    assert second["id"] == first["id"]
    assert roles(google)[1:] == [("boss@example.com", "reader")]


def test_a_role_is_changed_and_taken_away(google: Google) -> None:
    shared = share(google, type="user", role="writer", emailAddress="boss@example.com")
    google.call("PATCH", path(google, shared["id"]), {"role": "commenter"})
    assert roles(google)[1:] == [("boss@example.com", "commenter")]
    google.call("DELETE", path(google, shared["id"]))
    assert roles(google)[1:] == []


@pytest.mark.parametrize(
    "body", [{"type": "user", "role": "king"}, {"role": "reader"}, {"type": "user", "role": "reader"}]
)
def test_who_is_nobody_gets_nothing(google: Google, body: dict[str, str]) -> None:
    with pytest.raises(RefusedError) as refused:
        share(google, **body)
    assert refused.value.status == 400
    assert len(roles(google)) == 1


def test_a_permission_that_nobody_has_is_not_found(google: Google) -> None:
    with pytest.raises(RefusedError, match="Permission not found: 7") as refused:
        google.call("DELETE", path(google, "7"))
    assert refused.value.status == 404


def test_a_snapshot_keeps_who_had_what(google: Google) -> None:
    share(google, type="anyone", role="reader")
    state = google.world.snapshot()
    google.call("DELETE", path(google, "anyoneWithLink"))
    google.world.restore(state)
    assert len(roles(google)) == 2
