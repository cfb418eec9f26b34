import type { SignedDocument } from '@finharbor/access';
import { sha256 } from '@finharbor/kernel';
import { sql } from 'kysely';
import { findContract } from '../contracts.ts';
import type { Verified } from '../documents.ts';
import type { ContractFile } from '../domain.ts';
import { verifiedOf } from '../postgres/documents.ts';
import type { Charge } from '../pricing/plan.ts';
import { putCharge } from './charges.ts';
import type { Settling } from './context.ts';
import { monthsFrom, spanOf } from './domain.ts';
import { inTurn, openPurses } from './turn.ts';

/** Charges every subscription for each month in which its contract has been in force until now; a month that is charged stays so. */
export async function chargeMonths(ctx: Settling): Promise<void> {
  const { rows } = await sql<{ signed: SignedDocument }>`select signed from document where type = 'contract'
    and signed -> 'body' -> 'charges' @> '[{"plan": {"kind": "subscription"}}]' order by seq`.execute(ctx.db);
  for (const { signed } of rows) await chargeContract(ctx, verifiedOf(signed) as Verified<'contract'>);
}

async function chargeContract(ctx: Settling, { id }: Verified<'contract'>): Promise<void> {
  const file = (await findContract(ctx, id))!;
  const months = monthsInForce(file, ctx.clock.nowMs());
  if (months.length === 0) return;
  const { consumer, charges = [] } = file.contract.body;
  await openPurses(ctx, [consumer, ...charges.map(({ provider }) => provider)]);
  await inTurn(ctx, async (tx) => {
    const known = await tx.selectFrom('charge').select('id').where('contract_id', '=', id).execute();
    const there = new Set(known.map((row) => row.id));
    for (const charge of charges)
      for (const month of months) {
        const line = monthLine(file, charge, month);
        if (line && !there.has(line.id)) await putCharge(ctx, tx, line);
      }
  });
}

function monthLine({ contract }: ContractFile, { provider, product, plan }: Charge, month: string) {
  if (plan.kind !== 'subscription') return undefined;
  return {
    id: Buffer.from(sha256(`finharbor/month/1\n${contract.id}\n${product}\n${month}`)).toString('hex'),
    kind: 'month',
    contract: contract.id,
    product,
    consumer: contract.body.consumer,
    provider,
    job: undefined,
    usedAtMs: spanOf(month).fromMs,
    reason: 'month',
    priceMinor: BigInt(plan.amountMinor),
  } as const;
}

/** The months in which a contract was in force for some time up to now: since the last provider's approval, until it ran out, was ended or was replaced. */
function monthsInForce(
  { contract, approvals, terminations, replacements }: ContractFile,
  nowMs: number,
): readonly string[] {
  const { body } = contract;
  const approved = body.providers.map(
    (provider) =>
      approvals
        .filter(({ issuer }) => issuer === provider)
        .toSorted((a, b) => b.issuedAtMs - a.issuedAtMs)[0],
  );
  if (approved.some((last) => last?.body.decision !== 'approved')) return [];
  const sides = [body.consumer, ...body.providers];
  const ended = [...terminations, ...replacements]
    .filter(({ issuer }) => sides.includes(issuer))
    .map(({ issuedAtMs }) => issuedAtMs);
  const fromMs = Math.max(Date.parse(body.validFrom), ...approved.map((one) => one!.issuedAtMs));
  return monthsFrom(fromMs, Math.min(Date.parse(body.validUntil), nowMs, ...ended));
}
