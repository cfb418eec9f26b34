import { composed, type PrivacyCost, type PrivacyLimit } from './composition.ts';
import type { BudgetClaim, BudgetState, Commitments } from './ledger.ts';

/** What a claim comes to among those made before, wherever a ledger keeps them; `known` is the same query asked again. */
export type JudgedClaim<Made> =
  | { readonly kind: 'changed' }
  | { readonly kind: 'spent'; readonly state: BudgetState }
  | { readonly kind: 'known'; readonly made: Made; readonly state: BudgetState }
  | { readonly kind: 'new'; readonly state: BudgetState };

/** Judges a claim by those made under its contract. A ledger must let no other claim of the contract in between this and what it writes. */
export function judgeClaim<Made extends BudgetClaim>(
  claims: readonly Made[],
  claim: BudgetClaim,
): JudgedClaim<Made> {
  const made = claims.find(({ query }) => query === claim.query);
  const limit = limitOf([...claims, claim]);
  const asked = claim.limit ?? limit;
  if (limit.epsilonMicro !== asked.epsilonMicro || limit.delta !== asked.delta) return { kind: 'changed' };
  if (made && made.plan !== claim.plan) return { kind: 'changed' };
  if (made) return { kind: 'known', made, state: stateOf(claims, limit) };
  const after = stateOf([...claims, claim], limit);
  if (after.leftMicro < 0) return { kind: 'spent', state: stateOf(claims, limit) };
  return { kind: 'new', state: after };
}

/** What claims under one contract have left of its budget; undefined where there are none. */
export function budgetState(claims: readonly BudgetClaim[]): BudgetState | undefined {
  return claims.length === 0 ? undefined : stateOf(claims, limitOf(claims));
}

/** Whether commitments are those noted before. */
export function areCommitments(noted: Commitments, commitments: Commitments): boolean {
  return Object.entries(commitments).every(([party, hash]) => noted[party] === hash);
}

/** The first that was named stands for all. */
function limitOf(claims: readonly Pick<BudgetClaim, 'limit'>[]): PrivacyLimit {
  return claims.find(({ limit }) => limit)?.limit ?? { epsilonMicro: 0, delta: 0 };
}

function stateOf(claims: readonly { readonly cost: PrivacyCost }[], limit: PrivacyLimit): BudgetState {
  const spentMicro = composed(
    claims.map(({ cost }) => cost),
    limit.delta,
  );
  return { spentMicro, leftMicro: limit.epsilonMicro - spentMicro };
}
