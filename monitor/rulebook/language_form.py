"""The form of the language files that ship with pactwatch: the fields of `Language`, as they stand in the model."""

from pydantic import ConfigDict

from monitor.model.language import Language
from monitor.rulebook.fields import Form
from monitor.rulebook.nodes import Node


class LanguageForm(Form):
    """One language. A dataclass of the standard library is checked under the settings of the form that holds it."""

    model_config = ConfigDict(validate_by_name=True)
    language: Language


def wrapped(tree: Node) -> object:
    """Return a language file's data as the form takes it; the version that stands on top is not part of it."""
    data = tree.data()
    return {
        "language": {key: value for key, value in data.items() if key != "version"} if isinstance(data, dict) else data
    }
