import { deskMigrations, findItems, type SearchItem, searchPort } from '@finharbor/desk';
import { kernelMigrations } from '@finharbor/kernel/database';
import { testDatabase } from '@finharbor/kernel/testing';
import { scratchPostgres } from '../tools/test/postgres.ts';
import type { BenchContext, Figures } from './harness/context.ts';

const items = 100_000;
const askedEach = 20;
const place = ['深圳', '杭州', '成都', '武汉', '苏州', '青岛', '厦门', '西安'];
const trade = ['精密', '生物', '软件', '物流', '食品', '光电', '纺织', '环保', '智能', '建材'];
const what = [
  '贷款申请',
  '训练任务',
  '数据合同',
  '使用凭证',
  '纳税数据',
  '社保数据',
  '流动资金贷款',
  '授信合同',
];
const english = [
  'Loan application',
  'Training',
  'Contract',
  'Receipt',
  'Tax data',
  'Social data',
  'Loan',
  'Credit',
];

/** What people type: each way of searching, common and rare, found and not. */
const queries = [
  ...['贷款', '纳税数据', '深圳精密', '苏州光电授信', '税', '没有的东西'],
  ...['dksq', 'szjm', 'ldzj', 'z', 'zz', 'nashui', 'shenzhenjingmi'],
  ...['loan', 'lo', 'tax data', 'c', 'nothing', '91440300ma', '9144030000', '0000abcd', '贷款 sz loan'],
];

/**
 * Search over 100,000 items in a node's database, each query many times by somebody who may see all and by somebody who may see one
 * in a thousand. `p95_ms` over all of them; `index_s` is what indexing all of it takes at the first start, `again_s` at the next.
 */
export async function run(context: BenchContext): Promise<Figures> {
  await using server = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  await using database = await testDatabase<never>([kernelMigrations, deskMigrations]);
  const { replace } = searchPort(database.db as never);
  const all = Array.from({ length: items }, (_, at) => itemAt(at));
  const seconds = async (): Promise<number> => {
    const before = performance.now();
    await replace('bench', all);
    return (performance.now() - before) / 1000;
  };
  const index = await context.measure({ name: 'index', unit: 's' }, 1, seconds);
  const again = await context.measure({ name: 'index, nothing changed', unit: 's' }, 1, seconds);
  const everything = { account: '', party: 'bank', roles: ['analyst', 'auditor'] };
  const little = { account: '', party: 'bank', roles: ['auditor'] };
  const times: number[] = [];
  for (const q of queries)
    for (const person of [everything, little]) {
      const name = `${q} (${person === little ? 'sees little' : 'sees all'})`;
      await context.measure({ name, unit: 'ms' }, context.runs ?? askedEach, async () => {
        const before = performance.now();
        await findItems(database.db as never, person, { q, limit: 20 });
        times.push(performance.now() - before);
        return times.at(-1)!;
      });
    }
  times.sort((a, b) => a - b);
  const p95 = times[Math.ceil(times.length * 0.95) - 1]!;
  return { p95_ms: Math.round(p95 * 10) / 10, index_s: index, again_s: again, items };
}

function itemAt(at: number): SearchItem {
  const pick = (list: readonly string[], of: number): string => list[of % list.length]!;
  const [city, branch] = [pick(place, at), pick(trade, Math.floor(at / 8))];
  const serial = at.toString(36).toUpperCase().padStart(5, '0');
  return {
    kind: 'thing',
    id: `${at.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`,
    title: {
      en: `${pick(english, Math.floor(at / 80))} ${serial}`,
      zh: `${city}${branch}科技有限公司${pick(what, Math.floor(at / 80))}`,
    },
    keywords: [`91440300MA${serial.padStart(7, '5')}X`],
    href: `/app/things/${at}`,
    roles: [at % 1000 === 0 ? 'auditor' : 'analyst'],
  };
}
