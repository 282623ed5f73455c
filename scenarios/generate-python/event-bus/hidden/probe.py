"""What the bus and those who use it do, in plain values."""


class _Base:
    pass


class _Derived(_Base):
    pass


class _Mixed(_Derived, str):
    pass


def _bus():
    from shop.events import Bus

    return Bus()


def order_of_subscription():
    bus, seen = _bus(), []
    for name, kind in [("a", _Derived), ("b", object), ("c", _Base), ("d", _Derived), ("e", int)]:
        bus.subscribe(kind, lambda event, name=name: seen.append(name))
    bus.publish(_Derived())
    seen.append("-")
    bus.publish(_Base())
    seen.append("-")
    bus.publish(_Mixed())
    return seen


def twice_the_same():
    bus, seen = _bus(), []
    first = bus.subscribe(str, seen.append)
    bus.subscribe(str, seen.append)
    bus.publish("1")
    first()
    first()
    bus.publish("2")
    return seen


def while_publishing():
    bus, seen, later = _bus(), [], []

    def first(event):
        seen.append("first")
        bus.subscribe(str, lambda event: seen.append("late"))
        for take_back in later:
            take_back()

    bus.subscribe(str, first)
    later.append(bus.subscribe(str, lambda event: seen.append("taken back")))
    bus.subscribe(str, lambda event: seen.append("last"))
    bus.publish("x")
    seen.append("-")
    bus.publish("y")
    return seen


def failures():
    bus, seen = _bus(), []

    def broken(number):
        def handler(event):
            seen.append(number)
            raise [KeyError, ValueError][number % 2](number)

        return handler

    bus.subscribe(str, broken(0))
    bus.subscribe(str, lambda event: seen.append("fine"))
    bus.subscribe(object, broken(1))
    try:
        bus.publish("x")
    except ExceptionGroup as group:
        return [seen, [type(e).__name__ for e in group.exceptions], [e.args[0] for e in group.exceptions]]
    return seen


def interrupts():
    """What isn't an Exception isn't held back."""
    bus, seen = _bus(), []

    def stop(event):
        raise KeyboardInterrupt

    bus.subscribe(str, stop)
    bus.subscribe(str, seen.append)
    try:
        bus.publish("x")
    except BaseException as error:
        return [type(error).__name__, seen]
    return seen


def default_bus():
    from shop import events

    seen = []
    take_back = events.subscribe(str, seen.append)
    events.DEFAULT.publish("by the bus")
    events.publish("by the module")
    take_back()
    events.publish("no more")
    return [type(events.DEFAULT) is events.Bus, seen]


def shop(own_bus, failing):
    from shop import events
    from shop.mailer import Mailer
    from shop.orders import OrderBook, OrderPlaced

    bus = events.Bus() if own_bus else None
    mails, by_default = [], []
    Mailer(mails.append, bus=bus)
    events.subscribe(OrderPlaced, lambda event: by_default.append(event.number))
    if failing:
        (bus or events.DEFAULT).subscribe(OrderPlaced, lambda event: 1 // 0)
    book = OrderBook(bus=bus)
    outcomes = []
    for total in (10, 20):
        try:
            outcomes.append(book.place(total))
        except ExceptionGroup as group:
            outcomes.append(len(group.exceptions))
    book.cancel(1, "changed my mind")
    return [outcomes, sorted(book.orders.items()), list(mails), list(by_default)]
