import type { NodeContext } from './context.ts';
import { contractFile } from './contracts.ts';
import type { Body } from './documents.ts';
import { type ContractFile, type ContractState, contractState } from './domain.ts';
import { type CounterFile, counterOffersTo } from './negotiation/counter-offers.ts';

/** A contract as its sides see it. */
export type ContractView = {
  readonly id: string;
  readonly state: ContractState;
  readonly usesMade: number;
  /** What each provider has signed so far, the earliest first. */
  readonly decisions: readonly {
    readonly party: string;
    readonly decision: 'approved' | 'declined';
    readonly reason: string;
    readonly atMs: number;
  }[];
  /** Which providers have answered with other terms, the earliest first. */
  readonly countered: readonly {
    readonly id: string;
    readonly party: string;
    readonly reason: string;
    readonly atMs: number;
  }[];
  /** The contract that has taken its place. */
  readonly replacedBy: string | null;
  readonly body: Body<'contract'>;
};

/** All contracts this node is a side of, newest last. */
export async function listContracts(ctx: NodeContext): Promise<readonly ContractView[]> {
  const contracts = await ctx.store.documents.find('contract');
  return Promise.all(contracts.map(({ id }) => viewContract(ctx, id)));
}

/** One contract as its sides see it. Errors: `contract.not_found`. */
export async function viewContract(ctx: NodeContext, id: string): Promise<ContractView> {
  const file = await contractFile(ctx, id);
  const usesMade = await ctx.store.uses.othersUnder(id, '00000000-0000-0000-0000-000000000000');
  const decisions = file.approvals
    .map(({ issuer, issuedAtMs, body: { decision, reason } }) => ({
      party: issuer,
      decision,
      reason,
      atMs: issuedAtMs,
    }))
    .toSorted((a, b) => a.atMs - b.atMs);
  const state = contractState(file, ctx.clock.nowMs());
  const countered = counteredOf(await counterOffersTo(ctx, file.contract));
  const replacedBy = replacementOf(file);
  return { id, state, usesMade, decisions, countered, replacedBy, body: file.contract.body };
}

/** Who has answered with other terms, as it is shown. */
export function counteredOf(counters: readonly CounterFile[]): ContractView['countered'] {
  return counters.map(({ counter: { id, issuer, issuedAtMs, body } }) => ({
    id,
    party: issuer,
    reason: body.reason,
    atMs: issuedAtMs,
  }));
}

/** The contract that has taken a contract's place; null where none has. */
export function replacementOf({ contract, replacements }: ContractFile): string | null {
  return replacements.find(({ issuer }) => issuer === contract.issuer)?.id ?? null;
}
