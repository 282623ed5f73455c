from gallery.links import link


def test_link():
    assert link("next", 2, 10) == "?page=2&size=10#next"
