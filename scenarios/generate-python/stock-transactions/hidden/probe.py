"""Carries out nested scripts on a Stock and tells the end state in plain values.

A step is ["add"|"take", item, count], ["block", steps, ending] or ["guarded", steps, ending]; the ending
of a block is "" (well), "raise", or "roll back". A guarded block's exception is caught."""


class _Planned(Exception):
    pass


def outcome(quantities, steps):
    from store.stock import Stock

    stock, told = Stock(quantities), []
    stock.watch(lambda item, quantity: told.append([item, quantity, stock.quantity(item)]))
    raised = None
    try:
        _run(stock, steps)
    except Exception as error:
        raised = type(error).__name__
    return {"items": stock.items(), "journal": [list(entry) for entry in stock.journal], "told": told, "raised": raised}


def _run(stock, steps):
    for name, *rest in steps:
        if name == "block":
            _block(stock, *rest)
        elif name == "guarded":
            try:
                _block(stock, *rest)
            except Exception:
                pass
        else:
            getattr(stock, name)(*rest)


def _block(stock, steps, ending):
    with stock.transaction() as transaction:
        _run(stock, steps)
        if ending == "roll back":
            transaction.roll_back()
            raise AssertionError("went on after roll_back()")
        if ending == "raise":
            raise _Planned


def outer_rolled_back_from_inside():
    """Rolling back the outer one from within an inner one ends both."""
    from store.stock import Stock

    stock, reached = Stock({"nut": 1}), []
    with stock.transaction() as outer:
        stock.add("nut")
        with stock.transaction():
            stock.add("bolt")
            outer.roll_back()
            reached.append("inner")
        reached.append("outer")
    return [stock.items(), stock.journal, reached]


def entered_twice():
    from store.stock import Stock

    stock = Stock()
    transaction = stock.transaction()
    with transaction:
        stock.add("nut")
    try:
        with transaction:
            stock.add("bolt")
    except RuntimeError:
        return stock.items()
    return "no error"


def seen_inside():
    """Inside, the stock shows the changes; a watcher is told after the end only."""
    from store.stock import Stock

    stock, seen = Stock({"nut": 1}), []
    stock.watch(lambda item, quantity: seen.append(quantity))
    with stock.transaction():
        stock.add("nut")
        inside = stock.quantity("nut"), list(stock.journal), list(seen)
    return [inside, seen, stock.journal]
