import { type BudgetClaim, composed, costOf, noiseAdvice } from '@finharbor/fusion';
import { fail } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import { contractFile } from '../contracts.ts';
import { budgetOf } from './plan.ts';
import type { ProposedPlan } from './plan-schemas.ts';
import type { PrivacyBudget, ProposalPreview } from './views.ts';

/** What a plan would take of its contract's budget beside all that was spent by now, and what each kind of noise would; null without noise. */
export async function costsOf(
  ctx: NodeContext,
  plan: ProposedPlan,
): Promise<Pick<ProposalPreview, 'budget' | 'noise'>> {
  const advice = { noise: [] };
  if (plan.kind === 'intersection' || !plan.budget) return { budget: null, ...advice };
  const { epsilonMicro, delta } = plan.budget;
  const spent = (await ctx.store.computations.spendings(plan.contract)).map(({ cost }) => cost);
  const [before, after] = [spent, [...spent, costOf(plan)]].map((costs) => composed(costs, delta));
  if (after === before) return { budget: null, ...advice };
  return {
    budget: { costMicro: after! - before!, leftMicro: epsilonMicro - before! },
    noise: noiseAdvice(plan, spent),
  };
}

/** A contract's budget and what was spent of it on what. Errors: `contract.not_found`, `contract.no_budget`. */
export async function viewBudget(ctx: NodeContext, contract: string): Promise<PrivacyBudget> {
  const limit = budgetOf((await contractFile(ctx, contract)).contract.body);
  if (!limit) return fail('contract.no_budget', 'The contract lets no noise be added, so it has no budget.');
  const { computations, documents } = ctx.store;
  const [spendings, proposals] = await Promise.all([
    computations.spendings(contract),
    documents.find('proposal', { contract }),
  ]);
  const byNumber = new Map(proposals.map((proposal) => [proposal.body.proposal, proposal]));
  const charged = chargedOf(spendings, limit.delta);
  const spentMicro = charged.reduce((sum, { costMicro }) => sum + costMicro, 0);
  return {
    limitMicro: limit.epsilonMicro,
    delta: limit.delta,
    spentMicro,
    leftMicro: limit.epsilonMicro - spentMicro,
    queries: charged.flatMap(({ query, costMicro }) => {
      const proposal = byNumber.get(query);
      return proposal && costMicro > 0
        ? [{ proposal: proposal.id, title: proposal.body.title, costMicro }]
        : [];
    }),
  };
}

/** By how much each query raised what all tell together; costs of noise do not simply add up. */
function chargedOf(
  spendings: readonly Pick<BudgetClaim, 'query' | 'cost'>[],
  delta: number,
): readonly { readonly query: string; readonly costMicro: number }[] {
  let before = 0;
  return spendings.map(({ query }, at) => {
    const costs = spendings.slice(0, at + 1).map(({ cost }) => cost);
    const after = composed(costs, delta);
    const costMicro = after - before;
    before = after;
    return { query, costMicro };
  });
}
