"""`pactwatch feeds`: the feeds that are polled, how they fare, and how others join them."""

import typer

from monitor.cli.feeds.adding import add
from monitor.cli.feeds.checking import check
from monitor.cli.feeds.exporting import export
from monitor.cli.feeds.importing import import_
from monitor.cli.feeds.listing import list_feeds
from monitor.cli.feeds.resuming import resume

app = typer.Typer(help="List feeds, try one, add some, or exchange them with other programs.", no_args_is_help=True)
app.command("list")(list_feeds)
app.command()(check)
app.command()(add)
app.command("import")(import_)
app.command()(export)
app.command()(resume)
