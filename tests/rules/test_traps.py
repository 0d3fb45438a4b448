"""Headlines with every keyword of the rules and none of their events."""

import pytest
from readings import a_reading, starter_engine

TRAPS = (
    # strikes that nobody fires, power that no grid carries
    "Nurses' strike over pay closes wards at Kyiv hospital",
    "Pilots strike in Frankfurt as talks over pay collapse",
    "Oil refinery workers in Texas end strike",
    "Lightning strike cuts power to village near Moscow",
    "Power struggle in the Kremlin as ministers fight over the budget",
    "Putin powers ahead in the polls",
    "Russian minister attacks opposition over pension deal",
    "Zelensky targets corruption in the energy sector",
    "Gas price hits record high in Ukraine",
    "Energy shares in Moscow hit by fall in oil price",
    "Moscow and Minsk strike gas deal",
    "Nuclear plant in Finland shut down for maintenance",
    "War film about Crimea bombs at the box office",
    # games
    "Ukraine striker hits winner as Dynamo Kyiv power past Shakhtar",
    "Manchester club agrees deal for Ukrainian winger after talks",
    "Moscow hockey club extends contract with American goalkeeper",
    "Chess: Ukraine holds Russia to a draw",
    # talks, truces and prisoners of others
    "US and China hold trade talks in Riyadh",
    "Iran suspends nuclear talks with US in Oman",
    "Serbia and Kosovo break off talks in Brussels",
    "Talks open on pay for tram drivers in Kharkiv",
    "Kyiv theatre cancels talks with playwright",
    "Peace talks between Congo and rebels held in Doha",
    "Israel and Hamas exchange prisoners under Gaza truce",
    "Ceasefire between India and Pakistan broken",
    "Tariff truce between Washington and Beijing takes effect",
    "Brazil frees Russian spy suspect from prison",
    "Prisoners riot in Siberian jail",
    # ships, ports, aid and Kursk
    "Houthi missile hits tanker in the Red Sea",
    "Cruise ship runs aground off Norway with Russian tourists aboard",
    "Fleet of electric buses hits the streets of Lviv",
    "Earthquake damages Turkish port",
    "Charity sends toys and humanitarian aid to Ukraine",
    "Court in Kyiv ends case on arms deliveries of 2014",
    "US halts military aid to Egypt",
    "Residents leave village in Kursk region because of flood",
    "Families of Kursk submarine crew mark anniversary",
    "New embassy of India opens in Kyiv",
    "North Korea recalls ambassador from Moscow",
)


@pytest.mark.parametrize("headline", TRAPS)
def test_no_rule_fires_on(headline: str) -> None:
    assert [match.rule for match in starter_engine().judge(a_reading(headline)) if match.fires] == []


def test_there_are_at_least_thirty() -> None:
    assert len(set(TRAPS)) >= 30
