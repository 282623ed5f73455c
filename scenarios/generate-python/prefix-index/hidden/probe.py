"""Carries out a script on a PrefixIndex and tells what each step returned."""


def script(steps):
    from search.prefixes import PrefixIndex

    index = PrefixIndex()
    return [_step(index, *step) for step in steps]


def _step(index, name, *arguments):
    try:
        if name == "len":
            return len(index)
        if name == "in":
            return arguments[0] in index
        if name == "all":
            return list(index)
        return getattr(index, name)(*arguments)
    except Exception as error:
        return type(error).__name__


def many(words, questions):
    """`words` made-up words, then `questions` suggestions among them."""
    from search.prefixes import PrefixIndex

    index = PrefixIndex()
    for number in range(words):
        index.add(_word(number), 1 + number * 7919 % 1000)
    return [index.suggest(_word(number)[:3], 3) for number in range(0, words, max(1, words // questions))][:5]


def _word(number):
    letters = ""
    number = number * 2654435761 % 2**32
    for _ in range(7):
        number, rest = divmod(number, 26)
        letters += chr(97 + rest)
    return letters
