import type { Body, Constraint, Verified } from './documents.ts';

/** Everything a party's node has verified that bears on one contract. */
export type ContractFile = {
  readonly contract: Verified<'contract'>;
  readonly approvals: readonly Verified<'approval'>[];
  readonly terminations: readonly Verified<'termination'>[];
  /** Contracts that name this one as the one whose place they take. */
  readonly replacements: readonly Verified<'contract'>[];
};

/** Where a contract stands; derived from signed documents alone, never stored. */
export type ContractState =
  | 'proposed'
  | 'declined'
  | 'ended'
  | 'replaced'
  | 'not_yet_valid'
  | 'expired'
  | 'in_force';

/** Derives a contract's state: every provider must have approved, nobody may have ended or replaced it, and the time must be right. */
export function contractState(file: ContractFile, nowMs: number): ContractState {
  const { body } = file.contract;
  const sides = new Set([body.consumer, ...body.providers]);
  if (file.terminations.some((ended) => sides.has(ended.issuer))) return 'ended';
  if (file.replacements.some(({ issuer }) => issuer === body.consumer)) return 'replaced';
  const latest = new Map(byTime(file.approvals).map((approval) => [approval.issuer, approval.body.decision]));
  if (body.providers.some((provider) => latest.get(provider) === 'declined')) return 'declined';
  if (body.providers.some((provider) => latest.get(provider) !== 'approved')) return 'proposed';
  if (nowMs < Date.parse(body.validFrom)) return 'not_yet_valid';
  return nowMs < Date.parse(body.validUntil) ? 'in_force' : 'expired';
}

/** The value of a numeric constraint, or undefined where the contract has none of that name. */
export function limitOf(contract: Body<'contract'>, name: Constraint['name']): number | undefined {
  const found = contract.constraints.find((constraint) => constraint.name === name);
  return typeof found?.value === 'number' ? found.value : undefined;
}

function byTime<T extends { readonly issuedAtMs: number }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => a.issuedAtMs - b.issuedAtMs);
}
