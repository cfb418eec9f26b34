import {
  type Coefficient,
  type MaskLedger,
  regressParty,
  type StageTraffic,
  serveRegressionDealer,
} from '@finharbor/fusion';
import { systemClock } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { asMember, type Effort, type Member, measured } from '../harness/linked-member.ts';
import { benchPlan, benchRows, columnCount } from './fit-rows.ts';

/** First how many rows to make, then the session to fit them in. */
export type Order = { readonly rows: number } | { readonly session: string };

/** What a member reports of a fit; coefficients only at the parties. */
export type Report = Effort & {
  readonly iterations?: readonly number[];
  readonly coefficients?: readonly Coefficient[];
  readonly stages?: readonly StageTraffic[];
};

const members = [...benchPlan.parties, 'hub'];
// A benchmark's process runs each session once.
const ledger: MaskLedger = { claim: async () => 'fresh' };

type Rows = ReturnType<typeof benchRows>;
let made: Rows | undefined;

async function work({ self, meet }: Member, order: Order): Promise<object> {
  if ('rows' in order) {
    // Rows are made before the channels are there: a party that is busy for long is gone for its peers.
    const place = members.indexOf(self);
    const range = [place * (columnCount / 2), (place + 1) * (columnCount / 2)] as const;
    made = self === 'hub' ? undefined : benchRows(order.rows, range);
    return { ready: true };
  }
  const { session } = order;
  const channels = await meet(session, members);
  const rows = made;
  const [result, effort] = await measured<Partial<Report>>(channels, async () => {
    if (rows) return fit({ self, session, channels, rows });
    await serveRegressionDealer(channels, { plan: benchPlan, session, ledger });
    return {};
  });
  return { ...effort, ...result } satisfies Report;
}

type Task = {
  readonly self: string;
  readonly session: string;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly rows: Rows;
};

async function fit({ self, session, channels, rows }: Task): Promise<Partial<Report>> {
  const dealer = channels.get('hub')!;
  const peers = new Map([...channels].filter(([peer]) => peer !== 'hub'));
  const { parties } = benchPlan;
  const mesh = { session, self, parties, channels: peers, progress: () => {} };
  const columns = rows.columns.map((values, j) => ({ name: `${self}${j}`, values }));
  const outcome = self === benchPlan.labelHolder ? { outcome: rows.outcome } : {};
  const { iterations, coefficients, stages } = await regressParty(mesh, dealer, {
    plan: benchPlan,
    ledger,
    clock: systemClock,
    data: { rows: rows.outcome.length, columns, ...outcome },
  });
  return { iterations, stages, ...(coefficients && { coefficients }) };
}

asMember(work);
