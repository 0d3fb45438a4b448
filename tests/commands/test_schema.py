import json

import pytest
from asking import ask

from monitor.rulebook import FileKind, schema


@pytest.mark.parametrize("kind", FileKind)
def test_the_schema_of_a_kind_of_file_is_printed(kind: FileKind) -> None:
    answer = ask("schema", kind.value)
    assert (answer.code, answer.err) == (0, "")
    found = json.loads(answer.out)
    assert found == schema(kind)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["title"] == f"pactwatch: {kind}"


def test_without_a_kind_all_are_printed_by_name() -> None:
    assert list(json.loads(ask("schema").out)) == ["feeds", "vocabulary", "commitment", "alerts"]


def test_an_unknown_kind_is_wrong_usage() -> None:
    answer = ask("schema", "feedz")
    assert answer.code == 2
    assert "'feeds', 'vocabulary', 'commitment', 'alerts'" in answer.err
