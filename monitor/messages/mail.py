"""E-mail: HTML from our own template, with every value escaped by it."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.messages.account import Account
from monitor.messages.cleaning import one_line
from monitor.model.rule import Severity

_COLOURS = {
    Severity.CRITICAL: "#b42318",
    Severity.HIGH: "#b54708",
    Severity.MEDIUM: "#7a5c00",
    Severity.LOW: "#175cd3",
}
"""White text on each has a contrast of at least 5:1 (WCAG 2.2, 1.4.3 asks for 4.5:1)."""

_environment = Environment(
    loader=PackageLoader("monitor.messages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["one_line"] = one_line


def mail_html(account: Account) -> str:
    """Write the account as an HTML document: inline styles, no image, no script, no address but the sources' own."""
    return _environment.get_template("letter.html").render(account=account, colours=_COLOURS)
