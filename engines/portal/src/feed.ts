import { createHash } from 'node:crypto';
import { pagePath } from './addresses.ts';
import { factList } from './entry-page.ts';
import { documentText, html } from './html.ts';
import { plain, type Voice, voices } from './language.ts';
import { queryText } from './list-page.ts';
import type { PublicEntry, PublicPage, PublicPages } from './pages.ts';
import type { Site } from './site.ts';

type Fed = {
  readonly site: Site;
  readonly voice: Voice;
  readonly list: PublicPages;
  readonly after: string;
  readonly found: PublicPage;
};

type FedNews = {
  readonly site: Site;
  readonly voice: Voice;
  readonly list: PublicPages;
  readonly entry: PublicEntry;
  readonly news: readonly PublicEntry[];
};

/** What is new of one entry as an Atom feed. */
export function newsFeed({ site, voice, list, entry, news }: FedNews): string {
  const { language } = voice;
  const absolute = (...rest: readonly string[]): string => `${site.origin()}${pagePath(language, ...rest)}`;
  const updatedMs = news.reduce((last, one) => Math.max(last, one.publishedAtMs), 0);
  return documentText(html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${voice.tag}">
<id>${idOf(site, `${list.name} news`, entry.id)}</id>
<title>${plain(voice, entry.title)} · ${list.title[language]}</title>
<updated>${instant(updatedMs)}</updated>
<author><name>${site.name[language]}</name></author>
<link rel="self" type="application/atom+xml" href="${absolute(list.name, entry.id)}/feed.atom"/>
<link rel="alternate" type="text/html" hreflang="${voice.tag}" href="${absolute(list.name, entry.id)}"/>
<link rel="license" href="${site.licence.url}"/>
${news.map((one) => fedEntry({ site, voice, list, page: entry.id }, one))}</feed>
`);
}

/** A list as an Atom feed (RFC 4287), in pages (RFC 5005). Ids depend neither on the language nor on the address. */
export function feed({ site, voice, list, after, found }: Fed): string {
  const { language } = voice;
  const absolute = (...rest: readonly string[]): string => `${site.origin()}${pagePath(language, ...rest)}`;
  const self = absolute(list.name, 'feed.atom');
  const more = (next: string): string => `${self}${queryText({ q: '', kind: '', after: next })}`;
  // A feed has to say when it changed last; one that is still empty has not.
  const updatedMs = found.entries.reduce((last, one) => Math.max(last, one.publishedAtMs), 0);
  return documentText(html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${voice.tag}">
<id>${idOf(site, list.name, '')}</id>
<title>${site.name[language]} · ${list.title[language]}</title>
<subtitle>${list.lead[language]}</subtitle>
<updated>${instant(updatedMs)}</updated>
<author><name>${site.name[language]}</name></author>
<link rel="self" type="application/atom+xml" href="${after === '' ? self : more(after)}"/>
<link rel="alternate" type="text/html" hreflang="${voice.tag}" href="${absolute(list.name)}"/>
<link rel="license" href="${site.licence.url}"/>
${found.next !== null && html`<link rel="next" type="application/atom+xml" href="${more(found.next)}"/>`}
${found.entries.map((entry) => fedEntry({ site, voice, list }, entry))}</feed>
`);
}

type FedIn = Pick<Fed, 'site' | 'voice' | 'list'> & {
  /** The entry whose page says it; its own where left out. */
  readonly page?: string;
};

function fedEntry({ site, voice, list, page }: FedIn, entry: PublicEntry) {
  const { language } = voice;
  const links = Object.entries(voices).map(
    ([
      other,
      { tag },
    ]) => html`<link rel="alternate" type="text/html" hreflang="${tag}" href="${site.origin()}${pagePath(other as 'en' | 'zh', list.name, page ?? entry.id)}"/>
`,
  );
  return html`<entry>
<id>${idOf(site, page === undefined ? list.name : `${list.name} ${page}`, entry.id)}</id>
<title>${plain(voice, entry.title)}</title>
<updated>${instant(entry.publishedAtMs)}</updated>
${links}<category term="${entry.kind.en}" label="${entry.kind[language]}"/>
<content type="html">${documentText(factList(voice, entry.facts))}</content>
</entry>
`;
}

function instant(atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toString();
}

/** A UUID of version 8 (RFC 9562) from who publishes it and what it is. */
function idOf({ identity }: Site, list: string, id: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([identity, list, id]))
    .digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}
