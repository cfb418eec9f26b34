/** Something that a graph tells of, by its IRI, or by none where only what is told of it matters. */
export type Thing = {
  readonly iri?: string;
  readonly type: string;
  readonly says: readonly (readonly [property: string, value: Value])[];
};

/** What is said: a text in a language, a typed literal, a thing by its IRI alone, or one that is told of in place. */
export type Value =
  | { readonly text: string; readonly language?: string }
  | { readonly literal: string; readonly datatype: string }
  | { readonly iri: string }
  | { readonly thing: Thing };

/** The namespaces of DCAT-AP 3.0 that the export uses. */
export const namespaces: Readonly<Record<string, string>> = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  odrl: 'http://www.w3.org/ns/odrl/2/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

/** Things as JSON-LD, each under its prefixed names. */
export function jsonLd(things: readonly Thing[]): string {
  const graph = things.map(nodeOf);
  return JSON.stringify({ '@context': namespaces, '@graph': graph }, null, 1);
}

type Node = { readonly [key: string]: unknown };

function nodeOf({ iri, type, says }: Thing): Node {
  const properties = Map.groupBy(says, ([property]) => property);
  return {
    ...(iri === undefined ? {} : { '@id': iri }),
    '@type': type,
    ...Object.fromEntries(
      // Always a list: readers of one element and of many are then the same.
      [...properties].map(([property, all]) => [property, all.map(([, value]) => jsonValue(value))]),
    ),
  };
}

function jsonValue(value: Value): Node {
  if ('thing' in value) return nodeOf(value.thing);
  if ('iri' in value) return { '@id': value.iri };
  if ('literal' in value) return { '@value': value.literal, '@type': value.datatype };
  return value.language === undefined
    ? { '@value': value.text }
    : { '@value': value.text, '@language': value.language };
}

/** The same things as Turtle. */
export function turtle(things: readonly Thing[]): string {
  const prefixes = Object.entries(namespaces).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`);
  return `${[...prefixes, '', ...things.map((thing) => `${subject(thing)} ${said(thing, 1)} .\n`)].join('\n')}`;
}

function subject({ iri }: Thing): string {
  return iri === undefined ? '[]' : reference(iri);
}

function said({ type, says }: Thing, depth: number): string {
  const indent = '  '.repeat(depth);
  return [`a ${type}`, ...says.map(([property, value]) => `${property} ${turtleValue(value, depth)}`)].join(
    ` ;\n${indent}`,
  );
}

function turtleValue(value: Value, depth: number): string {
  if ('thing' in value) {
    if (value.thing.iri !== undefined) throw new Error('a thing with a name of its own stands at the top');
    return `[ ${said(value.thing, depth + 1)} ]`;
  }
  if ('iri' in value) return reference(value.iri);
  if ('literal' in value) return `${quoted(value.literal)}^^${value.datatype}`;
  return quoted(value.text) + (value.language === undefined ? '' : `@${value.language}`);
}

/** Characters that an IRI must not hold are percent-encoded. */
function reference(iri: string): string {
  return `<${iri.replace(/[\s\p{Cc}<>"{}|^`\\]/gu, encodeURIComponent)}>`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\\n\r\t\f\b]/g, (one) => JSON.stringify(one).slice(1, -1))}"`;
}
