import type { Random } from '@finharbor/kernel';
import { appendToLedger, ledgerLines, oneAtATime } from '../../durable.ts';
import { composed, type PrivacyCost, type PrivacyLimit } from './composition.ts';

/** One query as it is claimed: what it is, and what it costs of its contract's budget. */
export type BudgetClaim = {
  readonly contract: string;
  readonly query: string;
  /** SHA-256 of the plan in hex. */
  readonly plan: string;
  readonly cost: PrivacyCost;
  /** The contract's; left out by plans without noise. */
  readonly limit?: PrivacyLimit;
};

/** What is spent of a contract's budget, and what is left, at the contract's δ. */
export type BudgetState = { readonly spentMicro: number; readonly leftMicro: number };

/**
 * What a claim comes to. `granted` gives the query's secret, from which its noise and the salt of its commitment follow:
 * the same each time the query is asked, so asking again tells nothing new and costs nothing. `changed` says that the name
 * stands for another plan, or the contract for another limit.
 */
export type BudgetDecision =
  | { readonly kind: 'granted'; readonly secret: Uint8Array; readonly state: BudgetState }
  | { readonly kind: 'spent'; readonly state: BudgetState }
  | { readonly kind: 'changed' };

/** Where a participant counts, durably, what queries under a contract have told. A query is claimed before its first byte. */
export type BudgetLedger = {
  readonly claim: (claim: BudgetClaim) => Promise<BudgetDecision>;
  /** Notes all parties' commitments to their rows of a query, before anything is opened; `changed` if others were noted. */
  readonly bind: (
    query: Pick<BudgetClaim, 'contract' | 'query'>,
    commitments: Commitments,
  ) => Promise<'bound' | 'changed'>;
  /** Undefined for a contract under which nothing was claimed. */
  readonly left: (contract: string) => Promise<BudgetState | undefined>;
};

/** Per party, the salted hash of its rows, in hex. */
export type Commitments = { readonly [party: string]: string };

type ClaimLine = BudgetClaim & { readonly kind: 'claim'; readonly secret: string };
type BindLine = Pick<BudgetClaim, 'contract' | 'query'> & {
  readonly kind: 'bind';
  readonly commitments: Commitments;
};
type Line = ClaimLine | BindLine;

/**
 * A ledger in a file, appended and synced before an answer is returned, so it survives `kill -9`; one process at a time.
 * The file holds the queries' secrets and must be readable by its party alone. Errors: `fusion.ledger_damaged`.
 */
export function fileBudgetLedger(path: string, random: Random): BudgetLedger {
  const inTurn = oneAtATime();
  return {
    claim: (claim) => inTurn(() => claimIn(path, claim, random)),
    bind: (query, commitments) => inTurn(() => bindIn(path, query, commitments)),
    left: (contract) =>
      inTurn(async () => {
        const claims = claimsUnder(await linesOf(path), contract);
        return claims.length === 0 ? undefined : stateOf(claims, limitOf(claims));
      }),
  };
}

async function claimIn(path: string, claim: BudgetClaim, random: Random): Promise<BudgetDecision> {
  const claims = claimsUnder(await linesOf(path), claim.contract);
  const known = claims.find(({ query }) => query === claim.query);
  const limit = limitOf([...claims, claim]);
  const { epsilonMicro, delta } = claim.limit ?? limit;
  if (limit.epsilonMicro !== epsilonMicro || limit.delta !== delta) return { kind: 'changed' };
  if (known && known.plan !== claim.plan) return { kind: 'changed' };
  if (known) return { kind: 'granted', secret: fromHex(known.secret), state: stateOf(claims, limit) };
  const after = stateOf([...claims, claim], limit);
  if (after.leftMicro < 0) return { kind: 'spent', state: stateOf(claims, limit) };
  const secret = random.bytes(32);
  await appendToLedger(path, { kind: 'claim', ...claim, secret: Buffer.from(secret).toString('hex') });
  return { kind: 'granted', secret, state: after };
}

async function bindIn(
  path: string,
  { contract, query }: Pick<BudgetClaim, 'contract' | 'query'>,
  commitments: Commitments,
): Promise<'bound' | 'changed'> {
  const lines = await linesOf(path);
  const known = lines.find(
    (line) => line.kind === 'bind' && line.contract === contract && line.query === query,
  );
  if (known?.kind === 'bind') {
    const same = Object.entries(commitments).every(([party, hash]) => known.commitments[party] === hash);
    return same ? 'bound' : 'changed';
  }
  await appendToLedger(path, { kind: 'bind', contract, query, commitments });
  return 'bound';
}

async function linesOf(path: string): Promise<readonly Line[]> {
  return (await ledgerLines(path)) as readonly Line[];
}

function claimsUnder(lines: readonly Line[], contract: string): readonly ClaimLine[] {
  return lines.flatMap((line) => (line.kind === 'claim' && line.contract === contract ? [line] : []));
}

/** The first that was named stands for all. */
function limitOf(claims: readonly BudgetClaim[]): PrivacyLimit {
  return claims.find(({ limit }) => limit)?.limit ?? { epsilonMicro: 0, delta: 0 };
}

function stateOf(claims: readonly { readonly cost: PrivacyCost }[], limit: PrivacyLimit): BudgetState {
  const spentMicro = composed(
    claims.map(({ cost }) => cost),
    limit.delta,
  );
  return { spentMicro, leftMicro: limit.epsilonMicro - spentMicro };
}

function fromHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}
