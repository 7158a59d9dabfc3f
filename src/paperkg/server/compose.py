"""The same server for those who have Docker."""

from __future__ import annotations

from typing import Final

COMPOSE: Final = """\
# Neo4j for this library, written by paperkg:  docker compose up --detach --wait
# The password is NEO4J_PASSWORD of the shell, which `paperkg push` reads too.
services:
  neo4j:
    image: neo4j:5.26-community
    ports:
      - "127.0.0.1:7474:7474"  # Neo4j Browser: http://localhost:7474
      - "127.0.0.1:7687:7687"
    environment:
      NEO4J_AUTH: "neo4j/${NEO4J_PASSWORD:?export NEO4J_PASSWORD first}"
      NEO4J_server_memory_heap_max__size: 1G
    volumes:
      - neo4j:/data
    healthcheck:
      test: ["CMD-SHELL", "wget --quiet --spider http://localhost:7474 || exit 1"]
      interval: 5s
      retries: 30
volumes:
  neo4j:
"""
