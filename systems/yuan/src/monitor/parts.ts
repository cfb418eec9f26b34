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

/** The areas that show something there: each adds its own. */
export const figuresParts: readonly FiguresPart[] = [orders];
