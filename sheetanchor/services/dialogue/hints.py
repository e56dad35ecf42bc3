"""What is said beside a screen, where no error of the rules says it."""

from enum import StrEnum

from sheetanchor.domain.errors import InputError, SheetanchorError


class Hint(StrEnum):
    """One short sentence each."""

    STALE = "stale"
    EXPIRED = "expired"
    FORGED = "forged"
    USE_BUTTONS = "use_buttons"
    STARTS_LATER = "starts_later"
    NOT_CLOCKED_IN = "not_clocked_in"
    ALREADY_CLOCKED_IN = "already_clocked_in"
    CANCELLED = "cancelled"
    DROPPED = "dropped"
    ASKED_TO_JOIN = "asked_to_join"
    ADMINS_ONLY = "admins_only"
    DECIDED_ALREADY = "decided_already"
    ACCEPTED = "accepted"
    DECLINED = "declined"


#: What a screen can be shown with.
Notice = Hint | SheetanchorError


class HintError(InputError):
    """A step does not take what was tapped or typed; the person stays where they are."""

    def __init__(self, hint: Hint) -> None:
        super().__init__(str(hint))
        self.hint = hint
