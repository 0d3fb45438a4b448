from ipaddress import ip_network
from pathlib import Path

import pytest

from monitor.model.errors import SettingsError
from monitor.settings import load_settings


def test_without_an_environment_the_embedded_default_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RULES", "STATE"):
        monkeypatch.delenv(f"PACTWATCH_{name}", raising=False)
    settings = load_settings()
    assert (settings.rules, settings.database) == (Path("rules"), Path("state/pactwatch.db"))
    assert settings.allow_networks == ()


def test_the_command_line_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTWATCH_RULES", "from-environment")
    assert load_settings().rules == Path("from-environment")
    assert load_settings(rules=Path("given")).rules == Path("given")


def test_networks_are_listed_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTWATCH_ALLOW_NETWORKS", "10.1.0.0/16, 127.0.0.1/32,")
    assert load_settings().allow_networks == (ip_network("10.1.0.0/16"), ip_network("127.0.0.1/32"))


def test_every_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTWATCH_LOG", "loud")
    monkeypatch.setenv("PACTWATCH_ALLOW_NETWORKS", "10.1.0.0/99")
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert "PACTWATCH_LOG" in str(error.value)
    assert "PACTWATCH_ALLOW_NETWORKS" in str(error.value)


def test_the_health_port_is_off_and_on_loopback_unless_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (load_settings().health_port, load_settings().health_host) == (0, "127.0.0.1")
    monkeypatch.setenv("PACTWATCH_HEALTH_PORT", "9090")
    assert load_settings().health_port == 9090
    monkeypatch.setenv("PACTWATCH_HEALTH_PORT", "99999")
    with pytest.raises(SettingsError, match="PACTWATCH_HEALTH_PORT"):
        load_settings()


class TestSecrets:
    def test_the_variable_itself_comes_first(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "TOKEN").write_text("from folder")
        monkeypatch.setenv("PACTWATCH_SECRETS", str(tmp_path))
        assert load_settings().secret("TOKEN") == "from folder"
        monkeypatch.setenv("TOKEN", "from variable")
        assert load_settings().secret("TOKEN") == "from variable"

    def test_a_file_that_a_variable_names_is_read_without_its_line_end(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "here").write_text("s3cret\n")
        monkeypatch.setenv("TOKEN_FILE", str(tmp_path / "here"))
        assert load_settings().secret("TOKEN") == "s3cret"

    def test_a_named_file_that_is_not_there_is_an_error_without_the_secret(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("TOKEN_FILE", str(tmp_path / "absent"))
        with pytest.raises(SettingsError, match="the secret TOKEN cannot be read from"):
            load_settings().secret("TOKEN")

    @pytest.mark.parametrize("name", ["../passwd", "A/B", "", "1A", "A\n"])
    def test_a_name_that_is_no_name_finds_nothing(
        self, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("PACTWATCH_SECRETS", str(tmp_path / "inner"))
        (tmp_path / "passwd").write_text("root")
        assert load_settings().secret(name) is None
