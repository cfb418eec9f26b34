import type { MayUse, UseAsked } from '@finharbor/dataspace/planes';
import type { NodeContext } from '../context.ts';
import { findContract } from '../contracts.ts';
import type { Bilingual } from '../documents.ts';
import { judgeUse } from '../judge-use.ts';
import { stoppedUse } from '../life/read.ts';
import type { TransferLinks } from '../transfers/store.ts';
import { deliveredBy } from './delivered.ts';
import { waysOf } from './ways.ts';

/**
 * Whether rows may leave now, as the contract, its time, the product's listing and this party's assessments stand: asked before the
 * first byte and every second while data flows. Its place among the contract's uses the job took when it was answered.
 */
export function mayStillUse(parts: {
  readonly ctx: NodeContext;
  readonly links: TransferLinks;
}): (use: Pick<UseAsked, 'transferId'>) => Promise<MayUse> {
  const { ctx } = parts;
  return async ({ transferId }) => {
    const delivered = await deliveredBy(parts, transferId);
    if (!delivered) return refused('job.over', over);
    const { job, product } = delivered;
    const nowMs = ctx.clock.nowMs();
    const [file, assessments, stopped] = await Promise.all([
      findContract(ctx, job.contract),
      ctx.store.documents.find('transfer_assessment', { issuer: ctx.party }),
      stoppedUse(ctx, [product], { registry: ctx.hubParty, nowMs }),
    ]);
    const { body } = product;
    const judged = judgeUse({
      ...{ self: ctx.party, file, job, issuer: job.roster[0]!, otherUses: 0 },
      ...{ asked: { source: body.product, fields: body.fields }, proposal: undefined, consent: undefined },
      agreed: [{ source: body.product, fields: body.fields, ways: waysOf(body) }],
      ...{ withdrawals: [], assumptionAccepted: true, assessments, stopped, nowMs },
    });
    return judged.kind === 'allowed' ? judged : refused(judged.code, judged.reason);
  };
}

const over: Bilingual = {
  en: 'This attempt of the delivery is over; run the job again.',
  zh: '本次交付已结束，请重新运行任务。',
};

function refused(code: string, { en, zh }: Bilingual): MayUse {
  return { kind: 'refused', reason: { code, text: [en, zh] } };
}
