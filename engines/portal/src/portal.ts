import { type Asked, pagePath, readPath } from './addresses.ts';
import { entryPage } from './entry-page.ts';
import { feed, newsFeed } from './feed.ts';
import { addressesOf, catalogueOf, csvOf, jsonOf, robots, schemaOf, sitemapIndex } from './files.ts';
import { type FormFound, givenForm, type Post, takenForm } from './form-posts.ts';
import { httpDate } from './http-date.ts';
import { keptDocuments, type Written } from './kept.ts';
import { type Language, preferred, voices } from './language.ts';
import { type ListQuery, listPage } from './list-page.ts';
import type { PublicPages } from './pages.ts';
import { dataPage, faultPage, homePage } from './plain-pages.ts';
import { remembered } from './remembered.ts';
import type { Site } from './site.ts';
import { style, stylePath } from './style.ts';

/** A GET of an address of the portal, or a form that is sent to one. */
export type PortalRequest = {
  /** Path and query. */
  readonly url: string;
  /** A form that is sent, and the network address it comes from. */
  readonly post?: Pick<Post, 'body' | 'address'>;
  readonly headers: {
    readonly origin?: string | undefined;
    readonly 'sec-fetch-site'?: string | undefined;
    readonly 'accept-language'?: string | undefined;
    readonly 'accept-encoding'?: string | undefined;
    readonly 'if-none-match'?: string | undefined;
  };
};

/** What is answered; `fault` is what went wrong where a page says that it did, for the log alone. */
export type PortalAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | AsyncIterable<string> | undefined;
  readonly fault?: unknown;
};

/** Answers requests for pages, feeds and files. */
export type Portal = (request: PortalRequest) => Promise<PortalAnswer>;

/** A document that is written from values, which tell whether it has changed. */
type Document = {
  readonly status: number;
  readonly type: string;
  readonly from: unknown;
  readonly write: () => string;
  readonly publishedAtMs?: number | undefined;
};

/** A document that was written. */
type WrittenDocument = Omit<Document, 'from' | 'write'> & { readonly written: Written };

type Found<D = Document> =
  | D
  | { readonly form: NonNullable<FormFound> }
  | { readonly to: string }
  | { readonly type: string; readonly file: string; readonly pieces: AsyncIterable<string> };

const onPage = 20;
const onHome = 5;
const inFeed = 50;
const keptBytes = 32 * 1024 * 1024;
/** So many addresses are remembered with what was written of them, for as long. */
const mostAddresses = 4_000;
const rememberedMs = 10_000;
/** So many files are made at once: each reads all there is. */
const mostFiles = 4;

const htmlType = 'text/html; charset=utf-8';
/** No script, no frame, nothing from elsewhere. */
const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
/** Anybody may keep it, and asks each time whether it still stands: what is withdrawn is gone at once. */
const asked = 'public, no-cache';

/** A form is one person's: nobody keeps it. Its own address is said to this site alone, which so knows that it was sent from here. */
const formHeaders: Readonly<Record<string, string>> = {
  ...pageHeaders,
  'content-type': htmlType,
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
};

/** Opens the public pages of a site. Fails where two lists have one name, or one has a name that is taken, and where forms have no key. */
export function openPortal(site: Site): Portal {
  const names = site.pages.map(({ name }) => name);
  for (const name of names)
    if (
      !/^[a-z][a-z-]{0,39}$/.test(name) ||
      name === 'data' ||
      names.indexOf(name) !== names.lastIndexOf(name)
    )
      throw new Error(`No list of public pages can be called ${name}.`);
  if (!site.forms && site.pages.some(({ forms = [] }) => forms.length > 0))
    throw new Error('Forms need what they are given out with.');
  const kept = keptDocuments(keptBytes);
  const write = (found: Found): Found<WrittenDocument> => {
    if (!('from' in found)) return found;
    const { from, write: text, ...rest } = found;
    return { ...rest, written: kept(JSON.stringify(from), text) };
  };
  const lately = remembered<Found<WrittenDocument>>({
    ...{ nowMs: site.nowMs, forMs: rememberedMs, most: mostAddresses },
  });
  const files = { open: 0 };
  return async (request) => {
    try {
      if (request.url === stylePath) return styleAnswer();
      const told = { key: request.url, version: request.post ? undefined : versionOf(site, request) };
      const found = await lately(told, async () => write(await find(site, request)));
      if ('form' in found) return formAnswer(found.form);
      if ('to' in found) return moved(found.to);
      if ('pieces' in found) return files.open < mostFiles ? file(found, files) : failed(site, request);
      return documentAnswer(found, request);
    } catch (fault) {
      return { ...failed(site, request), fault };
    }
  };
}

function formAnswer({ status, page, retryAfterMs, fault }: NonNullable<FormFound>): PortalAnswer {
  const headers = {
    ...formHeaders,
    ...(retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) }),
  };
  return { status, headers, body: Buffer.from(page), ...(fault === undefined ? {} : { fault }) };
}

function documentAnswer(found: WrittenDocument, request: PortalRequest): PortalAnswer {
  const said = request.headers;
  const { status, type, publishedAtMs } = found;
  const { plain, gzip, tag } = found.written;
  const etag = `W/"${tag}"`;
  const headers = {
    ...pageHeaders,
    'content-type': type,
    'cache-control': asked,
    vary: 'accept-encoding',
    etag,
    ...(publishedAtMs === undefined ? {} : { 'last-modified': httpDate(publishedAtMs) }),
  };
  const held = (said['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (status === 200 && held.includes(`"${tag}"`)) return { status: 304, headers, body: undefined };
  return /\bgzip\b(?!\s*;\s*q=0(?!\.\d*[1-9]))/.test(said['accept-encoding'] ?? '')
    ? { status, headers: { ...headers, 'content-encoding': 'gzip' }, body: gzip }
    : { status, headers, body: plain() };
}

function failed(site: Site, request: PortalRequest): PortalAnswer {
  const voice = voices[languageOf(parts(request.url).path, request)];
  const body = Buffer.from(faultPage(site, voice, 'failed'));
  const headers = {
    ...pageHeaders,
    'content-type': htmlType,
    'cache-control': 'no-store',
    'retry-after': '60',
  };
  return { status: 503, headers, body };
}

function styleAnswer(): PortalAnswer {
  const headers = {
    ...pageHeaders,
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  };
  return { status: 200, headers, body: Buffer.from(style) };
}

function moved(to: string): PortalAnswer {
  const headers = {
    ...pageHeaders,
    location: to,
    vary: 'accept-language',
    'cache-control': 'public, max-age=60',
  };
  return { status: 302, headers, body: undefined };
}

function file(
  { type, file: name, pieces }: Extract<Found, { pieces: unknown }>,
  files: { open: number },
): PortalAnswer {
  const counted = async function* (): AsyncGenerator<string> {
    files.open += 1;
    try {
      yield* pieces;
    } finally {
      files.open -= 1;
    }
  };
  const headers = {
    ...{ ...pageHeaders, 'content-type': type, 'cache-control': asked, 'access-control-allow-origin': '*' },
    ...(name === '' ? {} : { 'content-disposition': `attachment; filename="${name}"` }),
  };
  return { status: 200, headers, body: counted() };
}

function parts(url: string): { readonly path: string; readonly query: URLSearchParams } {
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  return { path, query: new URLSearchParams(at < 0 ? '' : url.slice(at + 1)) };
}

function languageOf(path: string, { headers }: PortalRequest): Language {
  const [, said] = /^\/open\/(en|zh)(?:\/|$)/.exec(path) ?? [];
  return (said as Language | undefined) ?? preferred(headers['accept-language']);
}

/** How it is told whether a page of a list still stands; undefined where the list does not tell, and for what is no page. */
function versionOf(site: Site, { url }: PortalRequest): (() => Promise<string | undefined>) | undefined {
  const wanted = readPath(parts(url).path);
  const list = 'name' in wanted ? site.pages.find(({ name }) => name === wanted.name) : undefined;
  if (!list?.version) return undefined;
  const tell = list.version;
  if (wanted.what === 'entry' || wanted.what === 'entryFeed') return () => tell(wanted.id);
  return wanted.what === 'list' || wanted.what === 'feed' ? () => tell(undefined) : undefined;
}

async function find(site: Site, request: PortalRequest): Promise<Found> {
  const { path, query } = parts(request.url);
  if (path !== '/' && path.endsWith('/')) return { to: path.replace(/\/+$/, '') };
  const wanted = readPath(path);
  const found = request.post
    ? await formOf(site, wanted, request)
    : ((await plainly(site, wanted, request)) ?? (await ofList(site, wanted, query)));
  if (found) return found;
  const language = languageOf(path, request);
  const write = (): string => faultPage(site, voices[language], 'notFound');
  return { status: 404, type: htmlType, from: ['notFound', language], write };
}

/** A form that is sent. */
async function formOf(site: Site, wanted: Asked, { post, headers }: PortalRequest) {
  if (wanted.what !== 'form' || !post) return undefined;
  const from = { origin: headers.origin, fetchSite: headers['sec-fetch-site'] };
  const form = await takenForm(site, wanted, { ...post, ...from });
  return form && { form };
}

/** What is of no list alone. */
async function plainly(site: Site, wanted: Asked, request: PortalRequest): Promise<Found | undefined> {
  const text = (type: string, write: () => string): Document => ({ status: 200, type, from: write(), write });
  switch (wanted.what) {
    case 'front':
      return { to: pagePath(preferred(request.headers['accept-language'])) };
    case 'robots':
      return text('text/plain; charset=utf-8', () => robots(site));
    case 'sitemap':
      return text('application/xml', () => sitemapIndex(site));
    case 'catalogue':
      return text('application/ld+json', () => catalogueOf(site));
    case 'data':
      return text(htmlType, () => dataPage(site, voices[wanted.language]));
    case 'home':
      return await home(site, wanted.language);
    default:
      return undefined;
  }
}

async function home(site: Site, language: Language): Promise<Document> {
  const lists = await Promise.all(
    site.pages.map(async (list) => ({ list, latest: (await list.list({ limit: onHome }))?.entries ?? [] })),
  );
  const from = ['home', language, lists.map(({ latest }) => latest)];
  return { status: 200, type: htmlType, from, write: () => homePage(site, voices[language], lists) };
}

async function ofList(site: Site, wanted: Asked, query: URLSearchParams): Promise<Found | undefined> {
  if (!('name' in wanted)) return undefined;
  const list = site.pages.find(({ name }) => name === wanted.name);
  if (!list) return undefined;
  const file = `${list.name}.${wanted.what}`;
  switch (wanted.what) {
    case 'json':
      return { type: 'application/json; charset=utf-8', file, pieces: jsonOf(site, list) };
    case 'csv':
      return { type: 'text/csv; charset=utf-8; header=present', file, pieces: csvOf(list) };
    case 'addresses':
      return { type: 'application/xml', file: '', pieces: addressesOf(site, list) };
    case 'schema': {
      const schema = schemaOf(site, list);
      return { status: 200, type: 'application/schema+json', from: schema, write: () => schema };
    }
    case 'entry':
      return await oneEntry(site, list, wanted);
    case 'entryFeed':
      return await newsOf(site, list, wanted);
    case 'form': {
      const form = await givenForm(site, wanted, query.get('about') ?? '');
      return form && { form };
    }
    case 'list':
    case 'feed':
      return await listed({ site, list, query, wanted });
  }
}

async function oneEntry(
  site: Site,
  list: PublicPages,
  { language, id }: Extract<Asked, { what: 'entry' | 'entryFeed' }>,
): Promise<Document | undefined> {
  const entry = await list.entry(id);
  if (!entry) return undefined;
  const write = (): string => entryPage(site, voices[language], { list, entry });
  return {
    status: 200,
    type: htmlType,
    from: [list.name, language, entry],
    write,
    publishedAtMs: entry.publishedAtMs,
  };
}

async function newsOf(
  site: Site,
  list: PublicPages,
  { language, id }: Extract<Asked, { what: 'entry' | 'entryFeed' }>,
): Promise<Document | undefined> {
  const entry = list.news && (await list.entry(id));
  if (!list.news || !entry) return undefined;
  const news = await list.news(id);
  const write = (): string => newsFeed({ site, voice: voices[language], list, entry, news });
  const from = ['news', list.name, language, entry.title, news];
  return { status: 200, type: 'application/atom+xml; charset=utf-8', from, write };
}

type ListAsked = {
  readonly site: Site;
  readonly list: PublicPages;
  readonly query: URLSearchParams;
  readonly wanted: Extract<Asked, { what: 'list' | 'feed' }>;
};

async function listed({ site, list, query, wanted }: ListAsked): Promise<Document | undefined> {
  const isFeed = wanted.what === 'feed';
  const said = (name: string): string => (query.get(name) ?? '').trim();
  const asks: ListQuery = isFeed
    ? { q: '', kind: '', after: said('after') }
    : { q: said('q').slice(0, 100), kind: said('kind'), after: said('after') };
  const found = await read(list, asks, isFeed ? inFeed : onPage);
  if (!found) return undefined;
  const voice = voices[wanted.language];
  const write = (): string =>
    isFeed
      ? feed({ site, voice, list, after: asks.after, found })
      : listPage({ site, voice, list, query: asks, found });
  const type = isFeed ? 'application/atom+xml; charset=utf-8' : htmlType;
  return { status: 200, type, from: [wanted, asks, found], write };
}

async function read(list: PublicPages, { q, kind, after }: ListQuery, limit: number) {
  if (kind !== '' && !list.choices?.options.some(({ value }) => value === kind)) return undefined;
  return await list.list({
    limit,
    ...(q === '' ? {} : { text: q }),
    ...(kind === '' ? {} : { choice: kind }),
    ...(after === '' ? {} : { after }),
  });
}
