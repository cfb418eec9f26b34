import { type SignedDocument, signDocument } from '@finharbor/access';
import {
  type Bodies,
  type HarborTables,
  harborMigrations,
  postgresStore,
  rebuildProjections,
} from '@finharbor/harbor';
import { generateSigningKey, systemClock } from '@finharbor/kernel';
import { kernelMigrations } from '@finharbor/kernel/database';
import { type TestDatabase, testDatabase } from '@finharbor/kernel/testing';
import { scratchPostgres } from '../tools/test/postgres.ts';
import { serveCatalogue } from './catalogue-parts/serve.ts';
import type { BenchContext, Figures } from './harness/context.ts';

const products = 10_000;
const askedEach = 10;
const holders = Array.from({ length: 40 }, (_, at) => `holder-${at}`);
const place = ['深圳', '杭州', '成都', '武汉', '苏州', '青岛', '厦门', '西安'];
const trade = [
  '制造业',
  '物流业',
  '软件业',
  '建筑业',
  '批发业',
  '零售业',
  '食品业',
  '纺织业',
  '光电业',
  '环保业',
];
const what = ['纳税数据', '社保缴纳', '发票汇总', '用电数据', '信用评级', '司法涉诉', '知识产权', '进出口额'];
const english = [
  'Tax payments',
  'Social insurance',
  'Invoices',
  'Electricity',
  'Credit grades',
  'Court cases',
  'Patents',
  'Trade',
];
const prices = ['free', 'per_use', 'per_result', 'subscription'] as const;
const updates = ['once', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly'] as const;

/** What people type: each way of searching, common and rare, mistyped, found and not, and with filters. */
const queries: readonly string[] = [
  '',
  'sort=size',
  'sort=name_zh',
  'holder=holder-3&price=per_use,subscription',
  'sector=C&personal=no&update=monthly&term=uses',
  ...[
    ...['纳税', '深圳制造业纳税数据', '税', '企业', '光电业 进出口', '那税数据', '没有的东西'],
    ...['nssj', 'nashui', 'shenzhen', 'z', 'szzzy', 'yongdian'],
    ...['tax', 'tax payments', 'insurence', 'pattents', 'nothing', 'c', '9999', '深圳 nssj tax'],
  ].map((q) => `q=${encodeURIComponent(q)}`),
  `q=${encodeURIComponent('数据')}&sector=C,G&sort=newest`,
  'q=shuju&made=synthetic&holder=holder-1',
];

/**
 * The catalogue over HTTP with 10,000 products of 40 holders: pages of 50, their counts, and what deriving the whole table from the
 * documents takes.
 */
export async function run(context: BenchContext): Promise<Figures> {
  await using server = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  await using database = await testDatabase<HarborTables>([kernelMigrations, harborMigrations]);
  const store = postgresStore(database.db, systemClock, 'hub');
  const key = generateSigningKey();
  const index = await context.measure({ name: 'index', unit: 's' }, 1, async () => {
    const docs = Array.from({ length: products }, (_, at) =>
      signDocument(key, {
        type: 'product',
        issuer: holders[at % holders.length]!,
        audience: ['*'],
        issuedAtMs: 1_700_000_000_000 + at,
        body: productAt(at) as never,
      }),
    );
    await putAll(database.db, docs);
    const before = performance.now();
    await rebuildProjections(database.db, { clock: systemClock, registry: 'hub' });
    return (performance.now() - before) / 1000;
  });
  await using catalogue = await serveCatalogue(store);
  const search = await asked(context, `${catalogue.url}/catalogue/products`, queries);
  const counted = queries.filter((query) => !query.startsWith('sort='));
  const facets = await asked(context, `${catalogue.url}/catalogue/facets`, counted);
  return { search_p95_ms: search, facets_p95_ms: facets, index_10000_s: index, products };
}

const batch = 500;

/** As if they had come in before there was a catalogue to be searched. */
async function putAll(db: TestDatabase<HarborTables>['db'], docs: readonly SignedDocument[]): Promise<void> {
  for (let at = 0; at < docs.length; at += batch)
    await db
      .insertInto('document')
      .values(
        docs.slice(at, at + batch).map((doc) => ({
          id: doc.id,
          type: doc.type,
          issuer: doc.issuer,
          audience: [...doc.audience],
          issued_at_ms: BigInt(doc.issuedAtMs),
          recorded_at_ms: BigInt(doc.issuedAtMs),
          signed: JSON.stringify(doc),
        })),
      )
      .execute();
}

/** Asks each query some times, one after the other, and gives the time under which 95 of 100 answers came. */
async function asked(context: BenchContext, url: string, all: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (const query of all) {
    const address = `${url}?${query.replaceAll(/&sort=\w+/g, (sort) => (url.endsWith('facets') ? '' : sort))}`;
    const name = `${url.endsWith('facets') ? 'counts' : 'search'} ${decodeURIComponent(query) || 'everything'}`;
    await context.measure({ name, unit: 'ms' }, context.runs ?? askedEach, async () => {
      const before = performance.now();
      const answer = await fetch(address);
      await answer.json();
      if (answer.status !== 200) throw new Error(`${answer.status} at ${address}`);
      times.push(performance.now() - before);
      return times.at(-1)!;
    });
  }
  times.sort((a, b) => a - b);
  return Math.round(times[Math.ceil(times.length * 0.95) - 1]! * 10) / 10;
}

function productAt(at: number): Bodies['product'] {
  const pick = <T>(list: readonly T[], of: number): T => list[of % list.length]!;
  const kind = pick(prices, at);
  const said = `${pick(place, at)}${pick(trade, Math.floor(at / 8))}${pick(what, Math.floor(at / 80))}`;
  const serial = at.toString(36).padStart(4, '0');
  return {
    product: `01937f00-0000-7000-8000-${at.toString(16).padStart(12, '0')}`,
    title: { en: `${pick(english, Math.floor(at / 80))} ${serial}`, zh: `${said}（${serial}）` },
    description: {
      en: 'Monthly figures of registered firms, collected by the office in its own proceedings and checked once a year.',
      zh: `本产品汇集${said}的登记企业月度指标，由主管部门在履职过程中采集，每年核查一次，供金融机构在授权范围内使用。`,
    },
    fields: Array.from({ length: 8 }, (_, n) => ({
      name: `column_${n}`,
      title: { en: `${pick(english, at + n)} of the month`, zh: `${pick(what, at + n)}月度值` },
      kind: 'numeric' as const,
    })),
    rowsAtLeast: (at * 50) % 100_000,
    synthetic: at % 3 === 0,
    licence: 'open',
    plans: [kind === 'free' ? { plan: 'p', kind } : { plan: 'p', kind, amountMinor: '100', currency: 'CNY' }],
    classed: {
      sector: pick([...'ABCDEFGHIJKLMNOPQRST'], at),
      personal: at % 2 === 0,
      update: pick(updates, at),
      terms: at % 2 === 0 ? ['uses'] : ['smallest_group', 'uses'],
    },
  };
}
