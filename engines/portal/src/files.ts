import { csvLine } from '@finharbor/kernel';
import { z } from 'zod';
import { dataPath, pagePath, tongues } from './addresses.ts';
import { documentText, html } from './html.ts';
import type { PublicPages } from './pages.ts';
import type { Site } from './site.ts';

/** Records are read so many at once. */
const batch = 500;
/** A sitemap holds at most 50,000 addresses, and each entry has two. */
const mostListed = 20_000;

async function* records({ data }: PublicPages): AsyncGenerator<unknown> {
  for (let after: string | undefined; ; ) {
    const read = await data.records(after, batch);
    yield* read;
    if (read.length < batch) return;
    after = data.idOf(read.at(-1));
  }
}

/** A data set as one JSON document, of the schema that is published beside it. */
export async function* jsonOf(site: Site, list: PublicPages): AsyncGenerator<string> {
  const { title, data } = list;
  const head = JSON.stringify({
    $schema: `${site.origin()}${dataPath(`${list.name}.schema.json`)}`,
    ...{ title, publisher: site.name, licence: site.licence.url, isDemonstration: site.isDemo },
  });
  yield `${head.slice(0, -1)},"records":[`;
  let between = '\n';
  for await (const record of records(list)) {
    yield `${between}${JSON.stringify(z.encode(data.record, record))}`;
    between = ',\n';
  }
  yield '\n]}\n';
}

/** A data set as CSV of RFC 4180; the mark at its beginning tells spreadsheets that it is UTF-8. */
export async function* csvOf(list: PublicPages): AsyncGenerator<string> {
  const { columns } = list.data;
  yield `\ufeff${csvLine(columns.map(({ name }) => name))}`;
  for await (const record of records(list)) yield csvLine(columns.map((column) => column.of(record)));
}

/** The schema of a data set as JSON. */
export function schemaOf(site: Site, { name, title, data }: PublicPages): string {
  const bilingual = z.strictObject({ en: z.string(), zh: z.string() });
  const whole = z.strictObject({
    $schema: z.url(),
    title: bilingual,
    publisher: bilingual,
    licence: z.url(),
    isDemonstration: z.boolean().meta({ description: 'Whether all of it is invented' }),
    records: z.array(data.record),
  });
  const schema = z.toJSONSchema(whole, { target: 'draft-2020-12', io: 'input' });
  const $id = `${site.origin()}${dataPath(`${name}.schema.json`)}`;
  return JSON.stringify({ ...schema, $id, title: title.en, description: data.description.en }, null, 2);
}

/** All data sets for other portals, as DCAT 3 in JSON-LD. */
export function catalogueOf(site: Site): string {
  const absolute = (path: string): string => `${site.origin()}${path}`;
  const said = ({ en, zh }: { en: string; zh: string }) => [
    { '@language': 'en', '@value': en },
    { '@language': 'zh', '@value': zh },
  ];
  const publisher = { '@type': 'foaf:Agent', 'foaf:name': said(site.name) };
  const licence = { '@id': site.licence.url };
  const dataset = site.pages.map(({ name, title, data }) => ({
    '@id': absolute(dataPath(name)),
    '@type': 'dcat:Dataset',
    'dct:identifier': name,
    'dct:title': said(title),
    'dct:description': said(data.description),
    'dct:publisher': publisher,
    'dct:license': licence,
    'dct:accrualPeriodicity': { '@id': 'http://publications.europa.eu/resource/authority/frequency/CONT' },
    'dcat:landingPage': tongues(name).map(({ path }) => ({ '@id': absolute(path) })),
    'dcat:distribution': (['json', 'csv'] as const).map((kind) => ({
      '@id': absolute(dataPath(`${name}.${kind}`)),
      '@type': 'dcat:Distribution',
      'dcat:accessURL': { '@id': absolute(pagePath('en', 'data')) },
      'dcat:downloadURL': { '@id': absolute(dataPath(`${name}.${kind}`)) },
      'dcat:mediaType': {
        '@id': `https://www.iana.org/assignments/media-types/${kind === 'json' ? 'application/json' : 'text/csv'}`,
      },
      'dct:license': licence,
      ...(kind === 'json' ? { 'dct:conformsTo': { '@id': absolute(dataPath(`${name}.schema.json`)) } } : {}),
    })),
  }));
  const graph = {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
    },
    '@id': absolute(dataPath('catalogue.jsonld')),
    '@type': 'dcat:Catalog',
    'dct:title': said({ en: `Open data: ${site.name.en}`, zh: `开放数据：${site.name.zh}` }),
    'dct:publisher': publisher,
    'dct:license': licence,
    'dcat:dataset': dataset,
  };
  return JSON.stringify(graph, null, 2);
}

const sitemapNames = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** Where the addresses of each list are. */
export function sitemapIndex(site: Site): string {
  const files = site.pages.map(
    ({ name }) => html`<sitemap><loc>${site.origin()}/open/sitemap/${name}.xml</loc></sitemap>
`,
  );
  return documentText(html`<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="${sitemapNames}">
${files}</sitemapindex>
`);
}

/** The addresses of a list and of its latest entries, each with the same page in the other language; older ones are found by its pager. */
export async function* addressesOf(site: Site, list: PublicPages): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="${sitemapNames}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n`;
  yield addressPair(site, [list.name], undefined);
  let left = mostListed;
  for (let after: string | undefined; left > 0; ) {
    const found = await list.list({ limit: batch, ...(after === undefined ? {} : { after }) });
    for (const { id, publishedAtMs } of found?.entries ?? [])
      yield addressPair(site, [list.name, id], publishedAtMs);
    left -= batch;
    if (!found || found.next === null) break;
    after = found.next;
  }
  yield '</urlset>\n';
}

function addressPair(site: Site, at: readonly string[], changedAtMs: number | undefined): string {
  const both = tongues(...at).map(({ tag, path }) => ({ tag, url: `${site.origin()}${path}` }));
  const changed =
    changedAtMs !== undefined &&
    html`<lastmod>${Temporal.Instant.fromEpochMilliseconds(changedAtMs).toString()}</lastmod>`;
  const links = both.map(
    ({ tag, url }) => html`<xhtml:link rel="alternate" hreflang="${tag}" href="${url}"/>`,
  );
  return both.map(({ url }) => documentText(html`<url><loc>${url}</loc>${changed}${links}</url>\n`)).join('');
}

/** What robots may read: these pages alone. */
export function robots(site: Site): string {
  return `User-agent: *\nAllow: /open\nAllow: /icon.svg\nDisallow: /\n\nSitemap: ${site.origin()}/open/sitemap.xml\n`;
}
