"""The shipped node types and edge types.

RDF terms follow the graphs that are alive in this field (SemOpenAlex, dblp): a flat
edge beside an edge node with an integer position, one own class beside one well-known
class, no blank node.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from paperkg.schema.types import EdgeType, Kind, Label, NodeType, Property, Schema

PREFIXES: Final = MappingProxyType(
    {
        "bibo": "http://purl.org/ontology/bibo/",
        "cito": "http://purl.org/spar/cito/",
        "dcterms": "http://purl.org/dc/terms/",
        "fabio": "http://purl.org/spar/fabio/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "pkg": "https://w3id.org/paperkg/ns#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "http://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

NAME: Final = Property(
    name="name", iri="foaf:name", label=Label("Name", "名称"), kind=Kind.NAME, required=True
)
NAME_ZH: Final = Property(
    name="name_zh", iri="pkg:nameZh", label=Label("Chinese name", "中文名"), kind=Kind.NAME
)
TITLE: Final = Property(
    name="title", iri="dcterms:title", label=Label("Title", "标题"), kind=Kind.NAME
)
URL: Final = Property(
    name="url", iri="foaf:page", label=Label("Link", "链接"), kind=Kind.URL, many=True
)
ALIASES: Final = Property(
    name="aliases",
    iri="skos:altLabel",
    label=Label("Other names", "别名"),
    kind=Kind.NAME,
    many=True,
    doc="Other spellings and languages of the name.",
)
TAGS: Final = Property(name="tags", iri="pkg:tag", label=Label("Tags", "标签"), many=True)
OPENALEX: Final = Property(
    name="openalex", iri="pkg:openalex", label=Label("OpenAlex", "OpenAlex"), identifier="openalex"
)
TEXT: Final = Property(
    name="text",
    iri="schema:text",
    label=Label("Text", "正文"),
    kind=Kind.TEXT,
    required=True,
    body=True,
)
COMMENT: Final = Property(
    name="comment", iri="rdfs:comment", label=Label("Comment", "说明"), kind=Kind.TEXT
)
PAGE: Final = Property(name="page", iri="pkg:page", label=Label("Page", "页码"))


def _kind(doc: str) -> Property:
    return Property(name="kind", iri="pkg:kind", label=Label("Kind", "类别"), doc=doc)


NODES: Final = (
    NodeType(
        name="Paper",
        iri="fabio:Work",
        label=Label("Paper", "论文"),
        folder="Papers",
        section="papers",
        naming=("short_name", "title"),
        properties=(
            Property(
                name="title",
                iri="dcterms:title",
                label=Label("Title", "标题"),
                kind=Kind.NAME,
                required=True,
            ),
            Property(
                name="short_name",
                iri="pkg:shortName",
                label=Label("Short name", "简称"),
                kind=Kind.NAME,
                doc="What people call it; read from a title of the form `Name: what it is`.",
            ),
            ALIASES,
            _kind("paper, tutorial, book …"),
            Property(name="year", iri="pkg:year", label=Label("Year", "年份"), kind=Kind.INTEGER),
            Property(name="date", iri="dcterms:date", label=Label("Date", "日期"), kind=Kind.DATE),
            Property(
                name="abstract",
                iri="dcterms:abstract",
                label=Label("Abstract", "摘要"),
                kind=Kind.TEXT,
                body=True,
            ),
            Property(
                name="doi",
                iri="bibo:doi",
                label=Label("DOI", "DOI"),
                identifier="doi",
                doc="Lower case, without resolver.",
            ),
            Property(
                name="arxiv",
                iri="pkg:arxiv",
                label=Label("arXiv", "arXiv"),
                identifier="arxiv",
                doc="Without version.",
            ),
            OPENALEX,
            URL,
            Property(
                name="pdf", iri="pkg:pdf", label=Label("PDF", "PDF"), kind=Kind.URL, many=True
            ),
            Property(
                name="keywords",
                iri="pkg:keyword",
                label=Label("Keywords", "关键词"),
                kind=Kind.NAME,
                many=True,
            ),
            Property(name="status", iri="pkg:status", label=Label("Status", "状态")),
            TAGS,
        ),
    ),
    NodeType(
        name="Author",
        iri="foaf:Person",
        label=Label("Author", "作者"),
        folder="Authors",
        section="authors",
        naming=("name",),
        properties=(
            Property(name="name", iri="foaf:name", label=Label("Name", "姓名"), required=True),
            NAME_ZH,
            ALIASES,
            Property(
                name="orcid", iri="pkg:orcid", label=Label("ORCID", "ORCID"), identifier="orcid"
            ),
            OPENALEX,
            URL,
            TAGS,
        ),
    ),
    NodeType(
        name="Institution",
        iri="org:Organization",
        label=Label("Institution", "机构"),
        folder="Institutions",
        section="institutions",
        naming=("name",),
        properties=(
            NAME,
            NAME_ZH,
            ALIASES,
            Property(
                name="country",
                iri="schema:addressCountry",
                label=Label("Country", "国家"),
                doc="ISO 3166-1 alpha-2.",
            ),
            Property(name="ror", iri="pkg:ror", label=Label("ROR", "ROR"), identifier="ror"),
            OPENALEX,
            URL,
            TAGS,
        ),
    ),
    NodeType(
        name="Topic",
        iri="skos:Concept",
        label=Label("Topic", "主题"),
        folder="Topics",
        section="topics",
        naming=("name",),
        properties=(
            Property(
                name="name",
                iri="skos:prefLabel",
                label=Label("Name", "名称"),
                kind=Kind.NAME,
                required=True,
            ),
            NAME_ZH,
            ALIASES,
            OPENALEX,
            URL,
            TAGS,
        ),
    ),
    NodeType(
        name="Idea",
        iri="fabio:Comment",
        label=Label("Idea", "想法"),
        folder="Ideas",
        section="ideas",
        naming=("title", "text"),
        properties=(
            TITLE,
            TEXT,
            ALIASES,
            Property(name="status", iri="pkg:status", label=Label("Status", "状态")),
            Property(
                name="created",
                iri="dcterms:created",
                label=Label("Created", "创建"),
                kind=Kind.DATE,
            ),
            URL,
            TAGS,
        ),
    ),
    NodeType(
        name="Venue",
        iri="schema:EventSeries",
        label=Label("Venue", "会议与期刊"),
        folder="Venues",
        section="venues",
        naming=("name",),
        properties=(
            NAME,
            TITLE,
            NAME_ZH,
            ALIASES,
            _kind("conference, journal, workshop, repository"),
            OPENALEX,
            URL,
            TAGS,
        ),
    ),
    NodeType(
        name="Event",
        iri="bibo:Conference",
        label=Label("Event", "会议届次"),
        folder="Events",
        section="events",
        naming=("name",),
        properties=(
            NAME,
            ALIASES,
            Property(name="year", iri="pkg:year", label=Label("Year", "年份"), kind=Kind.INTEGER),
            Property(
                name="start_date",
                iri="schema:startDate",
                label=Label("First day", "开始日期"),
                kind=Kind.DATE,
            ),
            Property(
                name="end_date",
                iri="schema:endDate",
                label=Label("Last day", "结束日期"),
                kind=Kind.DATE,
            ),
            URL,
            TAGS,
        ),
    ),
    NodeType(
        name="Session",
        iri="schema:Event",
        label=Label("Session", "场次"),
        folder="Sessions",
        section="sessions",
        naming=("name",),
        properties=(
            NAME,
            ALIASES,
            Property(
                name="start",
                iri="schema:startDate",
                label=Label("Start", "开始"),
                kind=Kind.DATETIME,
                doc="Only where the sources state a date.",
            ),
            Property(
                name="end", iri="schema:endDate", label=Label("End", "结束"), kind=Kind.DATETIME
            ),
            Property(
                name="start_time",
                iri="pkg:startTime",
                label=Label("Start time", "开始时间"),
                doc="Local time as printed, HH:MM.",
            ),
            Property(name="end_time", iri="pkg:endTime", label=Label("End time", "结束时间")),
            Property(
                name="utc_offset",
                iri="pkg:utcOffset",
                label=Label("UTC offset", "时区偏移"),
                doc="+HH:MM",
            ),
            Property(
                name="time_zone",
                iri="pkg:timeZone",
                label=Label("Time zone", "时区"),
                doc="As printed: CST.",
            ),
            Property(
                name="weekday",
                iri="pkg:weekday",
                label=Label("Weekday", "星期"),
                doc="Mon … Sun, where a day header states it.",
            ),
            URL,
            TAGS,
        ),
    ),
    NodeType(
        name="Note",
        iri="fabio:Comment",
        label=Label("Note", "笔记"),
        folder="Notes",
        section="notes",
        naming=("title", "text"),
        properties=(
            TITLE,
            TEXT,
            ALIASES,
            _kind("comment, fact, todo, or remark for a line that was not understood"),
            Property(
                name="link_preview",
                iri="pkg:linkPreview",
                label=Label("Link preview", "链接预览"),
                kind=Kind.TEXT,
                body=True,
                doc="What a chat programme pasted under a link.",
            ),
            URL,
            TAGS,
        ),
    ),
)


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
            _kind("oral, spotlight, poster, tutorial"),
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

BUILTIN: Final = Schema(nodes=NODES, edges=EDGES, prefixes=PREFIXES)
