import { type Clock, instantMs, instantText, repeat } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import type { DataspaceTables } from '../database.gen.ts';
import { type CrawlLimits, crawl } from './crawl.ts';
import type { Entry } from './entry.ts';
import type { FederatedSource, Federation, FetchCatalogue } from './port.ts';
import { findFederated, searchFederation } from './search.ts';
import {
  claimSource,
  type DueSource,
  finishBroken,
  finishWhole,
  keepEntries,
  releaseSource,
} from './store.ts';

/** How catalogues are gathered; times left out are the usual ones. */
export type FederationOptions = {
  readonly db: Kysely<DataspaceTables>;
  readonly clock: Clock;
  readonly fetchCatalogue: FetchCatalogue;
  readonly limits?: Partial<CrawlLimits>;
  /** From one crawl of a connector to the next; default 15 minutes. */
  readonly everyMs?: number;
  /** What is older counts as stale; default an hour. */
  readonly staleMs?: number;
  /** Connectors at once; default 32. */
  readonly slots?: number;
};

const usualLimits: CrawlLimits = { pageMs: 20_000, crawlMs: 300_000, mostDatasets: 100_000 };
const usualEveryMs = 900_000;
const usualStaleMs = 3_600_000;
const usualSlots = 32;
const longestPauseMs = 86_400_000;
const lookMs = 1_000;

/** The catalogues of several connectors as one, kept in this side's database. `runFederation` gathers them. */
export function openFederation({ db, clock, staleMs = usualStaleMs }: FederationOptions): Federation {
  return {
    follow: async ({ peer, address }) => {
      const due = { address, due_at: instantText(clock.nowMs()), failures: 0 };
      await db
        .insertInto('federation_source')
        .values({ peer, ...due })
        .onConflict((conflict) =>
          conflict.column('peer').doUpdateSet(due).where('federation_source.address', '!=', address),
        )
        .execute();
    },
    unfollow: async (peer) => {
      await db.deleteFrom('federation_source').where('peer', '=', peer).execute();
    },
    sources: () => sourcesOf(db),
    find: (id) => findFederated(db, id, { nowMs: clock.nowMs(), staleMs }),
    search: (query) => searchFederation(db, query, { nowMs: clock.nowMs(), staleMs }),
  };
}

async function sourcesOf(db: Kysely<DataspaceTables>): Promise<readonly FederatedSource[]> {
  const rows = await db
    .selectFrom('federation_source as s')
    .selectAll()
    .select(sql<bigint>`(select count(*) from federation_dataset d where d.peer = s.peer)`.as('datasets'))
    .orderBy('peer')
    .execute();
  return rows.map((row) => ({
    peer: row.peer,
    address: row.address,
    datasets: Number(row.datasets),
    crawledAtMs: row.crawled_at === null ? undefined : instantMs(row.crawled_at),
    triedAtMs: row.tried_at === null ? undefined : instantMs(row.tried_at),
    fault: row.fault ?? undefined,
    skipped: row.skipped,
  }));
}

/**
 * Gathers what is due until the signal fires, each connector by itself: one that is slow or dead holds up no other, and is asked ever
 * more rarely. Several processes of one database share the work. Never rejects.
 */
export async function runFederation(
  options: FederationOptions,
  running: { readonly signal: AbortSignal; readonly onFault: (error: unknown) => void },
): Promise<void> {
  const { signal, onFault } = running;
  const { db, clock, slots = usualSlots } = options;
  const limits = { ...usualLimits, ...options.limits };
  const leaseMs = limits.crawlMs + limits.pageMs;
  const crawls = new Set<Promise<void>>();
  const begin = (source: DueSource): void => {
    const one = gather(source, { ...options, limits, signal })
      .catch((error: unknown) => {
        if (!signal.aborted) onFault(error);
        // At once another process's, or this one's after its restart.
        return releaseSource(db, source.peer);
      })
      .catch(onFault)
      .finally(() => crawls.delete(one));
    crawls.add(one);
  };
  const look = async (): Promise<void> => {
    while (crawls.size < slots) {
      const source = await claimSource(db, { nowMs: clock.nowMs(), leaseMs });
      if (!source) return;
      begin(source);
    }
  };
  await repeat(look, { everyMs: lookMs, signal, onFault });
  await Promise.all(crawls);
}

type Gathering = FederationOptions & { readonly limits: CrawlLimits; readonly signal: AbortSignal };

async function gather(source: DueSource, options: Gathering): Promise<void> {
  const { db, clock, everyMs = usualEveryMs } = options;
  const { peer, failures } = source;
  const take = (entries: readonly Entry[]): Promise<boolean> =>
    keepEntries(db, { peer, nowMs: clock.nowMs() }, entries);
  const crawled = await crawl(source, { ...options, take });
  const nowMs = clock.nowMs();
  if (crawled.kind === 'whole') await finishWhole(db, peer, { ...crawled, nowMs, dueMs: nowMs + everyMs });
  else {
    const pauseMs = Math.min(longestPauseMs, everyMs * 2 ** Math.min(failures, 16));
    await finishBroken(db, peer, { dueMs: nowMs + pauseMs, fault: crawled.code });
  }
}
