from mail.inbox import Inbox
from tests.samples import message


def everything(inbox, now=0):
    found = []
    while (one := inbox.next(now)) is not None:
        found.append(one.text)
    return found


def filled(*texts, **options):
    inbox = Inbox()
    for text in texts:
        inbox.add(message(text, **options))
    return inbox


def test_empty():
    inbox = Inbox()
    assert len(inbox) == 0
    assert inbox.next(0) is None


def test_urgent_ones_first():
    inbox = filled("low", urgency=1)
    inbox.add(message("high", urgency=5))
    inbox.add(message("middle", urgency=3))
    assert everything(inbox) == ["high", "middle", "low"]
    assert len(inbox) == 0


def test_equals_in_order():
    assert everything(filled(*"abcde")) == list("abcde")


def test_asleep_until_the_time():
    inbox = Inbox()
    inbox.snooze(message("a"), until=10)
    assert len(inbox) == 1
    assert inbox.next(9.5) is None
    assert inbox.next(10).text == "a"


def test_several_wake_up_by_time_behind_their_equals():
    inbox = Inbox()
    inbox.snooze(message("late"), until=7)
    inbox.snooze(message("early"), until=5)
    inbox.add(message("awake"))
    assert everything(inbox, now=8) == ["awake", "early", "late"]


def test_all_wake_up_before_one_is_chosen():
    inbox = Inbox()
    inbox.snooze(message("early"), until=5)
    inbox.snooze(message("late and urgent", urgency=2), until=7)
    assert everything(inbox, now=8) == ["late and urgent", "early"]


def test_drop():
    inbox = filled("a", "b", sender="spam")
    inbox.add(message("keep"))
    inbox.snooze(message("c", sender="spam"), until=3)
    inbox.snooze(message("later"), until=3)
    assert inbox.drop("spam") == 3
    assert len(inbox) == 2
    assert everything(inbox, now=3) == ["keep", "later"]
    assert inbox.drop("spam") == 0


def test_order_holds_after_drop():
    inbox = Inbox()
    for text, sender, urgency in [("a", "x", 9), ("b", "y", 8), ("c", "y", 2), ("d", "y", 7), ("e", "y", 6)]:
        inbox.add(message(text, sender=sender, urgency=urgency))
    inbox.drop("x")
    assert everything(inbox) == ["b", "d", "e", "c"]


SHARED = filled("a", "b", sender="spam")


def test_shared_has_two():
    assert len(SHARED) == 2


def test_shared_gives_one():
    assert SHARED.next(0).text == "a"


def test_shared_has_one():
    assert len(SHARED) == 1


def test_shared_drops_the_other():
    assert SHARED.drop("spam") == 1


def test_shared_is_empty():
    assert len(SHARED) == 0
