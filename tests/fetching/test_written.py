"""What can be told of an address before any name is looked up."""

from ipaddress import ip_network

import pytest

from monitor.edges.fetching import written_fault

NETWORK = (ip_network("10.1.0.0/16"),)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://dawn.example/rss", None),
        ("https://8.8.8.8/rss", None),
        ("https://localhost.example/rss", None),
        ("http://10.1.2.3/rss", "forbidden-address"),
        ("http://[::1]/rss", "forbidden-address"),
        ("http://[::ffff:10.1.2.3]/rss", "forbidden-address"),
        ("http://0x7f.1/rss", "forbidden-address"),
        ("http://2130706433/rss", "forbidden-address"),
        ("http://localhost/rss", "forbidden-address"),
        ("http://LOCALHOST./rss", "forbidden-address"),
        ("http://printer.local/rss", "forbidden-address"),
        ("http://wiki.corp.internal/rss", "forbidden-address"),
        ("ftp://dawn.example/rss", "bad-address"),
        ("https://dawn.example:0/rss", "bad-address"),
        ("not an address", "bad-address"),
        ("", "bad-address"),
    ],
)
def test_addresses_that_no_look_up_can_make_good_are_named(address: str, kind: str | None) -> None:
    fault = written_fault(address)
    assert (fault and fault.kind) == kind


def test_networks_that_the_operator_named_are_permitted_and_names_in_them_left_to_the_look_up() -> None:
    assert written_fault("http://10.1.2.3/rss", NETWORK) is None
    assert written_fault("http://wiki.corp.internal/rss", NETWORK) is None
    assert written_fault("http://10.2.0.1/rss", NETWORK) is not None
