"""Every error that pactwatch raises on purpose.

PactwatchError
├── RulebookError     the rule files have faults; carries all of them, each with its place
├── SettingsError     the environment or a secret file is wrong
├── PollError         one feed could not be read; carries a named kind
├── StoreError        the state folder cannot be used (damaged, newer than this program, not writable)
│   └── StateHeld     another daemon holds it
├── NotFound          an id that a person gave names nothing
├── Refused           what a person asked for makes no sense
├── ItemsFileError    a file of items cannot be opened
└── EditError         a rule file cannot be added to or written
    └── FeedListError a list of feeds, ours or another program's
"""

from collections.abc import Sequence
from datetime import timedelta

from monitor.model.failure import FailureKind
from monitor.model.fault import Fault


class PactwatchError(Exception):
    """The root; its text is a full sentence for the operator."""


class RulebookError(PactwatchError):
    """The rule files cannot be used; `faults` holds every fault of every file, sorted by place."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class SettingsError(PactwatchError):
    """A setting or a secret is missing or wrong; the text names it and never shows a secret."""


class PollError(PactwatchError):
    """A feed could not be read.

    `kind` names the failure, `detail` adds what is particular to this one, `retry_after` is what the server asked for.
    """

    def __init__(self, kind: FailureKind, detail: str = "", retry_after: timedelta | None = None) -> None:
        self.kind = kind
        self.detail = detail
        self.retry_after = retry_after
        super().__init__(f"{kind.value}: {detail}" if detail else kind.value)


class StoreError(PactwatchError):
    """The state cannot be read or written; the text says what to do."""


class StateHeld(StoreError):
    """Another daemon holds this state; the text says which."""


class NotFound(PactwatchError):
    """An id names nothing; the text says how to list what there is."""


class Refused(PactwatchError):
    """A person asked for what cannot be done, or must not; the text says why."""


class ItemsFileError(PactwatchError):
    """A file of items cannot be opened or is not what its name says."""


class EditError(PactwatchError):
    """A rule file is laid out in a way that cannot be added to, or cannot be read or written; nothing was changed."""


class FeedListError(EditError):
    """A list of feeds, ours or another program's, cannot be read, added to or written; the text shows no secret."""
