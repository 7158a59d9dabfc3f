"""The shipped edge types."""

from __future__ import annotations

from typing import Final

from paperkg.schema.properties import COMMENT, PAGE, kind_of
from paperkg.schema.types import EdgeType, Kind, Label, Property


def _scholarly(name: str, iri: str, label: Label, inverse: Label) -> EdgeType:
    """Declare an edge by which an idea, note or paper takes a stand on something."""
    return EdgeType(
        name=name,
        sources=("Idea", "Paper", "Note"),
        targets=(),
        iri=iri,
        label=label,
        inverse=inverse,
        properties=(COMMENT, PAGE),
    )


EDGES: Final = (
    EdgeType(
        name="AUTHORED_BY",
        sources=("Paper",),
        targets=("Author",),
        iri="dcterms:creator",
        label=Label("Authors", "作者"),
        inverse=Label("Papers", "论文"),
        edge_class="pkg:Authorship",
        shown_as="authors",
        properties=(
            Property(
                name="position",
                iri="pkg:position",
                label=Label("Position", "顺序"),
                kind=Kind.INTEGER,
                minimum=1,
                doc="From 1.",
            ),
            Property(
                name="affiliations",
                iri="pkg:affiliation",
                label=Label("Affiliations", "单位"),
                kind=Kind.NODE,
                many=True,
                target="Institution",
                doc="Institutions of this author as this paper states them.",
            ),
            Property(
                name="affiliation_text",
                iri="pkg:affiliationText",
                label=Label("Affiliation as printed", "单位原文"),
            ),
            Property(
                name="name_text",
                iri="pkg:nameText",
                label=Label("Name as printed", "姓名原文"),
                doc="Where it differs from the author's name.",
            ),
        ),
    ),
    EdgeType(
        name="AFFILIATED_WITH",
        sources=("Author",),
        targets=("Institution",),
        iri="org:memberOf",
        label=Label("Affiliations", "单位"),
        inverse=Label("Authors", "作者"),
        edge_class="pkg:Affiliation",
        shown_as="affiliations",
        properties=(
            Property(
                name="papers",
                iri="pkg:statedIn",
                label=Label("Stated in", "出自"),
                kind=Kind.NODE,
                many=True,
                target="Paper",
                doc="Papers that state it; none where the author's own record does.",
            ),
        ),
    ),
    EdgeType(
        name="PART_OF",
        sources=("Institution",),
        targets=("Institution",),
        iri="org:subOrganizationOf",
        label=Label("Part of", "隶属"),
        inverse=Label("Parts", "下属"),
        acyclic=True,
    ),
    EdgeType(
        name="PRESENTED_AT",
        sources=("Paper",),
        targets=("Event", "Session"),
        iri="bibo:presentedAt",
        label=Label("Presented at", "报告于"),
        inverse=Label("Presentations", "报告"),
        edge_class="pkg:Presentation",
        properties=(
            kind_of("oral, spotlight, poster, tutorial"),
            Property(
                name="number",
                iri="pkg:number",
                label=Label("Number", "编号"),
                kind=Kind.INTEGER,
                doc="In its session; parallel tracks repeat it.",
            ),
            Property(name="track", iri="pkg:track", label=Label("Track", "分会场")),
        ),
    ),
    EdgeType(
        name="HELD_AT",
        sources=("Session",),
        targets=("Event",),
        iri="dcterms:isPartOf",
        label=Label("Held at", "举办于"),
        inverse=Label("Sessions", "场次"),
    ),
    EdgeType(
        name="EDITION_OF",
        sources=("Event",),
        targets=("Venue",),
        iri="pkg:editionOf",
        label=Label("Edition of", "所属会议"),
        inverse=Label("Editions", "历届"),
    ),
    EdgeType(
        name="PUBLISHED_IN",
        sources=("Paper",),
        targets=("Venue",),
        iri="pkg:publishedIn",
        label=Label("Venue", "发表于"),
        inverse=Label("Papers", "论文"),
        shown_as="venue",
    ),
    EdgeType(
        name="ABOUT",
        sources=("Paper", "Idea", "Note"),
        targets=("Topic",),
        iri="dcterms:subject",
        label=Label("Topics", "主题"),
        inverse=Label("About this", "相关"),
        shown_as="topics",
        properties=(
            Property(
                name="evidence",
                iri="pkg:evidence",
                label=Label("Evidence", "依据"),
                kind=Kind.NAME,
                many=True,
                doc="Where and as which words: `title: normalizing flows`; `stated` by a person.",
            ),
        ),
    ),
    EdgeType(
        name="BROADER",
        sources=("Topic",),
        targets=("Topic",),
        iri="skos:broader",
        label=Label("Broader", "上位主题"),
        inverse=Label("Narrower", "下位主题"),
        acyclic=True,
    ),
    EdgeType(
        name="CITES",
        sources=("Paper",),
        targets=("Paper",),
        iri="cito:cites",
        label=Label("Cites", "引用"),
        inverse=Label("Cited by", "被引"),
    ),
    EdgeType(
        name="RELATES_TO",
        sources=(),
        targets=(),
        iri="dcterms:relation",
        label=Label("Relates to", "相关"),
        inverse=Label("Related", "关联"),
        properties=(COMMENT, PAGE),
    ),
    _scholarly("EXTENDS", "cito:extends", Label("Extends", "扩展"), Label("Extended by", "被扩展")),
    _scholarly(
        "CONTRADICTS", "cito:disputes", Label("Contradicts", "反驳"), Label("Disputed by", "被反驳")
    ),
    _scholarly(
        "SUPPORTS", "cito:supports", Label("Supports", "支持"), Label("Supported by", "被支持")
    ),
    _scholarly("USES", "cito:usesMethodIn", Label("Uses", "使用"), Label("Used by", "被使用")),
    _scholarly(
        "INSPIRED_BY",
        "cito:obtainsBackgroundFrom",
        Label("Inspired by", "受启发于"),
        Label("Inspired", "启发"),
    ),
    EdgeType(
        name="REMARKS_ON",
        sources=("Note",),
        targets=(),
        iri="cito:discusses",
        label=Label("Remarks on", "评论"),
        inverse=Label("Remarks", "评论"),
    ),
)
