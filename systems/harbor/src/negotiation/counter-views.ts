import type { NodeContext } from '../context.ts';
import { contractFile } from '../contracts.ts';
import type { Body } from '../documents.ts';
import { contractState } from '../domain.ts';
import { type Comparison, compareContracts } from '../usage/compare-contracts.ts';
import { counterOffersTo } from './counter-offers.ts';

/** A counter-offer as both sides see it, beside what was asked for; `next` is the contract that has come of it. */
export type CounterOfferView = Comparison & {
  readonly id: string;
  readonly party: string;
  readonly reason: string;
  readonly atMs: number;
  readonly isOpen: boolean;
  readonly next: string | null;
  readonly terms: Body<'contract'>;
};

/** What providers have answered to a contract, the earliest first. Errors: `contract.not_found`. */
export async function viewCounterOffers(
  ctx: NodeContext,
  contractId: string,
): Promise<readonly CounterOfferView[]> {
  const file = await contractFile(ctx, contractId);
  const isOpen = contractState(file, ctx.clock.nowMs()) === 'proposed';
  const counters = await counterOffersTo(ctx, file.contract);
  return counters.map(({ asked, accepted, counter: { id, issuer, issuedAtMs, body } }) => ({
    id,
    party: issuer,
    reason: body.reason,
    atMs: issuedAtMs,
    isOpen,
    next: accepted?.id ?? null,
    terms: body.terms,
    ...compareContracts(asked.body, body.terms),
  }));
}
