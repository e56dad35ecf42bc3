"""The people who write to bots."""

from dataclasses import dataclass

from sheetanchor.sandbox.json_text import JsonObject


@dataclass(frozen=True)
class Person:
    """One account; `person_id` is also the id of the person's private chat with a bot."""

    person_id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    def user(self) -> JsonObject:
        """The API's User."""
        return {"id": self.person_id, "is_bot": False, **self._names(), "language_code": self.language_code}

    def chat(self) -> JsonObject:
        """The API's Chat."""
        return {"id": self.person_id, **self._names(), "type": "private"}

    def _names(self) -> JsonObject:
        names = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {key: value for key, value in names.items() if value}


DEMO_PEOPLE = (
    Person(1001, "Ann", "Miller", "ann"),
    Person(1002, "Ben", "Carter", "ben"),
    Person(1003, "Clara", "Novak", "clara"),
    Person(1004, "David", "Rossi", "david"),
    Person(1005, "Elena", "Petrova", "elena"),
    Person(1006, "Farid", "Haddad", "farid"),
    Person(1007, "Grace", "Kim", "grace"),
)
"""Known to every sandbox; their ids are the employees' of the demo workbook."""
