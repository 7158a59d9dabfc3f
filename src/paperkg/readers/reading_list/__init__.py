"""Reads Markdown and text files in which somebody jots down what to read and thinks of it.

`lines` sets list marks apart, `cutting` cuts the lines into pieces (`layouts` knows how
entries open, `tables` how rows are ones; `marks`, `links`, `times`, `people`, `citations` and
`published` know what stands in a line), `grouping` decides what belongs to what, `said` gathers
what an entry says, and `works`, `appearances`, `sessions` and `notes` write the claims.
"""

from __future__ import annotations

from typing import Final

from paperkg import ids
from paperkg.diagnostics import Diagnostic
from paperkg.model import Reading
from paperkg.readers.base import Options, Source, decode
from paperkg.readers.reading_list.cutting import cut
from paperkg.readers.reading_list.drafts import Entry, Note, Section, Session
from paperkg.readers.reading_list.grouping import group
from paperkg.readers.reading_list.lines import Lines
from paperkg.readers.reading_list.notes import Events, write_heading, write_note
from paperkg.readers.reading_list.sessions import Clocks, write_edition, write_session
from paperkg.readers.reading_list.works import Works
from paperkg.readers.writing import Writer

__all__ = ["READING_LIST", "ReadingListReader"]

NAME: Final = "reading-list"
_EXAMPLE: Final = """\
### NeurIPS'20 Spotlight

Wed
23:10 – 23:20 UTC
6 - Spotlight: GAIT-prop: A biologically plausible learning rule
Nasir Ahmad, Marcel A. J. van Gerven, Luca Ambrogioni
Link: https://arxiv.org/abs/2006.06438
想法: 对target prop (ADMM)做 spectrum control; maybe worth a paper.

### Other papers (to be organized)
Network Pruning via Greedy Optimization
Mao Ye (The University of Texas at Austin) · Qiang Liu (UT Austin)
12:20
"""


class ReadingListReader:
    """The reader of reading lists."""

    name = NAME
    files = ("list.md", "list.markdown", "list.txt")
    example = _EXAMPLE

    def takes(self, path: str) -> bool:
        """Whether *path* names a Markdown or text file."""
        return path.lower().endswith((".md", ".markdown", ".txt"))

    def read(self, source: Source, options: Options) -> Reading:
        """Return what *source* says; every non-blank line is in the origin of a claim."""
        text = decode(source, NAME)
        if isinstance(text, Diagnostic):
            return Reading(diagnostics=(text,), readable=False)
        drafts = group(cut(Lines(ids.nfc(text))))
        writer = Writer(source.path, options, NAME)
        events = Events(writer, (d for d in drafts if isinstance(d, Section)))
        clocks, works = Clocks(writer), Works(writer)
        for draft in drafts:
            if isinstance(draft, Section):
                write_edition(writer, draft)
                write_heading(writer, draft)
            elif isinstance(draft, Session):
                write_session(writer, clocks, draft)
            elif isinstance(draft, Entry):
                for note in works.write(draft):
                    write_note(writer, works, events, note)
            elif isinstance(draft, Note):
                write_note(writer, works, events, draft)
        return writer.reading


READING_LIST: Final = ReadingListReader()
