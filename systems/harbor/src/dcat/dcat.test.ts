import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Parser, type Quad } from 'n3';
import type { ProductView } from '../views.ts';
import { dcatCatalog } from './catalog.ts';
import { jsonLd, namespaces, turtle } from './graph.ts';

const url = 'http://127.0.0.1:8080';
const parties = ['hub', 'tax', 'social'].map((party) => ({
  party,
  name: { en: `Office ${party}`, zh: `机构${party}` },
  url: `${url}/${party}`,
}));
const product = (at: number, change: Partial<ProductView['body']> = {}): ProductView => ({
  id: String(at).repeat(64),
  newest: String(at).repeat(64),
  state: 'listed',
  party: 'tax',
  publishedAtMs: Date.parse('2026-06-01T00:00:00Z'),
  body: {
    product: `01937f00-0000-7000-8000-00000000000${at}`,
    title: { en: `Tax "${at}"`, zh: '纳税\\数据' },
    description: { en: 'Two\nlines, a\ttab', zh: '说明' },
    fields: [{ name: 'grade', title: { en: 'Grade', zh: '等级' }, kind: 'category' }],
    rowsAtLeast: 100,
    synthetic: true,
    licence: 'For <any> purpose; "quoted" \\ and more',
    ...change,
  },
});
const things = dcatCatalog({
  hub: parties[0]!,
  holders: parties,
  products: [
    product(1, {
      plans: [
        { plan: '按次', kind: 'per_use', amountMinor: '5', currency: 'CNY' },
        { plan: 'Free for a try', kind: 'free' },
      ],
      classed: { sector: 'G', personal: false, update: 'yearly', terms: [] },
    }),
    product(2),
  ],
});

type Triple = readonly [subject: string, predicate: string, object: string];

/** What a Turtle parser that is not ours reads. */
function triples(of = things): readonly Triple[] {
  const term = (one: Quad['object']): string =>
    one.termType === 'Literal' ? `${one.value}@${one.language || one.datatype.value}` : one.value;
  return new Parser({ format: 'Turtle' })
    .parse(turtle(of))
    .map(({ subject, predicate, object }) => [subject.value, predicate.value, term(object)]);
}

const full = (name: string): string => name.replace(/^(\w+):/, (_, prefix: string) => namespaces[prefix]!);

// The properties that dcat-ap-SHACL.ttl of 3.0.1 counts for each class: how often at least, at most, and which are IRIs.
const counted: Readonly<
  Record<string, readonly (readonly [property: string, least: number, most: number])[]>
> = {
  'dcat:Catalog': [
    ['dct:title', 1, Infinity],
    ['dct:description', 1, Infinity],
    ['dct:publisher', 1, 1],
    ['foaf:homepage', 0, 1],
  ],
  'dcat:Dataset': [
    ['dct:title', 1, Infinity],
    ['dct:description', 1, Infinity],
    ['dct:publisher', 0, 1],
    ['dct:issued', 0, 1],
    ['dct:accessRights', 0, 1],
    ['dct:accrualPeriodicity', 0, 1],
    ['dcat:version', 0, 1],
  ],
  'dcat:Distribution': [
    ['dcat:accessURL', 1, Infinity],
    ['dct:rights', 0, 1],
  ],
  'dcat:DataService': [
    ['dct:title', 1, Infinity],
    ['dcat:endpointURL', 1, Infinity],
  ],
  'foaf:Agent': [['foaf:name', 1, Infinity]],
};

test('every class has what DCAT-AP 3.0 makes mandatory, and nothing more often than it allows', () => {
  const all = triples();
  for (const [type, properties] of Object.entries(counted)) {
    const subjects = all.filter(
      ([, predicate, object]) => predicate.endsWith('#type') && object === full(type),
    );
    assert.ok(subjects.length > 0, type);
    for (const [subject] of subjects)
      for (const [property, least, most] of properties) {
        const n = all.filter(([s, p]) => s === subject && p === full(property)).length;
        assert.ok(n >= least && n <= most, `${subject} ${property}: ${n}`);
      }
  }
});

test('what is suspended says so, and nothing else has a status', () => {
  const stopped = { ...product(3), state: 'suspended' } as const;
  const all = dcatCatalog({ hub: parties[0]!, holders: parties, products: [product(1), stopped] });
  const text = turtle(all);
  assert.equal(text.split('adms:status').length, 2);
  assert.match(text, /skos:prefLabel "Suspended"@en/);
});

test('whatever is referred to within the harbor is told of', () => {
  const all = triples();
  const known = new Set(all.map(([subject]) => subject));
  const references = [
    'dct:publisher',
    'dcat:dataset',
    'dcat:service',
    'dcat:distribution',
    'dcat:accessService',
  ];
  const referred = all.filter(([, p]) =>
    [...references, 'odrl:hasPolicy', 'odrl:assigner'].map(full).includes(p),
  );
  assert.ok(referred.length >= 10);
  for (const [, property, object] of referred) assert.ok(known.has(object), `${property} ${object}`);
});

test('a product has a distribution for each way to have it, and says of files that they are CSV', () => {
  const products = [product(2), product(3, { deliveries: ['computation', 'pull', 'push'] })];
  const all = triples(dcatCatalog({ hub: parties[0]!, holders: parties, products }));
  const of = (at: number): readonly string[] =>
    all
      .filter(
        ([subject, p]) =>
          subject.endsWith(`/products/${String(at).repeat(64)}`) && p === full('dcat:distribution'),
      )
      .map(([, , distribution]) => distribution.split('#')[1]!);
  assert.deepEqual(of(2), ['distribution']);
  assert.deepEqual(of(3), ['distribution', 'distribution-pull', 'distribution-push']);
  const files = all.filter(([, p, object]) => p === full('dct:format') && object.endsWith('/CSV'));
  assert.deepEqual(
    files.map(([subject]) => subject.split('#')[1]),
    ['distribution-pull', 'distribution-push'],
  );
});

test('texts come back to the letter, prices are amounts, and sector and update are the words of the Union', () => {
  const all = triples();
  const one = (predicate: string): readonly string[] =>
    all.filter(([, p]) => p === full(predicate)).map(([, , object]) => object);
  assert.ok(one('dct:title').includes('Tax "1"@en') && one('dct:title').includes('纳税\\数据@zh-cn'));
  assert.ok(one('dct:description').includes('Two\nlines, a\ttab@en'));
  assert.ok(one('rdfs:label').some((label) => label.startsWith('For <any> purpose; "quoted" \\ and more@')));
  assert.deepEqual(one('odrl:rightOperand'), ['0.05@http://www.w3.org/2001/XMLSchema#decimal']);
  assert.equal(one('odrl:hasPolicy').length, 3);
  const theme = one('dcat:theme').map((iri) => iri.split('/').at(-1));
  assert.deepEqual(theme, ['TRAN', 'ECON']);
  assert.deepEqual(
    one('dct:accrualPeriodicity').map((iri) => iri.split('/').at(-1)),
    ['ANNUAL'],
  );
});

test('JSON-LD says the same as Turtle', () => {
  const { '@graph': graph } = JSON.parse(jsonLd(things)) as { '@graph': readonly Node[] };
  const found: Triple[] = [];
  const read = (node: Node): string => {
    const subject = node['@id'] ?? '_';
    found.push([subject, 'type', full(node['@type'] as string)]);
    for (const [property, values] of Object.entries(node))
      if (!property.startsWith('@'))
        for (const value of values as unknown as readonly Node[])
          found.push([subject, full(property), objectOf(value)]);
    return subject;
  };
  const objectOf = (value: Node): string => {
    if (value['@value'] !== undefined)
      return `${value['@value']}@${value['@language']?.toLowerCase() ?? full(value['@type'] ?? 'xsd:string')}`;
    return value['@type'] === undefined ? value['@id']! : read(value);
  };
  for (const node of graph) read(node);
  const comparable = (all: readonly Triple[]): readonly string[] =>
    all
      .map(([s, p, o]) =>
        [s, p.endsWith('#type') ? 'type' : p, o]
          .map((term) => (/^(_:|n3-|b\d)/.test(term) ? '_' : term))
          .join(' '),
      )
      .toSorted();
  assert.deepEqual(comparable(found), comparable(triples()));
});

type Node = Readonly<Record<'@id' | '@type' | '@value' | '@language', string | undefined>>;
