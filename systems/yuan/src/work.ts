import { repeat } from '@finharbor/kernel';
import { bankChores } from './bank/chores.ts';
import { advanceCampaigns } from './campaign/advance.ts';
import type { YuanContext } from './context.ts';
import { thaw } from './inquiry/freezes.ts';
import { tendCards } from './prepaid/tend.ts';
import { endExpired } from './purses/purses.ts';

/** What the scheme does by itself, each again and again; what one leaves undone the next time finishes. */
const chores: readonly {
  readonly event: string;
  readonly everyMs: number;
  readonly work: (ctx: YuanContext) => Promise<unknown>;
}[] = [
  { event: 'yuan.purses_not_ended', everyMs: 5_000, work: endExpired },
  { event: 'yuan.freezes_not_ended', everyMs: 5_000, work: thaw },
  { event: 'yuan.cards_not_tended', everyMs: 5_000, work: tendCards },
  { event: 'yuan.campaigns_not_advanced', everyMs: 1_000, work: advanceCampaigns },
  ...bankChores,
];

/** Does what the scheme does by itself until the signal fires; never rejects. */
export async function keepRunning(ctx: YuanContext, signal: AbortSignal): Promise<void> {
  await Promise.all(
    chores.map(({ event, everyMs, work }) =>
      repeat(() => work(ctx), { everyMs, signal, onFault: (error) => ctx.note(event, {}, error) }),
    ),
  );
}
