"""Makes word lists of the vocabulary files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from monitor.model.fault import Fault
from monitor.model.ids import Lang, ListId
from monitor.model.naming import Naming
from monitor.model.vocabulary import ListKind, WordList
from monitor.rulebook.nodes import Node
from monitor.rulebook.vocabulary_form import ListForm, PhrasesForm, PlaceForm, VocabularyForm
from monitor.rulebook.wording import short
from monitor.text.names import declined
from monitor.text.phrases import NAME

Phrases = Mapping[Lang, tuple[str, ...]]


def actor_id(name: str) -> ListId:
    """Return the id of the word list that names an actor."""
    return ListId(f"actor:{name}")


def place_id(name: str) -> ListId:
    """Return the id of the word list that names a place."""
    return ListId(f"place:{name}")


def word_lists(
    files: Iterable[VocabularyForm], namings: Mapping[Lang, Naming], towns: Mapping[str, Phrases]
) -> dict[ListId, WordList]:
    """Return all lists, actors and places by id, in the order of their ids.

    `towns` are further phrases of places, by name. A phrase that is a name is there in all its forms.
    """
    files = list(files)
    places = {name: form for file in files for name, form in file.places.items()}
    holders = _holders(places)
    found = [_list(ListId(name), ListKind.WORDS, form) for file in files for name, form in file.lists.items()]
    found += [_list(actor_id(name), ListKind.ACTOR, form) for file in files for name, form in file.actors.items()]
    found += [_place(name, form, holders[name]) for name, form in places.items()]
    found = [replace(words, phrases=_with_forms(words, namings, towns)) for words in found]
    return {words.id: words for words in sorted(found, key=lambda words: words.id)}


def _with_forms(words: WordList, namings: Mapping[Lang, Naming], towns: Mapping[str, Phrases]) -> Phrases:
    """Return the phrases of a list with all forms of its names, and with those of its towns."""
    more = towns.get(words.name, {}) if words.kind is ListKind.PLACE else {}
    return {
        lang: tuple(dict.fromkeys((*_forms(words.phrases.get(lang, ()), namings.get(lang)), *more.get(lang, ()))))
        for lang in sorted({*words.phrases, *more})
    }


def _forms(phrases: Iterable[str], naming: Naming | None) -> Iterator[str]:
    for phrase in phrases:
        if naming is not None and phrase.startswith(NAME):
            yield from (NAME + form for form in declined(phrase.removeprefix(NAME), naming))
        else:
            yield phrase


def circles(trees: Sequence[Node]) -> tuple[Fault, ...]:
    """Return a fault for each place that lies, by way of others, in itself."""
    nodes = {name: node for tree in trees for name, node in tree.entries("places")}
    within = {name: inside for name, node in nodes.items() if (inside := node.text("in"))}
    return tuple(
        Fault(
            nodes[name].at(("in",)).place,
            f'place "{short(name)}": it lies in itself, by way of "{short(within[name])}"',
        )
        for name in _coming_back(within)
    )


def _coming_back(within: Mapping[str, str]) -> Iterator[str]:
    """Tell each name from which the way leads back to it. No step is taken twice, however long the ways are."""
    seen: set[str] = set()
    for name in within:
        way: dict[str, int] = {}
        step: str | None = name
        while step is not None and step not in seen:
            seen.add(step)
            way[step] = len(way)
            step = within.get(step)
        if step in way:
            yield from list(way)[way[step] :]


def _list(name: ListId, kind: ListKind, form: PhrasesForm) -> WordList:
    return WordList(
        id=name,
        kind=kind,
        meaning=form.meaning or "",
        phrases=_by_language(form.phrases),
        senses_not=_by_language(form.not_),
        within=ListId(form.kind_of) if isinstance(form, ListForm) and form.kind_of else None,
    )


def _place(name: str, form: PlaceForm, holder: str | None) -> WordList:
    return WordList(
        id=place_id(name),
        kind=ListKind.PLACE,
        meaning=form.meaning or "",
        phrases=_by_language(form.phrases),
        senses_not=_by_language(form.not_),
        within=place_id(form.in_) if form.in_ else None,
        held_by=actor_id(holder) if holder else None,
    )


def _holders(places: Mapping[str, PlaceForm]) -> dict[str, str | None]:
    """Return who holds each place: as it says itself, else as the nearest larger place that says so."""
    found = {name: form.held_by for name, form in places.items() if form.disputed or form.held_by}
    for name in places:
        way: list[str] = []
        step: str | None = name
        while step is not None and step not in found:
            way.append(step)
            step = places[step].in_
        found |= dict.fromkeys(way, found[step] if step else None)
    return found


def _by_language(phrases: Mapping[str, list[str]]) -> dict[Lang, tuple[str, ...]]:
    return {Lang(code): tuple(dict.fromkeys(phrases[code])) for code in sorted(phrases)}
