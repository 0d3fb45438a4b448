"""The rulebook: forms of the files that the operator edits, and what is made of them. Pure; the files are read above.

`build` makes a Rulebook of what was read or raises with every fault, `cautions` says what is allowed and yet doubtful,
`schema` gives the forms as JSON Schema for editors.
"""

from monitor.rulebook.building import build
from monitor.rulebook.cautions import cautions
from monitor.rulebook.nodes import Node
from monitor.rulebook.schema import FileKind, schema
from monitor.rulebook.sources import Sources

__all__ = ["FileKind", "Node", "Sources", "build", "cautions", "schema"]
