"""The forms of the files on languages that ship with pactwatch: their fields are those of the model."""

from pydantic import ConfigDict

from monitor.model.language import Language
from monitor.model.naming import Naming
from monitor.rulebook.fields import Form
from monitor.rulebook.nodes import Node


class LanguageForm(Form):
    """One language. A dataclass of the standard library is checked under the settings of the form that holds it."""

    model_config = ConfigDict(validate_by_name=True)
    language: Language


class NamingForm(Form):
    """How one language writes names."""

    model_config = ConfigDict(validate_by_name=True)
    language: Naming


def wrapped(tree: Node) -> object:
    """Return a language file's data as the form takes it; the version that stands on top is not part of it."""
    data = tree.data()
    return {
        "language": {key: value for key, value in data.items() if key != "version"} if isinstance(data, dict) else data
    }
