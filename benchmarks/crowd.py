"""Many people in the sandbox's chat at once, each acting as soon as the bot has answered."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from queue import Empty, Queue

from sheetanchor.sandbox.telegram.feed import TelegramChange
from sheetanchor.sandbox.telegram.state import TelegramState

_SHOWN = frozenset({"sent", "edited"})


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody taps or types, what the answer has to hold, and how many times they tap at once."""

    says: str
    sees: str
    is_tap: bool = True
    taps: int = 1


@dataclass
class Member:
    """One person. times: from an update to its answer, in seconds, one for each step."""

    person_id: int
    steps: Sequence[Step]
    times: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    acted_at: float = 0.0
    seen: int = 0

    @property
    def step(self) -> Step | None:
        """What comes next, None where all is done."""
        return self.steps[len(self.times)] if len(self.times) < len(self.steps) else None


class Crowd:
    """Lets people act and times the bot's answers: the first message sent or changed after an act."""

    def __init__(self, telegram: TelegramState) -> None:
        self._telegram = telegram
        self._heard: Queue[tuple[int, float]] = Queue()
        self._members: dict[int, Member] = {}
        telegram.subscribe(self._note)

    def _note(self, change: TelegramChange) -> None:
        if change.kind == "called" and change.person_id in self._members:
            self._heard.put((change.person_id, time.perf_counter()))

    def play(self, members: Iterable[Member], seconds: float) -> float:
        """All begin at once and go through their steps; gives the seconds until the last has the last answer.

        Ends after `seconds` in any case: who has not finished by then waits in vain.
        """
        self._members = {member.person_id: member for member in members}
        began = time.perf_counter()
        for member in self._members.values():
            self._act(member)
        while any(member.step for member in self._members.values()):
            try:
                person_id, at = self._heard.get(timeout=max(0.01, began + seconds - time.perf_counter()))
            except Empty:
                break
            if person_id in self._members:
                self._look(self._members[person_id], at)
        return time.perf_counter() - began

    def _act(self, member: Member) -> None:
        step = member.step
        assert step is not None
        member.seen = len(self._telegram.conversation(member.person_id).chat.events)
        member.acted_at = time.perf_counter()
        for _ in range(step.taps):
            if step.is_tap:
                self._telegram.press(member.person_id, text=step.says)
            else:
                self._telegram.send_text(member.person_id, step.says)

    def _look(self, member: Member, at: float) -> None:
        step, answer = member.step, self._answer(member)
        if step is None or answer is None:
            return
        if step.sees not in answer:
            member.wrong.append(f"{step.says!r} was answered by {answer!r}")
        member.times.append(at - member.acted_at)
        if member.step is not None:
            self._act(member)

    def _answer(self, member: Member) -> str | None:
        events = self._telegram.conversation(member.person_id).events_after(member.seen)
        shown = (event.message for event in events if event.kind in _SHOWN)
        return next((message.text for message in shown if message is not None), None)
