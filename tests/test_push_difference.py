"""What a push finds to differ, without a server."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperkg.push import last

LINES = st.lists(st.sampled_from([b"a", b"b", b"ab", b"aa", b"abc", b"cab", b"x"]), unique=True)


@pytest.mark.parametrize("block", [1, 2, 3, 7, 2**16])
@given(old=LINES, new=LINES, shared=LINES)
def test_the_lines_that_one_text_has_alone_are_found(
    block: int, old: list[bytes], new: list[bytes], shared: list[bytes]
) -> None:
    begun = [line + b"0" for line in shared]
    ended = [line + b"1" for line in shared]
    one, other = (b"".join(line + b"\n" for line in begun + some + ended) for some in (old, new))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(last, "_BLOCK", block)
        assert last.changed(one, other) == (set(old) - set(new), set(new) - set(old))
