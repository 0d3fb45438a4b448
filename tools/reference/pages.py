"""Every page of the reference by its name."""

from tools.reference.commands import commands_page
from tools.reference.reasons import reasons_page
from tools.reference.rules import rules_page
from tools.reference.settings import settings_page

FOLDER = "docs/reference"


def pages() -> dict[str, str]:
    """Return the Markdown of each page; the same program gives the same pages."""
    return {
        "rules.md": rules_page(),
        "settings.md": settings_page(),
        "commands.md": commands_page(),
        "reasons.md": reasons_page(),
    }
