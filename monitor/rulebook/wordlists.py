"""Makes word lists of the vocabulary files."""

from collections.abc import Iterable, Mapping, Sequence

from monitor.model.fault import Fault
from monitor.model.ids import Lang, ListId
from monitor.model.vocabulary import ListKind, WordList
from monitor.rulebook.nodes import Node
from monitor.rulebook.vocabulary_form import PhrasesForm, PlaceForm, VocabularyForm


def actor_id(name: str) -> ListId:
    """Return the id of the word list that names an actor."""
    return ListId(f"actor:{name}")


def place_id(name: str) -> ListId:
    """Return the id of the word list that names a place."""
    return ListId(f"place:{name}")


def word_lists(files: Iterable[VocabularyForm]) -> dict[ListId, WordList]:
    """Return all lists, actors and places by id, in the order of their ids."""
    files = list(files)
    places = {name: form for file in files for name, form in file.places.items()}
    found = [_list(ListId(name), ListKind.WORDS, form) for file in files for name, form in file.lists.items()]
    found += [_list(actor_id(name), ListKind.ACTOR, form) for file in files for name, form in file.actors.items()]
    found += [_place(name, places) for name in places]
    return {words.id: words for words in sorted(found, key=lambda words: words.id)}


def circles(trees: Sequence[Node]) -> tuple[Fault, ...]:
    """Return a fault for each place that lies, by way of others, in itself."""
    nodes = {name: node for tree in trees for name, node in tree.entries("places")}
    within = {name: inside for name, node in nodes.items() if (inside := node.text("in"))}
    return tuple(
        Fault(nodes[name].at(("in",)).place, f'place "{name}": it lies in itself, by way of "{within[name]}"')
        for name in within
        if _comes_back(name, within)
    )


def _comes_back(name: str, within: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    step = within.get(name)
    while step is not None and step != name and step not in seen:
        seen.add(step)
        step = within.get(step)
    return step == name


def _list(name: ListId, kind: ListKind, form: PhrasesForm) -> WordList:
    return WordList(
        id=name,
        kind=kind,
        meaning=form.meaning or "",
        phrases=_by_language(form.phrases),
        senses_not=_by_language(form.not_),
    )


def _place(name: str, places: Mapping[str, PlaceForm]) -> WordList:
    form = places[name]
    holder = _holder(name, places)
    return WordList(
        id=place_id(name),
        kind=ListKind.PLACE,
        meaning=form.meaning or "",
        phrases=_by_language(form.phrases),
        senses_not=_by_language(form.not_),
        within=place_id(form.in_) if form.in_ else None,
        held_by=actor_id(holder) if holder else None,
    )


def _holder(name: str, places: Mapping[str, PlaceForm]) -> str | None:
    """Return who holds a place: as it says itself, else as the nearest larger place that says so."""
    step: str | None = name
    while step is not None:
        form = places[step]
        if form.disputed or form.held_by:
            return form.held_by
        step = form.in_
    return None


def _by_language(phrases: Mapping[str, list[str]]) -> dict[Lang, tuple[str, ...]]:
    return {Lang(code): tuple(dict.fromkeys(phrases[code])) for code in sorted(phrases)}
