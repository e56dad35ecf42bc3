"""What admins may ask for."""

from sheetanchor.services.dialogue.events import Arrived
from sheetanchor.services.dialogue.outcome import Outcome


class ClosedDesk:
    """A desk that nobody works at."""

    def outcome(self, arrived: Arrived) -> Outcome | None:
        """Nothing is the desk's."""
        del arrived
        return None
