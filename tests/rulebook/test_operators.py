"""Operators and the heartbeat in alerts.yaml."""

from datetime import timedelta
from pathlib import Path

import pytest
from rulefolders import ALERTS, GOOD, write

from monitor.edges.rulefiles import load, load_sources, read_sources
from monitor.model.alert import AlertPlan
from monitor.model.errors import RulebookError
from monitor.rulebook import cautions


def alerts(folder: Path, more: str) -> AlertPlan:
    return load(write(folder, {**GOOD, "alerts.yaml": ALERTS + more})).alerts


def fault(folder: Path, more: str) -> str:
    with pytest.raises(RulebookError) as error:
        alerts(folder, more)
    return str(error.value)


def test_without_them_nobody_hears_and_nothing_beats(tmp_path: Path) -> None:
    plan = alerts(tmp_path, "")
    assert (plan.operators, plan.heartbeat) == ((), None)


def test_operators_are_receivers_by_name(tmp_path: Path) -> None:
    assert alerts(tmp_path, "operator: [desk, duty, desk]\n").operators == ("desk", "duty")


def test_an_operator_that_is_no_receiver_is_a_fault_at_its_place(tmp_path: Path) -> None:
    assert 'alerts.yaml:11:18: unknown receiver "dusk"; did you mean "desk"?' in fault(
        tmp_path, "operator: [duty, dusk]\n"
    )


@pytest.mark.parametrize("address", ["${HEARTBEAT_URL}", "https://ping.example/${KEY}", "http://10.0.0.2/beat"])
def test_a_heartbeat_goes_to_a_secret_or_a_web_address(tmp_path: Path, address: str) -> None:
    beat = alerts(tmp_path, f'heartbeat: {{address: "{address}", every: 10m}}\n').heartbeat
    assert beat is not None
    assert (beat.address, beat.every) == (address, timedelta(minutes=10))
    assert address not in repr(beat)


def test_a_heartbeat_that_does_not_say_how_often_beats_every_five_minutes(tmp_path: Path) -> None:
    beat = alerts(tmp_path, 'heartbeat: {address: "${HEARTBEAT_URL}"}\n').heartbeat
    assert beat is not None
    assert beat.every == timedelta(minutes=5)


@pytest.mark.parametrize("address", ["ftp://canary.example/", "${1}", "canary", "https://${KEY/canary", "http://a b/"])
def test_another_address_is_a_fault_that_does_not_show_it(tmp_path: Path, address: str) -> None:
    text = fault(tmp_path, f'heartbeat: {{address: "{address}"}}\n')
    assert "alerts.yaml:11:22: " in text
    assert "${HEARTBEAT_URL}" in text
    assert "canary" not in text.replace(str(tmp_path), "")


def test_a_misspelt_key_and_a_wrong_interval_are_told_at_once(tmp_path: Path) -> None:
    text = fault(tmp_path, 'heartbeat: {address: "${H}", every: 5s}\noperators: [desk]\n')
    assert "alerts.yaml:11:37: an interval of 5s is out of reach" in text
    assert 'alerts.yaml:12:1: unknown key "operators"; did you mean "operator"?' in text


def test_a_heartbeats_address_in_the_open_is_doubtful(tmp_path: Path) -> None:
    more = 'heartbeat: {address: "https://ping.example/canary"}\n'
    sources = read_sources(write(tmp_path, {**GOOD, "alerts.yaml": ALERTS + more}))
    found = cautions(sources, (book := load_sources(sources)), book.commitments[0].status[0].on)
    assert any("heartbeat's address is a secret" in caution.message for caution in found)
