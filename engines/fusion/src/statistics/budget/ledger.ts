import type { Random } from '@finharbor/kernel';
import { appendToLedger, ledgerLines, oneAtATime } from '../../durable.ts';
import type { PrivacyCost, PrivacyLimit } from './composition.ts';
import { areCommitments, budgetState, judgeClaim } from './judge.ts';

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
    left: (contract) => inTurn(async () => budgetState(claimsUnder(await linesOf(path), contract))),
  };
}

async function claimIn(path: string, claim: BudgetClaim, random: Random): Promise<BudgetDecision> {
  const judged = judgeClaim(claimsUnder(await linesOf(path), claim.contract), claim);
  if (judged.kind === 'known')
    return { kind: 'granted', secret: fromHex(judged.made.secret), state: judged.state };
  if (judged.kind !== 'new') return judged;
  const secret = random.bytes(32);
  await appendToLedger(path, { kind: 'claim', ...claim, secret: Buffer.from(secret).toString('hex') });
  return { kind: 'granted', secret, state: judged.state };
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
  if (known?.kind === 'bind') return areCommitments(known.commitments, commitments) ? 'bound' : 'changed';
  await appendToLedger(path, { kind: 'bind', contract, query, commitments });
  return 'bound';
}

async function linesOf(path: string): Promise<readonly Line[]> {
  return (await ledgerLines(path)) as readonly Line[];
}

function claimsUnder(lines: readonly Line[], contract: string): readonly ClaimLine[] {
  return lines.flatMap((line) => (line.kind === 'claim' && line.contract === contract ? [line] : []));
}

function fromHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}
