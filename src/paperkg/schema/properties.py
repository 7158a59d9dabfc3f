"""Properties that several types share."""

from __future__ import annotations

from typing import Final

from paperkg.schema.types import Kind, Label, Property

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
WIKIDATA: Final = Property(
    name="wikidata", iri="pkg:wikidata", label=Label("Wikidata", "维基数据"), identifier="wikidata"
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


def kind_of(doc: str) -> Property:
    """Return the property `kind`, whose values *doc* lists."""
    return Property(name="kind", iri="pkg:kind", label=Label("Kind", "类别"), doc=doc)
