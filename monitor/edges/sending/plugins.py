"""How every Apprise plugin is made: by our rules, not by what an address asks for."""

from typing import Any, TypeVar

from apprise import Apprise, AppriseAsset
from apprise.plugins import NotifyBase

from monitor.edges.sending.secrecy import Destination

CONNECT_SECONDS = 10.0

_ASSET = AppriseAsset(
    app_id="pactwatch",
    app_desc="pactwatch",
    app_url="",
    image_url_mask="",
    image_url_logo="",
    http_redirects=False,
    storage_mode="memory",
    pgp_autogen=False,
    pem_autogen=False,
    default_service_retry=0,
)


class BadAddress(Exception):
    """Apprise cannot use the address."""


P = TypeVar("P", bound=NotifyBase)
