"""Pairs of reports that are hard to fold: which tell one event, and which do not.

All texts are made up. `places` are what the gazetteer makes of the text, `named` is the day that the text names; where
it names none, the day of the event is taken to be that of publication.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from nouns import a_match, an_item

from monitor.edges.rulefiles import load
from monitor.incidents.backdrop import Backdrop, backdrop
from monitor.incidents.tellings import Telling, tellings
from monitor.model.ids import ItemId, Lang, PartyId, Publisher
from monitor.model.item import StoredItem

STARTER = backdrop(load(Path(__file__).parent.parent / "rules"))
BACKDROP = Backdrop(
    larger={
        **dict.fromkeys(
            ("kharkiv", "odesa", "sumy", "poltava", "kherson", "lviv", "kyiv", "dnipropetrovsk"), "ukraine"
        ),
        **dict.fromkeys(("kursk", "bryansk", "belgorod", "krasnodar", "saratov", "rostov", "crimea"), "russia"),
        "sudzha": "kursk",
        "kavkazskaya": "krasnodar",
        "engels": "saratov",
        "izmail": "odesa",
        "shostka": "sumy",
    },
    common=STARTER.common,
    kinds=STARTER.kinds,
)
MARCH, APRIL = 3, 4


@dataclass(frozen=True, kw_only=True)
class Report:
    """One article."""

    title: str
    on: date
    places: tuple[str, ...] = ()
    named: date | None = None
    accused: str | None = "russia"
    speaker: str | None = None
    summary: str = ""
    lang: str = "en"
    copy_of: int | None = None

    def stored(self, number: int) -> StoredItem:
        """The item that it becomes."""
        item = an_item(
            self.title,
            summary=self.summary,
            lang=Lang(self.lang),
            published_at=datetime.combine(self.on, time(9), UTC),
            publisher=Publisher(f"Outlet {number}"),
        )
        return StoredItem(id=ItemId(number), version=1, item=item, copy_of=self.copy_of and ItemId(self.copy_of))

    def telling(self, number: int) -> Telling:
        """What it tells, as the engine would find it."""
        match = a_match(
            places=self.places,
            event_on=self.named or self.on,
            party=self.accused and PartyId(self.accused),
            speaker=self.speaker,
        )
        match = replace(match, evidence=replace(match.evidence, text=self.title, words=(), cue=None))
        [telling] = tellings(self.stored(number), [match], BACKDROP)
        return telling


class Pair(NamedTuple):
    """Two reports, whether they tell one event, and what makes the pair hard."""

    hard: str
    one: Report
    other: Report
    same: bool


def march(day: int) -> date:
    return date(2025, MARCH, day)


def april(day: int) -> date:
    return date(2025, APRIL, day)


def told(title: str, on: date, *places: str, **given: object) -> Report:
    return Report(title=title, on=on, places=places, **given)  # type: ignore[arg-type]


STATION = told(
    "Drones set fire to oil pumping station at Kavkazskaya in Krasnodar", march(19), "kavkazskaya", accused="ukraine"
)
DEPOT = told("Oil depot burns in Krasnodar region after drone attack", march(19), "krasnodar", accused="ukraine")
SUBSTATION = told(
    "Drone hits substation in Sumy region, 12,000 homes without power",
    april(2),
    "sumy",
    summary="The substation near Shostka was struck at dawn; 12,000 households lost electricity, the grid firm said.",
)
WAVE = told(
    "Overnight wave of 150 drones and missiles hits energy sites in eleven regions",
    april(10),
    "kharkiv",
    "odesa",
    "sumy",
    "poltava",
    "lviv",
    "kyiv",
    "kherson",
    summary="The wave of 150 drones and 20 missiles damaged energy sites in eleven regions, the air force said.",
)
METERING = told(
    "Moscow accuses Kyiv of shelling gas metering station at Sudzha",
    march(28),
    "sudzha",
    accused="ukraine",
    speaker="russia",
    summary="The station at Sudzha was all but destroyed by HIMARS rockets, the ministry said.",
)
GRID = told(
    "Nationwide power grid hit by missiles, ministry says",
    april(5),
    summary="Emergency cuts were ordered in all provinces; lifts and trams stand still until the evening.",
)
GENERATORS = told(
    "45,000 people in Kherson lose electricity after shelling of power facility",
    april(1),
    "kherson",
    summary="Shells hit a power facility in Kherson in the morning; governor Prokopchuk speaks of 45,000 people.",
)

PAIRS = (
    # The same place struck again.
    Pair("the same station a week later", STATION, replace(STATION, on=march(26)), False),
    Pair("the same station three days later", STATION, replace(STATION, on=march(22)), False),
    Pair(
        "the same station, a named day a week before", STATION, replace(STATION, on=march(27), named=march(26)), False
    ),
    Pair(
        "the same substation twice in a week, other figures",
        SUBSTATION,
        told(
            "Substation in Sumy region struck for the second time this week",
            april(6),
            "sumy",
            summary="Guided bombs cut off 3,500 homes this time.",
        ),
        False,
    ),
    Pair(
        "the same region on the next day, another thing struck",
        SUBSTATION,
        told(
            "Guided bombs damage gas pipeline near Okhtyrka in Sumy region",
            april(3),
            "sumy",
            summary="Workers shut valves on Thursday; 800 flats have no heating.",
        ),
        False,
    ),
    Pair(
        "the same city on the next day, both days named",
        replace(GENERATORS, named=april(1)),
        told(
            "Kherson boiler house shelled",
            april(3),
            "kherson",
            named=april(2),
            summary="Two stokers were hurt on 2 April.",
        ),
        False,
    ),
    Pair(
        "a second strike that recalls the first",
        GENERATORS,
        told(
            "Kherson loses power again as shells hit a second facility",
            april(3),
            "kherson",
            summary="Some 20,000 people are affected, two days after an earlier attack.",
        ),
        False,
    ),
    # One night's strikes on many places.
    Pair(
        "a wave and one of its regions",
        WAVE,
        told("Drones hit power plant in Kharkiv overnight", april(10), "kharkiv"),
        True,
    ),
    Pair(
        "a wave and two of its regions",
        WAVE,
        told("Missiles strike energy sites in Lviv and Odesa", april(10), "lviv", "odesa"),
        True,
    ),
    Pair(
        "a wave, told of the regions that another outlet leaves out",
        WAVE,
        told(
            "150 drones and 20 missiles in overnight wave: energy sites damaged in Dnipro",
            april(10),
            "dnipropetrovsk",
            summary="The air force counted 150 drones and 20 missiles in the wave on eleven regions.",
        ),
        True,
    ),
    Pair(
        "a wave, told next day without a day",
        WAVE,
        told(
            "Repairs after wave of 150 drones on eleven regions",
            april(11),
            "kharkiv",
            "poltava",
            summary="Crews work on energy sites damaged by the wave of drones and 20 missiles.",
        ),
        True,
    ),
    Pair(
        "a wave and the next night's wave on the same regions",
        WAVE,
        told(
            "Second night of strikes: 90 drones over Kharkiv and Sumy",
            april(12),
            "kharkiv",
            "sumy",
            named=april(12),
            summary="Substations burn after 90 drones; 7 missiles were shot down.",
        ),
        False,
    ),
    Pair(
        "a wave named country-wide and one region of it",
        replace(WAVE, places=("ukraine",)),
        told(
            "Energy sites in Odesa damaged in overnight wave of 150 drones",
            april(10),
            "odesa",
            summary="Odesa was among eleven regions that the wave of drones and missiles hit.",
        ),
        True,
    ),
    Pair(
        "two regions in one night that nobody connects",
        told("Drones hit power plant in Kharkiv", april(10), "kharkiv"),
        told("Port town near Odesa without electricity after strike", april(10), "izmail"),
        False,
    ),
    # Who is accused.
    Pair(
        "mutual accusations over one site",
        METERING,
        told("Kyiv says Russia shelled Sudzha gas metering station itself", march(28), "sudzha", speaker="ukraine"),
        True,
    ),
    Pair(
        "an accusation and a plain report of the deed",
        METERING,
        told("Gas metering station at Sudzha destroyed", march(28), "kursk", accused=None),
        True,
    ),
    Pair(
        "mutual accusations over one site, next day",
        METERING,
        told("Who shelled the Sudzha metering station? Kyiv blames Moscow", march(29), "sudzha", speaker="ukraine"),
        True,
    ),
    Pair(
        "each accuses the other of its own dead site the same night",
        METERING,
        told("Kyiv accuses Moscow of bombing thermal plant in Kharkiv", march(28), "kharkiv", speaker="ukraine"),
        False,
    ),
    Pair(
        "same night, two countries",
        DEPOT,
        told("Drones set fire to oil depot in Odesa region", march(19), "odesa"),
        False,
    ),
    Pair(
        "same night, two countries, one names the country alone",
        told("Drones leave Russian town without power", march(19), "russia", accused="ukraine"),
        told("Drones leave Ukrainian city without power", march(19), "ukraine"),
        False,
    ),
    # Days that move.
    Pair(
        "a next-day report without a day",
        SUBSTATION,
        told("12,000 homes in Sumy region still dark after substation strike", april(3), "sumy"),
        True,
    ),
    Pair(
        "a next-day report that names the day before",
        SUBSTATION,
        told("Shostka counts the damage", april(3), "shostka", named=april(2)),
        True,
    ),
    Pair(
        "a corrected day",
        replace(SUBSTATION, named=april(1)),
        told(
            "Drone hits substation in Sumy region, 12,000 homes without power",
            april(2),
            "sumy",
            summary="Correction: the substation near Shostka was struck on Wednesday, not on Tuesday.",
            named=april(2),
        ),
        True,
    ),
    Pair(
        "a report two days late that names the day",
        SUBSTATION,
        told("How a substation in Sumy region was lost", april(4), "sumy", named=april(2)),
        True,
    ),
    Pair(
        "a report two days late without a day",
        GENERATORS,
        told(
            "Life without light: Kherson after shells cut power to 45,000",
            april(3),
            "kherson",
            summary="Governor Prokopchuk promises repairs at the power facility for 45,000 people.",
        ),
        True,
    ),
    Pair(
        "a report before midnight and one in the morning",
        told(
            "Explosions, then blackout in Poltava as drones hit substation",
            april(7),
            "poltava",
            summary="Mayor Lysenko says that the Wheatfield substation burns.",
        ),
        told(
            "Poltava substation ablaze after night attack",
            april(8),
            "poltava",
            summary="The Wheatfield substation burns since the evening, mayor Lysenko said.",
        ),
        True,
    ),
    # Places that differ.
    Pair("a town and its region", STATION, DEPOT, True),
    Pair(
        "a place spelt three ways: Sudzha",
        METERING,
        told("Gasmessstation Sudscha praktisch zerstört", march(28), "kursk", accused="ukraine", lang="de"),
        True,
    ),
    Pair(
        "a place spelt three ways: Суджа",
        METERING,
        told(
            "Минобороны: газоизмерительная станция «Суджа» уничтожена",
            march(28),
            "sudzha",
            accused="ukraine",
            lang="ru",
        ),
        True,
    ),
    Pair(
        "a place that only one gazetteer entry knows",
        METERING,
        told("Estación de gas de Sudzha destruida por misiles", march(28), accused="ukraine", lang="es"),
        True,
    ),
    Pair(
        "two regions with one word in common",
        told("Substation in Sumy region hit by drone", april(2), "sumy"),
        told("Substation in Kharkiv region hit by drone", april(2), "kharkiv"),
        False,
    ),
    Pair(
        "one form filled in for two regions",
        told("Drone hits substation in Sumy region, 12,000 homes without power", april(2), "sumy"),
        told("Drone hits substation in Poltava region, 9,000 homes without power", april(2), "poltava"),
        False,
    ),
    Pair(
        "two regions named, one of them shared",
        told("Energy sites in Sumy and Dnipropetrovsk regions damaged", april(2), "sumy", "dnipropetrovsk"),
        SUBSTATION,
        True,
    ),
    # Nothing but a day in common.
    Pair(
        "a grid and a pipeline at sea, no place said",
        GRID,
        told(
            "Divers find explosive at undersea gas pipeline",
            april(5),
            accused="ukraine",
            summary="The pipeline's operator speaks of sabotage.",
        ),
        False,
    ),
    Pair(
        "a grid and a pipeline, nobody accused",
        replace(GRID, accused=None),
        told("Undersea gas pipeline sabotaged", april(5), accused=None),
        False,
    ),
    Pair("no place said, one text", GRID, replace(GRID, title="Missiles strike the power grid nationwide"), True),
    Pair(
        "no place said, and a region that nothing connects",
        GRID,
        told("Artillery damages power line near Izmail", april(5), "izmail"),
        False,
    ),
    Pair(
        "a country named, and one of its regions with the same figure",
        told(
            "45,000 in Ukraine without electricity after strikes",
            april(1),
            "ukraine",
            summary="Tens of thousands in the south, in Kherson, are without power.",
        ),
        GENERATORS,
        True,
    ),
    Pair(
        "a country named, and one of its regions with other figures",
        told("Ukraine loses a tenth of its gas output to missiles", april(1), "ukraine"),
        GENERATORS,
        False,
    ),
    # Recaps.
    Pair(
        "a recap of the week",
        SUBSTATION,
        told(
            "Moscow broke energy truce 14 times in a week, Kyiv counts",
            april(6),
            "ukraine",
            summary="The list names plants and lines in seven regions.",
        ),
        False,
    ),
    Pair(
        "a recap that names the place among others",
        SUBSTATION,
        told(
            "A week of strikes: from Odesa to Sumy",
            april(7),
            "odesa",
            "kharkiv",
            "sumy",
            summary="Fourteen attacks on plants and lines since 31 March.",
        ),
        False,
    ),
    Pair(
        "a daily count on two days",
        told(
            "Ministry: ten attacks on energy sites in a day",
            april(14),
            "bryansk",
            "kursk",
            accused="ukraine",
            speaker="russia",
            summary="Lines in Bryansk and Kursk were cut off.",
        ),
        told(
            "Ministry: eight attacks on energy sites in a day",
            april(16),
            "bryansk",
            "kursk",
            accused="ukraine",
            speaker="russia",
            summary="A boiler house and a substation were damaged.",
        ),
        False,
    ),
    # Two sites in one city.
    Pair(
        "two sites in one city the same night",
        told(
            "Saratov refinery on fire after drone attack",
            april(8),
            "saratov",
            accused="ukraine",
            summary="Tanks of the refinery burn on the Volga bank.",
        ),
        told(
            "Drone damages substation in Saratov's Zavodskoi district",
            april(8),
            "saratov",
            accused="ukraine",
            summary="Trams stand still; 600 flats lost electricity.",
        ),
        False,
    ),
    Pair(
        "two sites in one city the same night, in one report",
        told("Refinery and substation in Saratov hit", april(8), "saratov", accused="ukraine"),
        told("Saratov refinery on fire after drone attack", april(8), "saratov", accused="ukraine"),
        True,
    ),
    Pair(
        "a site named by its kind, and as energy at large",
        SUBSTATION,
        told("Energy facility in Sumy region attacked", april(2), "sumy"),
        True,
    ),
    # Across languages.
    Pair(
        "two languages, place and day",
        DEPOT,
        told("Incendie dans un dépôt pétrolier à Krasnodar", march(19), "krasnodar", accused="ukraine", lang="fr"),
        True,
    ),
    Pair(
        "two languages, a figure, next day",
        GENERATORS,
        told(
            "Херсон: 45 тисяч людей без світла",
            april(2),
            "kherson",
            lang="uk",
            summary="Прокопчук: знеструмлено 45 000 споживачів.",
        ),
        True,
    ),
    Pair(
        "two languages, same region, days apart",
        GENERATORS,
        told("Херсон знову без світла", april(4), "kherson", lang="uk"),
        False,
    ),
    Pair(
        "two languages, two regions, one day",
        SUBSTATION,
        told("Росіяни вдарили по підстанції на Харківщині", april(2), "kharkiv", lang="uk"),
        False,
    ),
    Pair(
        "two languages, a wave and its region",
        WAVE,
        told("Ataque masivo deja sin luz a Odesa", april(10), "odesa", lang="es"),
        True,
    ),
    # One text.
    Pair(
        "a copy under another title, no place in one of them",
        replace(SUBSTATION, places=()),
        replace(SUBSTATION, title="Sumy: night strike on the grid", on=april(3), copy_of=1),
        True,
    ),
)
