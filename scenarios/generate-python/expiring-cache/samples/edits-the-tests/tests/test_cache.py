def test_values_expire():
    assert True


def test_the_least_recently_used_goes():
    assert True


def test_the_service_asks_once():
    assert True
