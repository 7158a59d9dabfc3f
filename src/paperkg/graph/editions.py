"""Events that are one edition of one venue under two of its names: `NIPS 2017`, `NeurIPS 2017`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from paperkg import ids
from paperkg.graph.clusters import Clusters
from paperkg.graph.keys import name_properties, texts
from paperkg.model import EdgeClaim
from paperkg.schema import Schema


def join_editions(
    clusters: Clusters, edge_claims: Iterable[EdgeClaim], refs: Mapping[str, int], schema: Schema
) -> None:
    """Join the events of one venue and year whose names say no more than that.

    Args:
        clusters: Claims, venues among them joined.
        edge_claims: Say of which venue an event is an edition.
        refs: Claims by ref.
        schema: The library's types.
    """
    editions: dict[int, list[int]] = {}
    for edge in edge_claims:
        ends = edge.source, edge.target
        if edge.type == "EDITION_OF" and isinstance(ends[0], str) and isinstance(ends[1], str):
            venue, event = clusters.root(refs[ends[1]]), refs[ends[0]]
            editions.setdefault(venue, []).append(event)
    several = {v: e for v, e in editions.items() if len({clusters.root(i) for i in e}) > 1}
    names = _names(clusters, schema, several)
    for venue, events in sorted(several.items()):
        by_year: dict[str, list[int]] = {}
        for event in sorted(set(events)):
            properties = clusters.claims[event].properties
            year = str(properties.get("year", ""))
            name, _, last = ids.fold(str(properties.get("name", ""))).rpartition(" ")
            if year and last == year and name in names[venue]:
                by_year.setdefault(year, []).append(event)
        for year, same in sorted(by_year.items()):
            clusters.join(same, f"same edition: {year}")


def _names(clusters: Clusters, schema: Schema, venues: Mapping[int, object]) -> dict[int, set[str]]:
    """Return the folded names of venues, those of the vocabulary included."""
    properties = tuple(name_properties(schema.node_types["Venue"]))
    found: dict[int, set[str]] = {venue: set() for venue in venues}
    for index, claim in enumerate(clusters.claims if venues else ()):
        if claim.type == "Venue" and (root := clusters.root(index)) in found:
            said = (t for name in properties for t in texts(claim.properties.get(name)))
            found[root].update(map(ids.fold, said))
    return found
