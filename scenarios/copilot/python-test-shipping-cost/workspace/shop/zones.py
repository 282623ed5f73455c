"""Where countries are, as seen from here."""
NEAR = {"DK", "FI", "NO", "DE", "EE", "LV", "LT", "PL"}


def zone_of(country: str) -> str:
    """The zone of a country by its two letters: home, near or far."""
    country = country.upper()
    if country == "SE":
        return "home"
    return "near" if country in NEAR else "far"
