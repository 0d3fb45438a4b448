"""Small atlases of invented and of real names."""

from collections.abc import Mapping

from monitor.model.gazetteer import Atlas, Town


def a_town(name: str, *spellings: str, region: str = "UA.21", people: int = 20_000) -> Town:
    return Town(name=name, region=region, people=people, spellings=spellings)


def an_atlas(*towns: Town, elsewhere: Mapping[str, int] | None = None) -> Atlas:
    return Atlas(towns=tuple(sorted(towns, key=lambda town: -town.people)), elsewhere=elsewhere or {})


def one_town_each(countries: frozenset[str], people: int) -> Atlas:
    """Survey countries of which each has one town."""
    return an_atlas(*(a_town(f"Town of {code}", region=f"{code}.01", people=people) for code in sorted(countries)))


def given(countries: frozenset[str], people: int, *, atlas: Atlas) -> Atlas:
    """Survey any countries: the atlas is what there is."""
    return atlas
