"""`pactwatch feeds resume`: has a feed asked again that its publisher had called gone."""

from typing import Annotated

import typer

from monitor.cli.options import State, load_settings, writing_store
from monitor.edges.clock import SystemClock
from monitor.model.errors import NotFound
from monitor.model.ids import FeedId
from monitor.pipeline import poll
from monitor.ports import Store
from monitor.text.addresses import feed_key, shown


def resume(
    address: Annotated[str, typer.Argument(help="The feed's address.")],
    state: State = None,
) -> None:
    """Have a stopped feed asked again; a running daemon does so within seconds."""
    with writing_store(load_settings(state=state)) as store:
        feed = _known(store, address)
        if not poll.resume(store, feed, SystemClock().now()):
            raise NotFound(f"{shown(feed)} is not stopped; see `pactwatch feeds list`")
    typer.echo(f"{shown(feed)} is asked again")


def _known(store: Store, address: str) -> FeedId:
    """Return the feed that the daemon knows by this address, however it is written. Raises NotFound."""
    known = store.feed_states()
    wanted = FeedId(address)
    found = wanted if wanted in known else next((each for each in known if feed_key(each) == feed_key(address)), None)
    if found is None or feed_key(address) is None:
        raise NotFound(f"no feed with the address {shown(address)} was ever polled; see `pactwatch feeds list`")
    return found
