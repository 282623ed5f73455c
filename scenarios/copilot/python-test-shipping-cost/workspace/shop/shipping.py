"""What it costs to send a parcel."""
from shop.zones import zone_of

BASE = {"home": 450, "near": 900, "far": 1800}
FREE_FROM = 5000


def cost(grams: int, country: str, value: int, *, express: bool = False) -> int:
    """The price in cents of sending a parcel.

    Up to 1000 g it costs what its zone costs; each kilogram begun beyond that adds half of it. At home, orders of
    a value of 50.00 or more are sent free of charge. Express doubles the price, and costs 10.00 at least, also
    where the parcel would be free. Parcels over 20 kg, and such without weight, raise ValueError.
    """
    if grams <= 0:
        raise ValueError("a parcel weighs something")
    if grams > 20_000:
        raise ValueError("too heavy for a parcel")
    zone = zone_of(country)
    price = BASE[zone]
    if grams > 1000:
        price += -(-(grams - 1000) // 1000) * (BASE[zone] // 2)
    if zone == "home" and value >= FREE_FROM:
        price = 0
    if express:
        price = max(2 * price, 1000)
    return price
