"""The settings of compose.yaml are settings of a real server."""

from __future__ import annotations

import neo4j
import pytest
import yaml

from paperkg.server.compose import COMPOSE

pytestmark = pytest.mark.engine


def test_each_setting_is_known_to_the_server(session: neo4j.Session) -> None:
    environment = yaml.safe_load(COMPOSE)["services"]["neo4j"]["environment"]
    # as the image spells them: a double underscore is one, a single one a dot
    names = [
        name.removeprefix("NEO4J_").replace("__", " ").replace("_", ".").replace(" ", "_")
        for name in environment
        if name != "NEO4J_AUTH"
    ]
    assert names
    known = session.run("SHOW SETTINGS YIELD name RETURN collect(name)").value()[0]
    assert set(names) <= set(known)
