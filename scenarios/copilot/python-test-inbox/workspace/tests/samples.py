"""What several tests need."""
from mail.message import Message


def message(text, sender="ada", urgency=0):
    return Message(sender, text, urgency)
