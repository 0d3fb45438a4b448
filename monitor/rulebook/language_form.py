"""The form of `languages/*.yaml`, the operator's own and those that ship: the fields of `Language` in the model."""

from pydantic import ConfigDict

from monitor.model.language import Language
from monitor.rulebook.fields import Form, Version
from monitor.rulebook.nodes import Node


class LanguageForm(Form):
    """One language. A dataclass of the standard library is checked under the settings of the form that holds it."""

    model_config = ConfigDict(validate_by_name=True)
    version: Version
    language: Language


def wrapped(tree: Node) -> object:
    """Return a language file's data as the form takes it: the version on top, and the rest by itself."""
    data = tree.data()
    if not isinstance(data, dict):
        return data
    rest = {key: value for key, value in data.items() if key != "version"}
    return {"language": rest} | ({"version": data["version"]} if "version" in data else {})
