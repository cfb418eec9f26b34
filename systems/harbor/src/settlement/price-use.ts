import type { Body, Verified } from '../documents.ts';
import { type ContractFile, contractState } from '../domain.ts';
import type { Charge } from '../pricing/plan.ts';
import type { PriceReason } from './domain.ts';

/** What the hub has verified about one published use. */
export type UseFacts = {
  readonly use: Verified<'use'>;
  readonly file: ContractFile | undefined;
  /** The consumer's own documents that asked for the job. */
  readonly jobs: readonly Verified<'job'>[];
  /** Whether its commitment stands in the log where it says. */
  readonly isLogged: boolean;
  /** Whether the same job of the same provider stands on the account already. */
  readonly isCharged: boolean;
  /** What the contract says is paid for the provider's data that the job has read. */
  readonly charge: Charge | undefined;
};

/** What a use costs its consumer, in fen, and why. */
export type UsePrice = { readonly reason: PriceReason; readonly priceMinor: bigint };

/**
 * Prices a use by what both sides have signed. A provider's word alone costs nobody anything: the consumer must have asked for the job under a
 * contract that was in force, and a receipt must stand in the log.
 */
export function priceUse({ use, file, jobs, isLogged, isCharged, charge }: UseFacts): UsePrice {
  const nothing = (reason: PriceReason): UsePrice => ({ reason, priceMinor: 0n });
  if (!file || !isOf(file, use) || !wasInForce(file, Date.parse(use.body.usedAt)))
    return nothing('not_in_force');
  if (!jobs.some((job) => hasAsked(job, file, use))) return nothing('not_asked');
  if (!isLogged) return nothing('not_logged');
  if (isCharged) return nothing('same_use');
  if (!charge || charge.plan.kind === 'free') return nothing('free');
  if (charge.plan.kind === 'subscription') return nothing('subscription');
  return { reason: charge.plan.kind, priceMinor: BigInt(charge.plan.amountMinor) };
}

/** Whether a contract was in force at a moment, whatever became of it since. */
function wasInForce(file: ContractFile, atMs: number): boolean {
  const until = <T extends { readonly issuedAtMs: number }>(documents: readonly T[]): readonly T[] =>
    documents.filter(({ issuedAtMs }) => issuedAtMs <= atMs);
  const [terminations, replacements] = [until(file.terminations), until(file.replacements)];
  return contractState({ ...file, terminations, replacements }, atMs) === 'in_force';
}

function isOf({ contract }: ContractFile, { issuer, body }: Verified<'use'>): boolean {
  return contract.body.providers.includes(issuer) && contract.body.consumer === body.consumer;
}

function hasAsked(
  { issuer, body }: Verified<'job'>,
  { contract }: ContractFile,
  use: Verified<'use'>,
): boolean {
  return (
    issuer === contract.body.consumer &&
    body.contract === contract.id &&
    body.kind === contract.body.kind &&
    body.roster.includes(use.issuer)
  );
}

/** The charge for one provider's data: the only one of that provider, or the one for the product the job has read. */
export function chargeFor(
  contract: Body<'contract'>,
  provider: string,
  product: string | undefined,
): Charge | undefined {
  const own = (contract.charges ?? []).filter((charge) => charge.provider === provider);
  return own.length > 1 ? own.find((charge) => charge.product === product) : own[0];
}
