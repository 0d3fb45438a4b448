from datetime import UTC, datetime

import pytest
from readings import judged, marked, the_match

from monitor.model.item import Certainty
from monitor.model.match import Match
from monitor.model.rule import Stance


def why(match: Match, gate: str) -> str:
    return next(each.why for each in match.gates if each.gate == gate)


def test_every_match_names_all_four_gates() -> None:
    assert [gate.gate for gate in the_match("Russian drones hit substation in Sumy").gates] == [
        "sense",
        "stance",
        "party",
        "time",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Storm and strike damage power line in Odesa region", "sense"),
        ("Kremlin denies hitting power plant in Kharkiv", "stance"),
        ("Israel bombs power station in Yemen", "party"),
    ],
)
def test_the_reason_is_the_first_gate_that_did_not_pass(text: str, reason: str) -> None:
    match = the_match(text)
    assert (match.fires, match.reason) == (False, reason)
    assert next(gate.gate for gate in match.gates if not gate.passed) == reason


class TestSense:
    def test_a_phrase_in_another_sense_stops_the_mention_and_is_quoted(self) -> None:
        match = the_match("Kyiv strikes gas deal over power grid")
        assert match.reason == "sense"
        assert '"strikes gas deal"' in why(match, "sense")

    def test_another_cause_is_outweighed_by_a_weapon(self) -> None:
        match = the_match("Drones hit substation in Sumy during a storm")
        assert match.fires
        assert "outweighed" in why(match, "sense")


class TestStance:
    @pytest.mark.parametrize(
        ("text", "stance"),
        [
            ("Russia denies attack on power station in Sumy", Stance.DENIED),
            ("A year ago Russia attacked a power station in Sumy", Stance.HISTORIC),
            ("Russia could attack power stations in Sumy", Stance.HYPOTHETICAL),
            ("Russia plans to attack power stations in Sumy", Stance.PLANNED),
            ("Russia agrees to stop attacks on power stations", Stance.PLEDGED),
            ("Operator reports no attack on power stations in Sumy", Stance.NEGATED),
            ("Russia tried to attack power station in Sumy", Stance.ATTEMPTED),
            ("Kyiv says Russia attacked power station in Sumy", Stance.CLAIMED),
            ("Russia attacks power station in Sumy", Stance.REPORTED),
        ],
    )
    def test_a_cue_gives_the_mention_its_stance(self, text: str, stance: Stance) -> None:
        assert the_match(text).stance is stance

    def test_the_strongest_of_several_cues_wins(self) -> None:
        assert the_match("Russia denies plans to attack power station in Sumy").stance is Stance.DENIED

    def test_a_cue_past_a_terminator_governs_nothing(self) -> None:
        match = the_match("Moscow denies breaking its word as drones hit power station in Sumy")
        assert (match.fires, match.stance) == (True, Stance.REPORTED)

    def test_a_party_that_says_it_did_not_do_it_denies(self) -> None:
        match = the_match("Moscow says its forces did not attack the power station in Kherson")
        assert (match.stance, match.party, match.speaker) == (Stance.DENIED, "russia", "russia")

    def test_others_who_say_that_it_did_not_happen_only_negate(self) -> None:
        assert the_match("Inspectors say drones did not hit the power station in Kherson").stance is Stance.NEGATED

    def test_the_cue_is_shown_with_its_place(self) -> None:
        match = the_match("Russia denies attack on power station in Sumy")
        cue = match.evidence.cue
        assert cue is not None
        assert match.evidence.text[cue.start : cue.end] == cue.text == "denies"


class TestParty:
    @pytest.mark.parametrize(
        ("text", "party", "speaker"),
        [
            ("Russia strikes Ukrainian substation", "russia", None),
            ("Ukrainian substation struck by Russian drones", "russia", None),
            ("Moscow accuses Kyiv of striking a refinery", "ukraine", "russia"),
            ("Ukraine hits oil depot in Tuapse, Moscow says", "ukraine", "russia"),
            ("Kyiv: Russia shelled substation", "russia", "ukraine"),
            ("Refinery in Saratov hit by drones", "ukraine", None),
            ("Kyiv without power after missile strikes", "russia", None),
            ("Ukraine hit by power cuts after missile strikes, says Zelensky", "russia", "ukraine"),
        ],
    )
    def test_it_tells_the_accused_and_the_speaker(self, text: str, party: str, speaker: str | None) -> None:
        match = the_match(text)
        assert (match.party, match.speaker) == (party, speaker)
        assert match.fires

    def test_a_place_whose_control_is_disputed_accuses_nobody(self) -> None:
        match = the_match("Substation in Kherson hit by shelling")
        assert (match.fires, match.party, match.places) == (True, None, ("kherson",))
        assert "disputed" in why(match, "party")

    def test_a_text_without_party_and_place_does_not_fire(self) -> None:
        assert the_match("Bombers hit power station overnight").reason == "party"

    def test_the_nearest_town_comes_before_its_country(self) -> None:
        assert the_match("Drones hit substation in Sumy, in the north of Ukraine").places == ("sumy",)

    @pytest.mark.parametrize(
        ("text", "party"),
        [
            ("Belarus and Russia launch attack on substation", "russia"),
            ("Russia, Belarus attack substation", "russia"),
            ("Russia and the United States strike substation", "russia"),
        ],
    )
    def test_of_those_who_act_together_the_one_who_is_bound_counts(self, text: str, party: str) -> None:
        match = the_match(text)
        assert (match.fires, match.party) == (True, party)
        assert " and " in why(match, "party")

    def test_when_both_parties_act_together_neither_is_accused(self) -> None:
        match = the_match("Russia and Ukraine attack each other's power plants")
        assert (match.fires, match.party) == (True, None)

    def test_of_two_who_accuse_each_other_each_is_accused_by_the_other(self) -> None:
        found = judged("Russia and Ukraine trade accusations over strike on pipeline")
        assert [(m.fires, m.stance, m.party, m.speaker) for m in found] == [
            (True, Stance.CLAIMED, "russia", "ukraine"),
            (True, Stance.CLAIMED, "ukraine", "russia"),
        ]

    def test_those_who_act_apart_are_judged_apart(self) -> None:
        assert the_match("Russia watches as Israel strikes power plant").reason == "party"

    def test_a_place_outside_the_commitment_in_another_clause_rules_nothing_out(self) -> None:
        match = the_match("Russia strikes Ukraine's power grid while envoys talk in Riyadh")
        assert (match.fires, match.places) == (True, ())
        assert the_match("Russia strikes power grid in Syria while envoys talk").reason == "party"

    def test_a_place_of_the_title_serves_the_summary(self) -> None:
        match = the_match("Night in Poltava", summary="A missile destroyed the refinery.")
        assert (match.places, match.party) == (("poltava",), "russia")


class TestTime:
    def at(self, *day: int) -> datetime:
        return datetime(*day, tzinfo=UTC)  # type: ignore[misc]

    def test_the_event_lies_in_every_window_that_holds_its_day(self) -> None:
        text = "Drones hit substation in Sumy"
        assert the_match(text, self.at(2025, 3, 20, 12)).windows == ("moscow",)
        assert the_match(text, self.at(2025, 4, 2, 12)).windows == ("moscow", "kyiv")
        assert the_match(text, self.at(2025, 4, 20, 12)).windows == ("kyiv",)
        assert the_match(text, self.at(2025, 4, 25, 12)).reason == "time"

    def test_a_day_that_the_clause_names_counts_instead_of_publication(self) -> None:
        match = the_match("On 17 March drones destroyed a refinery in Poltava", self.at(2025, 3, 20, 12))
        assert (str(match.event_on), match.reason) == ("2025-03-17", "time")
        assert '"17 March"' in why(match, "time")

    def test_a_weekday_is_the_last_one_before_publication(self) -> None:
        match = the_match("Drones hit substation in Sumy on Monday", self.at(2025, 4, 2, 12))
        assert str(match.event_on) == "2025-03-31"

    def test_the_day_is_that_of_the_commitments_zone(self) -> None:
        match = the_match("Drones hit substation in Sumy", self.at(2025, 4, 24, 22, 30))
        assert str(match.event_on) == "2025-04-25"

    def test_a_boundary_day_counts_and_is_marked(self) -> None:
        match = the_match("Drones hit substation in Sumy", self.at(2025, 4, 24, 12))
        assert (match.fires, match.boundary) == (True, True)

    def test_what_was_published_before_the_window_began_happened_before_it(self) -> None:
        text = "Drones hit substation in Sumy"
        assert the_match(text, self.at(2025, 3, 18, 9)).reason == "time"
        assert the_match(text, self.at(2025, 3, 18, 12), certainty=Certainty.DAY).boundary

    def test_a_former_month_or_year_lies_outside(self) -> None:
        assert the_match("In January drones hit a refinery in Saratov").reason == "time"
        assert the_match("In 2023 drones hit a refinery in Saratov").reason == "time"

    def test_an_undated_item_counts_from_its_first_sight_and_says_so(self) -> None:
        match = the_match("Drones hit substation in Sumy", None, certainty=Certainty.UNDATED)
        assert match.fires
        assert "first seen" in why(match, "time")

    def test_a_date_to_come_counts_from_the_first_sight(self) -> None:
        match = the_match("Drones hit substation in Sumy", certainty=Certainty.FUTURE)
        assert "had not come" in why(match, "time")


def test_the_marked_words_are_those_of_the_text_in_any_case() -> None:
    assert marked(the_match("RUSSIAN DRONES HIT SUBSTATION IN SUMY")) == ["HIT", "SUBSTATION"]
