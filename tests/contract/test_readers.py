"""What every reader must hold; a new one is tested by being registered."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from paperkg.config import TIME_ZONES
from paperkg.graph import Ledger, resolve
from paperkg.model import EdgeClaim, NodeClaim, Reading
from paperkg.readers import READERS, Options, Reader, Source
from paperkg.schema import BUILTIN, EdgeType, NodeType

OPTIONS = Options(BUILTIN, TIME_ZONES)
each = pytest.mark.parametrize("reader", READERS, ids=lambda r: r.name)


def path(reader: Reader) -> str:
    return f"data/{reader.files[0]}"


def read(reader: Reader, data: bytes) -> Reading:
    return reader.read(Source(path(reader), data), OPTIONS)


@each
def test_a_file_is_taken_by_exactly_one_reader(reader: Reader) -> None:
    for file in reader.files:
        for name in (file, file.upper()):
            assert [r.name for r in READERS if r.takes(f"data/{name}")] == [reader.name]


@each
def test_the_example_is_read_without_a_fault(reader: Reader) -> None:
    reading = read(reader, reader.example.encode())
    assert reading.readable
    assert reading.claims
    assert reading.diagnostics == ()


@each
@given(data=st.data())
def test_any_bytes_are_read_alike_twice_and_every_line_exists(
    reader: Reader, data: st.DataObject
) -> None:
    example = reader.example.encode()
    at = data.draw(st.integers(0, len(example)))
    junk = data.draw(st.binary(max_size=40) | st.text(max_size=30).map(str.encode))
    bytes_ = data.draw(st.sampled_from([junk, example[:at] + junk + example[at:], example[:at]]))
    reading = read(reader, bytes_)
    assert read(reader, bytes_) == reading
    lines = bytes_.count(b"\n") + bytes_.count(b"\r") + 1
    for claim in reading.claims:
        assert 1 <= claim.origin.line <= claim.origin.end_line <= lines
        assert claim.origin.reader == reader.name
    for diagnostic in reading.diagnostics:
        assert str(diagnostic).startswith(path(reader))


@each
def test_claims_fit_the_schema(reader: Reader) -> None:
    reading = read(reader, reader.example.encode())
    refs = [c.ref for c in reading.claims if isinstance(c, NodeClaim)]
    assert len(refs) == len(set(refs))
    for claim in reading.claims:
        if isinstance(claim, NodeClaim):
            fits(BUILTIN.node_types[claim.type], claim)
        elif isinstance(claim, EdgeClaim):
            fits(BUILTIN.edge_types[claim.type], claim)
            for end in (claim.source, claim.target):
                assert not isinstance(end, str) or end in refs
    resolve(reading.claims, BUILTIN, Ledger())


def fits(declared: NodeType | EdgeType, claim: NodeClaim | EdgeClaim) -> None:
    for name, value in claim.properties.items():
        if name == "id":
            continue
        prop = declared.property(name)
        assert prop, name
        assert isinstance(value, tuple) == prop.many
        assert value not in ("", ())
