import { codeOf, fail, formatMoney, money } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import type { Body } from '../documents.ts';
import { issueDocument } from '../issue-document.ts';
import type { UseAnswer } from '../judge-use.ts';
import { mostPerJob } from './may-charge.ts';

/** Asks the hub; that it cannot be reached is told as such. Errors: the hub's own, `hub.unreachable`. */
export async function atHub<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (codeOf(error) !== 'client.unreachable') throw error;
    return fail('hub.unreachable', 'The hub cannot be reached; try again in a moment.', error);
  }
}

/**
 * Whether the consumer can pay for a job, as the hub that keeps the accounts says; undefined where it can, or where the contract asks for no money.
 * The hub cannot hide anything with a wrong answer: a use it let through is on both sides' receipts.
 */
export async function judgePayment(
  ctx: Pick<NodeContext, 'hub'>,
  contract: Body<'contract'>,
  { id, job }: { readonly id: string; readonly job: string },
): Promise<Extract<UseAnswer, { kind: 'refused' }> | undefined> {
  if (mostPerJob(contract) === 0n) return undefined;
  const { body } = await atHub(() => ctx.hub.settlement.askMayCharge({ body: { contract: id, job } }));
  if (body.kind === 'allowed') return undefined;
  const [need, has, owes] = [body.needMinor, body.availableMinor, body.owedMinor].map((minor) =>
    formatMoney(money(BigInt(minor), 'CNY')),
  );
  return {
    kind: 'refused',
    code: 'settlement.no_funds',
    reason: {
      en: `The job costs up to ${need} yuan; ${contract.consumer} has ${has} paid in and owes ${owes}. It must pay in first.`,
      zh: `本次任务最多需 ${need} 元；${contract.consumer} 预付余额 ${has} 元，欠款 ${owes} 元。请先充值。`,
    },
  };
}

/** Tells the hub how an attempt of this party's own job ended, where results are paid for. Whoever is killed before has three days' silence. */
export async function tellOutcome(
  ctx: NodeContext,
  { job, attempt, contract }: Body<'job'>,
  outcome: 'done' | 'failed',
): Promise<void> {
  const [file] = await ctx.store.documents.find('contract', { id: contract });
  if (file?.issuer !== ctx.party || !file.body.charges?.some(({ plan }) => plan.kind === 'per_result'))
    return;
  await issueDocument(ctx, {
    type: 'job_outcome',
    audience: [ctx.party, ctx.hubParty, ...file.body.providers],
    body: { job, attempt, contract, outcome },
  });
}
