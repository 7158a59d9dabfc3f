// Import export/graph.ttl with neosemantics (n10s) into an empty database.
// Made from the documentation and code of n10s; it was never run.
// Own types with terms of other vocabularies: add the prefixes of those, or the import stops.
CREATE CONSTRAINT n10s_unique_uri IF NOT EXISTS FOR (r:Resource) REQUIRE r.uri IS UNIQUE;
// n10s ignores the prefixes of a Turtle file: without these lines its names are ns0__, ns1__ …
CALL n10s.nsprefixes.add('bibo', 'http://purl.org/ontology/bibo/');
CALL n10s.nsprefixes.add('cito', 'http://purl.org/spar/cito/');
CALL n10s.nsprefixes.add('dcterms', 'http://purl.org/dc/terms/');
CALL n10s.nsprefixes.add('fabio', 'http://purl.org/spar/fabio/');
CALL n10s.nsprefixes.add('foaf', 'http://xmlns.com/foaf/0.1/');
CALL n10s.nsprefixes.add('org', 'http://www.w3.org/ns/org#');
CALL n10s.nsprefixes.add('owl', 'http://www.w3.org/2002/07/owl#');
CALL n10s.nsprefixes.add('pkg', 'https://w3id.org/paperkg/ns#');
CALL n10s.nsprefixes.add('rdf', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#');
CALL n10s.nsprefixes.add('rdfs', 'http://www.w3.org/2000/01/rdf-schema#');
CALL n10s.nsprefixes.add('schema', 'http://schema.org/');
CALL n10s.nsprefixes.add('skos', 'http://www.w3.org/2004/02/skos/core#');
CALL n10s.nsprefixes.add('xsd', 'http://www.w3.org/2001/XMLSchema#');
CALL n10s.graphconfig.init({
  handleVocabUris: 'SHORTEN_STRICT', handleRDFTypes: 'LABELS', keepLangTag: true,
  handleMultival: 'ARRAY', multivalPropList: [
    'http://www.w3.org/2004/02/skos/core#altLabel',
    'http://www.w3.org/2004/02/skos/core#prefLabel',
    'http://xmlns.com/foaf/0.1/page',
    'https://w3id.org/paperkg/ns#affiliation',
    'https://w3id.org/paperkg/ns#citekey',
    'https://w3id.org/paperkg/ns#evidence',
    'https://w3id.org/paperkg/ns#keyword',
    'https://w3id.org/paperkg/ns#pdf',
    'https://w3id.org/paperkg/ns#statedIn',
    'https://w3id.org/paperkg/ns#tag'
  ]
});
CALL n10s.rdf.import.fetch('file:///import/graph.ttl', 'Turtle', { commitSize: 25000 });
