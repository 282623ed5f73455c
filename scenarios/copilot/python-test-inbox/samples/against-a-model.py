import random

from mail.inbox import Inbox
from tests.samples import message


class Model:
    """The same, by sorting a list."""

    def __init__(self):
        self.items, self.number = [], 0

    def put(self, one, since):
        self.items.append([since, self.number, one])
        self.number += 1

    def next(self, now):
        for item in sorted(self.items, key=lambda item: item[:2]):
            if item[0] is not None and item[0] <= now:
                item[0], item[1] = float("-inf"), self.number
                self.number += 1
        awake = [item for item in self.items if item[0] == float("-inf")]
        if not awake:
            return None
        found = min(awake, key=lambda item: (-item[2].urgency, item[1]))
        self.items.remove(found)
        return found[2]

    def drop(self, sender):
        before = len(self.items)
        self.items = [item for item in self.items if item[2].sender != sender]
        return before - len(self.items)


def play(seed):
    dice, inbox, model, now = random.Random(seed), Inbox(), Model(), 0
    for turn in range(80):
        one = message(str(turn), sender=dice.choice("abc"), urgency=dice.randrange(3))
        act = dice.randrange(8)
        if act < 3:
            inbox.add(one)
            model.put(one, float("-inf"))
        elif act < 5:
            until = now + dice.randrange(4)
            inbox.snooze(one, until)
            model.put(one, until)
        elif act < 7:
            now += dice.randrange(2)
            assert inbox.next(now) == model.next(now)
        else:
            assert inbox.drop(one.sender) == model.drop(one.sender)
        assert len(inbox) == len(model.items)


def test_plays_like_the_model():
    for seed in range(40):
        play(seed)


def test_nothing_there():
    assert Inbox().next(0) is None


def test_wakes_up_on_time():
    inbox = Inbox()
    inbox.snooze(message("a"), until=2)
    assert [inbox.next(now) for now in (1, 1.99)] == [None, None]
    assert inbox.next(2) == message("a")


def test_sooner_wakes_up_sooner():
    inbox = Inbox()
    inbox.snooze(message("b"), until=2)
    inbox.snooze(message("a"), until=1)
    assert [inbox.next(2).text for _ in range(2)] == ["a", "b"]
