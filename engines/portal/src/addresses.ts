import { type Language, languages, voices } from './language.ts';

const base = '/open';

/** What an address of the portal asks for, by its path. */
export type Asked =
  | { readonly what: 'front' | 'robots' | 'sitemap' | 'catalogue' }
  | { readonly what: 'home' | 'data'; readonly language: Language }
  | { readonly what: 'list' | 'feed'; readonly language: Language; readonly name: string }
  | {
      readonly what: 'entry' | 'entryFeed';
      readonly language: Language;
      readonly name: string;
      readonly id: string;
    }
  | { readonly what: 'form'; readonly language: Language; readonly name: string; readonly form: string }
  | { readonly what: 'json' | 'csv' | 'schema' | 'addresses'; readonly name: string }
  | { readonly what: 'nothing' };

const name = '[a-z][a-z-]{0,39}';
const fixed: Readonly<Record<string, Asked['what'] & ('front' | 'robots' | 'sitemap' | 'catalogue')>> = {
  [base]: 'front',
  '/robots.txt': 'robots',
  [`${base}/sitemap.xml`]: 'sitemap',
  [`${base}/data/catalogue.jsonld`]: 'catalogue',
};
const files = new RegExp(`^${base}/(?:data/(${name})\\.(json|csv|schema\\.json)|sitemap/(${name})\\.xml)$`);
const id = '[A-Za-z0-9-]{1,80}';
const pages = new RegExp(`^${base}/(en|zh)(?:/(${name})(?:/(feed\\.atom|${id}))?)?$`);
const deeper = new RegExp(`^${base}/(en|zh)/(${name})/(?:forms/(${name})|(${id})/feed\\.atom)$`);

/** Reads a path. */
export function readPath(path: string): Asked {
  const plain = fixed[path];
  if (plain) return { what: plain };
  const [, data, kind, listed] = files.exec(path) ?? [];
  if (listed !== undefined) return { what: 'addresses', name: listed };
  if (data !== undefined)
    return { what: kind === 'schema.json' ? 'schema' : (kind as 'json' | 'csv'), name: data };
  return readDeeper(path) ?? readPage(path);
}

/** What is below an entry or a list. */
function readDeeper(path: string): Asked | undefined {
  const [, said, name, form, id] = deeper.exec(path) ?? [];
  if (said === undefined || name === undefined) return undefined;
  const language = said as Language;
  if (form !== undefined) return { what: 'form', language, name, form };
  return { what: 'entryFeed', language, name, id: id! };
}

function readPage(path: string): Asked {
  const [, said, list, last] = pages.exec(path) ?? [];
  if (said === undefined) return { what: 'nothing' };
  const language = said as Language;
  if (list === undefined) return { what: 'home', language };
  if (list === 'data') return last === undefined ? { what: 'data', language } : { what: 'nothing' };
  if (last === undefined) return { what: 'list', language, name: list };
  return last === 'feed.atom'
    ? { what: 'feed', language, name: list }
    : { what: 'entry', language, name: list, id: last };
}

/** The address of a page in a language; `rest` is its parts. */
export function pagePath(language: Language, ...rest: readonly string[]): string {
  return [base, language, ...rest.map(encodeURIComponent)].join('/');
}

/** The address of a form; `about` is what it is about, if anything. */
export function formPath(
  language: Language,
  { list, form, about = '' }: { readonly list: string; readonly form: string; readonly about?: string },
): string {
  const query = about === '' ? '' : `?${new URLSearchParams({ about })}`;
  return `${pagePath(language, list, 'forms', form)}${query}`;
}

/** The address of a file of a data set. */
export function dataPath(file: string): string {
  return `${base}/data/${file}`;
}

/** The same page in both languages, by the tag of each. */
export function tongues(
  ...rest: readonly string[]
): readonly { readonly tag: string; readonly path: string }[] {
  return languages.map((language) => ({ tag: voices[language].tag, path: pagePath(language, ...rest) }));
}
