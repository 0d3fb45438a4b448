from readings import judged, marked, the_match

from monitor.model.rule import Stance


def test_an_action_on_a_target_in_one_clause_fires() -> None:
    match = the_match("Russian drones hit substation in Sumy region")
    assert match.fires
    assert marked(match) == ["hit", "substation"]


def test_an_action_and_a_target_in_two_clauses_are_no_mention() -> None:
    assert judged("Missile strikes hotel in Kryvyi Rih; minister visits power station") == ()


def test_an_outcome_with_its_cause_fires_across_clauses() -> None:
    match = the_match("Half of Chernihiv without electricity after overnight missile attack")
    assert match.fires
    assert "without electricity" in marked(match)


def test_an_outcome_without_a_cause_is_no_mention() -> None:
    assert judged("Half of Chernihiv without electricity") == ()


def test_an_outcome_on_a_target_needs_the_target() -> None:
    assert the_match("Fuel depot ablaze in Tuapse after drone attack").fires
    assert judged("Market hall ablaze in Tuapse after drone attack") == ()


def test_a_breach_of_the_promise_by_its_name_fires() -> None:
    match = the_match("Moscow has violated the energy truce, Kyiv says")
    assert (match.fires, match.party, match.speaker, match.stance) == (True, "russia", "ukraine", Stance.CLAIMED)


def test_one_action_on_several_targets_is_one_mention() -> None:
    assert marked(the_match("Russia strikes power plants and gas pipelines in Poltava region")) == [
        "strikes",
        "power plants",
        "gas pipelines",
    ]


def test_a_pledge_and_its_breach_in_one_headline_have_each_their_own_stance() -> None:
    found = judged("Putin agrees to halt strikes on energy sites while drones hit Odesa power station")
    assert sorted((match.fires, match.stance) for match in found) == [(False, Stance.PLEDGED), (True, Stance.REPORTED)]


def test_the_summary_is_judged_beside_the_title() -> None:
    match = the_match("A night in Kharkiv", summary="Bombs fell. A Russian missile destroyed a transformer.")
    assert (match.fires, match.evidence.field) == (True, "summary")


def test_a_body_is_judged_where_there_is_no_summary() -> None:
    body = "A Russian missile destroyed a substation in Kharkiv."
    assert the_match("A night of alarms", body=body).evidence.field == "body"
    assert judged("A night of alarms", summary="Nothing is known yet.", body=body) == ()


def test_an_empty_text_and_one_of_marks_alone_have_no_mention() -> None:
    assert judged("") == ()
    assert judged("… — !!! 🔥") == ()


def test_a_text_in_an_undetermined_language_is_judged_by_every_list() -> None:
    assert the_match("Russian drones hit substation in Sumy region", lang="und").fires


def test_a_text_in_a_language_without_lists_is_judged_by_none() -> None:
    assert judged("Russian drones hit substation in Sumy region", lang="nl") == ()


def test_an_outcome_in_the_title_has_its_cause_in_the_sentence_after_it() -> None:
    match = the_match("Parts of Odesa without electricity", summary="Russian missile strikes went on all night.")
    assert (match.fires, match.party, marked(match)) == (True, "russia", ["without electricity"])


def test_a_cause_in_another_town_is_not_that_of_an_outcome() -> None:
    assert judged("Parts of Odesa without electricity", summary="Russian missiles hit a school in Sumy.") == ()


def test_things_that_share_their_last_word_are_found() -> None:
    assert marked(the_match("Russian missiles hit power and water facilities in Sumy")) == [
        "hit",
        "power and water facilities",
    ]
