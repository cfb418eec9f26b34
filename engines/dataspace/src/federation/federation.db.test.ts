import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { instantText, type Json, manualClock } from '@finharbor/kernel';
import { type TestDatabase, testDatabase } from '@finharbor/kernel/testing';
import type { Dataset } from '../catalogue/port.ts';
import type { DataspaceTables } from '../database.gen.ts';
import { dataspaceMigrations } from '../migrations.ts';
import { type FederationOptions, openFederation, runFederation } from './federation.ts';
import type { FederatedQuery, Federation, FetchCatalogue } from './port.ts';

/** A page of a connector, and whether another one follows; undefined hangs. */
type Page = { readonly datasets: Json; readonly more: boolean } | undefined;
const pageSize = 500;

/** A connector that answers over HTTP as it is told: well, badly, or never. */
async function connector(pageAt: (page: number) => Page): Promise<Server & { address: string }> {
  const server = createServer((request, response) => {
    const page = pageAt(Number(request.url!.slice(1)));
    if (page) response.end(JSON.stringify(page));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return Object.assign(server, { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

const fetchCatalogue: FetchCatalogue = async function* ({ address }) {
  for (let page = 0; ; page++) {
    const answer = await fetch(`${address}/${page}`);
    const { datasets, more } = (await answer.json()) as { datasets: readonly Dataset[]; more: boolean };
    yield datasets;
    if (!more) return;
  }
};

function listed(id: string, title: string, format = 'HttpData-PULL'): Json {
  return {
    '@id': id,
    hasPolicy: [{ '@id': `${id}#offer`, permission: [{ action: 'use' }] }],
    distribution: [{ format }],
    properties: { 'dct:title': [title], 'dcat:keyword': ['税务', 'tax_2026'] },
  };
}

const ten = Array.from({ length: 10_000 }, (_, at) =>
  listed(`urn:many:${at}`, `数据集 ${String(at).padStart(5, '0')}`),
);

describe('A federated catalogue of five connectors', () => {
  let database: TestDatabase<DataspaceTables>;
  let federation: Federation;
  let options: FederationOptions;
  const clock = manualClock(Date.UTC(2026, 0, 5, 8));
  const servers: Server[] = [];
  let small: Json[] = [listed('urn:small:1', '企业纳税'), listed('urn:small:2', '社保缴费', 'FusionJob')];
  let isDead = false;

  before(async () => {
    database = await testDatabase<DataspaceTables>([dataspaceMigrations]);
    options = {
      db: database.db,
      clock,
      fetchCatalogue,
      limits: { pageMs: 1_500, crawlMs: 60_000 },
      everyMs: 60_000,
      staleMs: 120_000,
    };
    federation = openFederation(options);
    const behaviours: Readonly<Record<string, (page: number) => Page>> = {
      hangs: () => undefined,
      rubbish: (page) => ({
        datasets: page === 0 ? [listed('urn:rubbish:1', 'One'), 7, null, {}] : ['?'],
        more: true,
      }),
      many: (page) => ({
        datasets: ten.slice(page * pageSize, (page + 1) * pageSize),
        more: (page + 1) * pageSize < ten.length,
      }),
      loops: (page) => ({ datasets: [listed(`urn:loops:${page % 3}`, `Round ${page % 3}`)], more: true }),
      small: () => (isDead ? undefined : { datasets: small, more: false }),
    };
    for (const [peer, behaves] of Object.entries(behaviours)) {
      const server = await connector(behaves);
      servers.push(server);
      await federation.follow({ peer, address: server.address });
    }
  });
  after(async () => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    await database[Symbol.asyncDispose]();
  });

  const faults: unknown[] = [];
  const isTried = async (): Promise<boolean> => {
    const now = instantText(clock.nowMs());
    const due = await database.db
      .selectFrom('federation_source')
      .select('peer')
      .where((is) => is.or([is('due_at', '<=', now), is('leased_until', 'is not', null)]))
      .execute();
    return due.length === 0;
  };
  /** Gathers until every connector that was due has been tried. */
  const gathered = async (isDone = isTried): Promise<void> => {
    const over = new AbortController();
    const running = runFederation(options, { signal: over.signal, onFault: (error) => faults.push(error) });
    while (!(await isDone())) await setTimeout(20);
    over.abort();
    await running;
  };
  const sources = async () => new Map((await federation.sources()).map((source) => [source.peer, source]));
  const titles = async (query: Omit<FederatedQuery, 'limit'>) =>
    (await federation.search({ limit: 200, ...query })).items.map(({ title }) => title);

  it('has those that answer although one hangs, one sends rubbish and one leads in a circle', {
    timeout: 60_000,
  }, async () => {
    await gathered(async () => {
      const now = await sources();
      return now.get('small')!.crawledAtMs !== undefined && now.get('many')!.crawledAtMs !== undefined;
    });
    await gathered();
    const now = await sources();
    assert.deepEqual(
      [...now].map(([peer, { datasets, fault }]) => [peer, datasets, fault]),
      [
        ['hangs', 0, 'federation.too_slow'],
        ['loops', 3, 'federation.circle'],
        ['many', 10_000, undefined],
        ['rubbish', 1, 'federation.rubbish'],
        ['small', 2, undefined],
      ],
    );
    assert.deepEqual(faults, []);
  });

  it('finds by words in any script, by connector and by format, page after page', async () => {
    assert.deepEqual(await titles({ text: '纳税' }), ['企业纳税']);
    assert.deepEqual(await titles({ text: '税务  SMALL' }), ['企业纳税', '社保缴费']);
    assert.deepEqual(await titles({ text: 'tax_2026', formats: ['FusionJob'] }), ['社保缴费']);
    assert.deepEqual(await titles({ text: 'tax%2026' }), []);
    assert.deepEqual(await titles({ peers: ['loops'] }), ['Round 0', 'Round 1', 'Round 2']);
    assert.deepEqual(await titles({ peers: [] }), []);
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await federation.search({ peers: ['many'], limit: 200, cursor });
      all.push(...page.items.map(({ dataset }) => dataset['@id']));
      cursor = page.next;
    } while (cursor !== undefined);
    assert.equal(new Set(all).size, 10_000);
    await assert.rejects(federation.search({ limit: 1, cursor: 'nonsense' }), { code: 'page.bad_cursor' });
  });

  it('gives a data set as it was listed', async () => {
    const [found] = (await federation.search({ text: 'urn:small:1', limit: 1 })).items;
    const { source, ...dataset } = found!.dataset;
    assert.deepEqual(dataset, small[0]);
    assert.equal(source.peer, 'small');
  });

  it('writes what has changed and nothing else, and removes what is not listed any more', {
    timeout: 60_000,
  }, async () => {
    clock.advance(60_000);
    small = [listed('urn:small:1', '企业纳税（二）'), listed('urn:small:3', '用电')];
    const version = (id: string) =>
      database.db
        .selectFrom('federation_dataset')
        .select('changed_at')
        .where('id', '=', id)
        .executeTakeFirst();
    const before = await version('urn:many:7');
    await gathered();
    assert.deepEqual(await titles({ peers: ['small'] }), ['企业纳税（二）', '用电']);
    assert.deepEqual(await version('urn:many:7'), before);
    assert.equal((await sources()).get('many')!.datasets, 10_000);
  });

  it('keeps what a dead connector listed, and says how old it is', { timeout: 60_000 }, async () => {
    const [fresh] = (await federation.search({ peers: ['small'], limit: 1 })).items;
    assert.equal(fresh!.isStale, false);
    isDead = true;
    clock.advance(121_000);
    await gathered();
    const [stale] = (await federation.search({ peers: ['small'], limit: 1 })).items;
    assert.equal(stale!.isStale, true);
    assert.equal(stale!.asOfMs, fresh!.asOfMs);
    assert.equal((await sources()).get('small')!.fault, 'federation.too_slow');
    const [others] = (await federation.search({ peers: ['many'], limit: 1 })).items;
    assert.equal(others!.isStale, false);
  });

  it('asks one that fails ever more rarely, and at once where its address is another', async () => {
    const due = async (): Promise<number> => {
      const row = await database.db
        .selectFrom('federation_source')
        .select('due_at')
        .where('peer', '=', 'hangs')
        .executeTakeFirstOrThrow();
      return Date.parse(row.due_at) - clock.nowMs();
    };
    // It has failed three times.
    assert.equal(await due(), 240_000);
    await federation.follow({ peer: 'hangs', address: 'http://127.0.0.1:9' });
    assert.equal(await due(), 0);
  });

  it('forgets a connector with all that it lists, also while it is read', async () => {
    clock.advance(600_000);
    let isGone = false;
    await gathered(async () => {
      const many = await database.db
        .selectFrom('federation_source')
        .select('leased_until')
        .where('peer', '=', 'many')
        .executeTakeFirst();
      if (many?.leased_until) await federation.unfollow('many');
      isGone ||= many === undefined;
      return isGone && (await isTried());
    });
    assert.deepEqual(await titles({ peers: ['many'] }), []);
    assert.equal((await sources()).has('many'), false);
    assert.deepEqual(faults, []);
  });
});
