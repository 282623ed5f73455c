"""What can go wrong with shipments."""


class ShippingError(Exception):
    """Anything that is wrong with a shipment."""


class UnshippableItem(ShippingError):
    """An item that fits into no batch."""

    def __init__(self, item, reason):
        super().__init__(f"{item!r} can't be shipped: {reason}")
        self.item = item
