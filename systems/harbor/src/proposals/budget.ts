import { fail } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import { contractFile } from '../contracts.ts';
import { budgetOf } from './plan.ts';
import type { PrivacyBudget } from './views.ts';

/** What is left of a contract's budget at this party, in millionths of ε; undefined where it has none. Errors: `contract.not_found`. */
export async function budgetLeft(ctx: NodeContext, contract: string): Promise<number | undefined> {
  const limit = budgetOf((await contractFile(ctx, contract)).contract.body);
  if (!limit) return undefined;
  return (await ctx.store.computations.budget(ctx.random).left(contract))?.leftMicro ?? limit.epsilonMicro;
}

/** A contract's budget and what was spent of it on what. Errors: `contract.not_found`, `contract.no_budget`. */
export async function viewBudget(ctx: NodeContext, contract: string): Promise<PrivacyBudget> {
  const limit = budgetOf((await contractFile(ctx, contract)).contract.body);
  if (!limit) return fail('contract.no_budget', 'The contract lets no noise be added, so it has no budget.');
  const { computations, documents } = ctx.store;
  const [state, spendings, proposals] = await Promise.all([
    computations.budget(ctx.random).left(contract),
    computations.spendings(contract),
    documents.find('proposal', { contract }),
  ]);
  const byNumber = new Map(proposals.map((proposal) => [proposal.body.proposal, proposal]));
  return {
    limitMicro: limit.epsilonMicro,
    delta: limit.delta,
    spentMicro: state?.spentMicro ?? 0,
    leftMicro: state?.leftMicro ?? limit.epsilonMicro,
    queries: spendings.flatMap(({ query, costMicro }) => {
      const proposal = byNumber.get(query);
      return proposal && costMicro > 0
        ? [{ proposal: proposal.id, title: proposal.body.title, costMicro }]
        : [];
    }),
  };
}
