import type { Bilingual } from '@finharbor/kernel/contract';
import type { YuanContext } from '../context.ts';

/** A figure of an area, in fen or as a count. */
export type PartFigure = {
  readonly title: Bilingual;
  readonly value: bigint;
  readonly unit: 'fen' | 'count';
};

/** What an area shows on the bureau's monitor. Of people it tells sums only, and none of fewer than ten. */
export type FiguresPart = {
  readonly title: Bilingual;
  readonly read: (ctx: YuanContext) => Promise<readonly PartFigure[]>;
};

/** Orders that freeze wallets and requests that wait: how many, and nothing of whom. */
const orders: FiguresPart = {
  title: { en: 'Orders and requests', zh: '冻结与查询' },
  async read({ db }) {
    const [frozen, waiting] = await Promise.all([
      db
        .selectFrom('yuan_freeze')
        .select((eb) => eb.fn.countAll<bigint>().as('n'))
        .where('ended_at_ms', 'is', null)
        .executeTakeFirstOrThrow(),
      db
        .selectFrom('yuan_inquiry')
        .select((eb) => eb.fn.countAll<bigint>().as('n'))
        .where('state', 'in', ['open', 'checked'])
        .executeTakeFirstOrThrow(),
    ]);
    return [
      {
        title: { en: 'Orders to freeze that stand', zh: '有效冻结令' },
        value: BigInt(frozen.n),
        unit: 'count',
      },
      {
        title: { en: 'Lawful requests that wait', zh: '待处理依法查询' },
        value: BigInt(waiting.n),
        unit: 'count',
      },
    ];
  },
};

const areas: Readonly<Record<string, Bilingual>> = {
  campaign: { en: 'Pots and packets of campaigns', zh: '活动资金与红包' },
  prepaid: { en: 'Prepaid cards', zh: '预付卡' },
  funds: { en: 'Special funds and grants', zh: '专项资金' },
};

/** Campaigns and prepaid cards: how many are under way, and nothing of whose. */
const underWay: FiguresPart = {
  title: { en: 'Open money under a purpose', zh: '有效专用资金' },
  async read({ db }) {
    const rows = await db
      .selectFrom('yuan_purse')
      .select('area')
      .select((eb) => eb.fn.countAll<bigint>().as('n'))
      .where('state', '=', 'open')
      .groupBy('area')
      .orderBy('area')
      .execute();
    return rows.map(({ area, n }) => ({
      title: areas[area] ?? { en: area, zh: area },
      value: BigInt(n),
      unit: 'count',
    }));
  },
};

/** The areas that show something there: each adds its own. */
export const figuresParts: readonly FiguresPart[] = [orders, underWay];
