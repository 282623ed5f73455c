from mail.inbox import Inbox
from tests.samples import message


def test_add():
    inbox = Inbox()
    inbox.add(message("a"))
    assert len(inbox) == 1
    assert inbox.next(0) == message("a")


def test_empty():
    assert Inbox().next(0) is None


def test_snooze():
    inbox = Inbox()
    inbox.snooze(message("a"), until=10)
    assert inbox.next(5) is None
    assert inbox.next(15) == message("a")


def test_drop():
    inbox = Inbox()
    inbox.add(message("a", sender="spam"))
    assert inbox.drop("spam") == 1
