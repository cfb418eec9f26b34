import { codeOf, fail } from '@finharbor/kernel';
import type { Dataset, Peer } from '../catalogue/port.ts';
import { type Entry, entryOf } from './entry.ts';
import type { FetchCatalogue } from './port.ts';

/** What one crawl may take. */
export type CrawlLimits = {
  /** For a page. */
  readonly pageMs: number;
  /** For all of them. */
  readonly crawlMs: number;
  readonly mostDatasets: number;
};
/** How a catalogue is read. */
export type Crawling = {
  readonly fetchCatalogue: FetchCatalogue;
  readonly limits: CrawlLimits;
  readonly signal: AbortSignal;
  /** Takes a page's new entries; false where the catalogue is not wanted any more. */
  readonly take: (entries: readonly Entry[]) => Promise<boolean>;
};
/** What came of a crawl. `whole`: all that the connector lists was seen. */
export type Crawled =
  | { readonly kind: 'whole'; readonly seen: ReadonlySet<string>; readonly skipped: number }
  | { readonly kind: 'broken'; readonly code: string };

/**
 * Reads a connector's catalogue to its end. Its time is bounded however the connector behaves: one that hangs, sends rubbish, leads in
 * a circle or lists without an end breaks off. Errors: those of `take`; the signal's.
 */
export async function crawl(
  peer: Peer,
  { fetchCatalogue, limits, signal, take }: Crawling,
): Promise<Crawled> {
  const whole = AbortSignal.any([signal, AbortSignal.timeout(limits.crawlMs)]);
  const seen = new Set<string>();
  let skipped = 0;
  const pages = fetchCatalogue(peer);
  try {
    for (;;) {
      const page = await nextPage(pages, { seen, whole, limits });
      signal.throwIfAborted();
      if (page.kind === 'broken') return page;
      if (page.kind === 'end') return { kind: 'whole', seen, skipped };
      skipped += page.skipped;
      if (!(await take(page.fresh))) return { kind: 'broken', code: 'federation.unfollowed' };
    }
  } finally {
    // A generator that hangs does not answer to this either, and is left to itself.
    pages.return(undefined).catch(() => {});
  }
}

type Page =
  | { readonly kind: 'page'; readonly fresh: readonly Entry[]; readonly skipped: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'broken'; readonly code: string };
type Reading = { readonly seen: Set<string>; readonly whole: AbortSignal; readonly limits: CrawlLimits };

async function nextPage(pages: ReturnType<FetchCatalogue>, { seen, whole, limits }: Reading): Promise<Page> {
  try {
    const inTime = AbortSignal.any([whole, AbortSignal.timeout(limits.pageMs)]);
    const step = await within(pages.next(), inTime);
    if (step.done) return { kind: 'end' };
    const page = readPage(step.value, seen);
    if (seen.size > limits.mostDatasets)
      fail('federation.too_many', 'The catalogue is longer than is gathered here.');
    return page;
  } catch (error) {
    const code = codeOf(error);
    return { kind: 'broken', code: code === 'internal' ? 'federation.unreachable' : code };
  }
}

/** Errors: `federation.rubbish`, `federation.circle`. */
function readPage(page: readonly Dataset[], seen: Set<string>): Page {
  if (!Array.isArray(page)) fail('federation.rubbish', 'A page is no list.');
  const entries = page.map(entryOf).filter((entry) => entry !== undefined);
  if (page.length > 0 && entries.length === 0) fail('federation.rubbish', 'A page holds no data set.');
  const fresh = entries.filter(({ id }) => !seen.has(id) && seen.add(id));
  if (entries.length > 0 && fresh.length === 0) fail('federation.circle', 'The pages lead in a circle.');
  return { kind: 'page', fresh, skipped: page.length - entries.length };
}

/** Errors: `federation.too_slow`. */
async function within<T>(what: Promise<T>, inTime: AbortSignal): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const stop = (): void => resolve(undefined);
  inTime.addEventListener('abort', stop, { once: true });
  if (inTime.aborted) stop();
  // What fails too late is nobody's fault any more.
  what.catch(() => {});
  try {
    const first = await Promise.race([what, promise]);
    return first ?? fail('federation.too_slow', 'The connector does not answer in time.');
  } finally {
    inTime.removeEventListener('abort', stop);
  }
}
