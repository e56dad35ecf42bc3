"""How an employee is called in the sheet."""


def employee_name(employee_id: int, username: str | None = None, full_name: str | None = None) -> str:
    """The username, else the full name, else `user_<id>`; blank ones do not count (Rule 1)."""
    for name in (username, full_name):
        if name is not None and name.strip():
            return name.strip()
    return f"user_{employee_id}"
