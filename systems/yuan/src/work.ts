import { repeat } from '@finharbor/kernel';
import { bankChores } from './bank/chores.ts';
import { advanceCampaigns } from './campaign/advance.ts';
import { logCommitments } from './campaign/secrets.ts';
import { finishPaying } from './chain/pay.ts';
import type { YuanContext } from './context.ts';
import { fundChores } from './funds/work.ts';
import { tellOfAnswers } from './inquiry/disclosures.ts';
import { thaw } from './inquiry/freezes.ts';
import { lowerUnbacked } from './people/lower.ts';
import { tellOwed } from './prepaid/tell.ts';
import { tendCards } from './prepaid/tend.ts';
import { endExpired, endReturned } from './purses/purses.ts';

/** Something the scheme does by itself again and again; what one turn leaves undone the next one finishes. */
export type Chore = {
  /** What an operator is told where it fails. */
  readonly event: string;
  readonly everyMs: number;
  readonly work: (ctx: YuanContext) => Promise<unknown>;
};

const chores: readonly Chore[] = [
  { event: 'yuan.purses_not_ended', everyMs: 5_000, work: endExpired },
  { event: 'yuan.refunds_not_returned', everyMs: 5_000, work: endReturned },
  { event: 'yuan.freezes_not_ended', everyMs: 5_000, work: thaw },
  { event: 'yuan.tiers_not_lowered', everyMs: 10_000, work: lowerUnbacked },
  { event: 'yuan.answers_not_told', everyMs: 60_000, work: tellOfAnswers },
  { event: 'yuan.cards_not_tended', everyMs: 5_000, work: tendCards },
  { event: 'yuan.card_notices_not_told', everyMs: 10_000, work: tellOwed },
  { event: 'yuan.commitments_not_logged', everyMs: 10_000, work: logCommitments },
  { event: 'yuan.campaigns_not_advanced', everyMs: 1_000, work: advanceCampaigns },
  { event: 'yuan.chains_not_paid', everyMs: 10_000, work: finishPaying },
  ...bankChores,
  ...fundChores,
];

/** Does what the scheme does by itself until the signal fires; never rejects. */
export async function keepRunning(ctx: YuanContext, signal: AbortSignal): Promise<void> {
  await Promise.all(
    chores.map(({ event, everyMs, work }) =>
      repeat(() => work(ctx), { everyMs, signal, onFault: (error) => ctx.note(event, {}, error) }),
    ),
  );
}
