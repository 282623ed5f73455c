"""Runs decorated functions and tells, in plain values, what was slept, returned and raised."""


def calls(answers, delays, count=1, on=("Unavailable",), iterator=False):
    """`count` calls of a function that gives `answers` one after another. An answer is a value, or
    {"raise": NAME, "retry_after": …}. Tells what became of each call, what was slept, and how
    many retries were counted."""
    from net import errors
    from net.retry import retry

    known = {**vars(errors), "KeyError": KeyError, "ValueError": ValueError, "LookupError": LookupError}
    slept, left = [], list(answers)

    def fetch(number):
        """Fetches."""
        answer = left.pop(0)
        if not isinstance(answer, dict):
            return [number, answer]
        if "retry_after" in answer:
            raise errors.Unavailable(answer["raise"], answer["retry_after"])
        raise known[answer["raise"]](answer.get("text", "x"))

    kinds = tuple(known[name] for name in on)
    decorated = retry(on=kinds, delays=iter(delays) if iterator else delays, sleep=slept.append)(fetch)
    return {"calls": [_outcome(decorated, number) for number in range(count)], "slept": slept,
            "retries": decorated.retries, "left": len(left), "name": decorated.__name__, "doc": decorated.__doc__}


def _outcome(function, number):
    from net.errors import GaveUp

    try:
        return function(number=number)
    except GaveUp as error:
        return ["gave up", [type(e).__name__ for e in error.attempts], error.__cause__ is error.attempts[-1]]
    except Exception as error:
        return ["raised", type(error).__name__]


def refused(on):
    """What a bad `on` raises before anything is decorated; a name in `on` stands for its class."""
    import builtins

    from net.retry import retry

    value = [getattr(builtins, name) for name in on["list"]] if "list" in on else None
    if "tuple" in on:
        value = tuple(getattr(builtins, name, name) for name in on["tuple"])
    if "one" in on:
        value = getattr(builtins, on["one"])
    try:
        retry(on=value, delays=[], sleep=print)
    except Exception as error:
        return type(error).__name__
    return None
