"""Messages that wait to be read."""
import heapq
from itertools import count

from mail.message import Message


class Inbox:
    """Hands out messages, the most urgent first; of equally urgent ones, that which came first."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, Message]] = []
        self._asleep: list[tuple[float, int, Message]] = []
        self._number = count()

    def __len__(self) -> int:
        return len(self._waiting) + len(self._asleep)

    def add(self, message: Message) -> None:
        """Take a message in."""
        heapq.heappush(self._waiting, (-message.urgency, next(self._number), message))

    def snooze(self, message: Message, until: float) -> None:
        """Take a message in that is not handed out before a time."""
        heapq.heappush(self._asleep, (until, next(self._number), message))

    def next(self, now: float) -> Message | None:
        """Take the next message out; None where nothing is awake. Who wakes up lines up behind its equals."""
        while self._asleep and self._asleep[0][0] <= now:
            self.add(heapq.heappop(self._asleep)[2])
        return heapq.heappop(self._waiting)[2] if self._waiting else None

    def drop(self, sender: str) -> int:
        """Throw a sender's messages away, those that sleep too; how many there were."""
        before = len(self)
        self._waiting = [item for item in self._waiting if item[2].sender != sender]
        self._asleep = [item for item in self._asleep if item[2].sender != sender]
        heapq.heapify(self._waiting)
        heapq.heapify(self._asleep)
        return before - len(self)
