import {
  areCommitments,
  type BudgetClaim,
  type BudgetDecision,
  type BudgetLedger,
  budgetState,
  type Commitments,
  judgeClaim,
} from '@finharbor/fusion';
import type { Clock, Random } from '@finharbor/kernel';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';

/** The ledger of contracts' privacy budgets on PostgreSQL, for any number of a party's processes. */
export function budgetLedger(db: Kysely<HarborTables>, clock: Clock, random: Random): BudgetLedger {
  return {
    claim: (claim) =>
      db.transaction().execute(async (tx) => {
        await oneAtATime(tx, claim.contract);
        return claimIn(tx, claim, { secret: random.bytes(32), atMs: BigInt(clock.nowMs()) });
      }),
    bind: (query, commitments) =>
      db.transaction().execute(async (tx) => {
        await oneAtATime(tx, query.contract);
        return bindIn(tx, query, commitments);
      }),
    left: async (contract) => budgetState(await claimsUnder(db, contract)),
  };
}

/** What was spent on each query of a contract, the earliest first. */
export async function spendingsUnder(
  db: Kysely<HarborTables>,
  contract: string,
): Promise<readonly Pick<BudgetClaim, 'query' | 'cost'>[]> {
  const claims = await claimsUnder(db, contract);
  return claims.map(({ query, cost }) => ({ query, cost }));
}

// Two queries that are claimed at once would both find the last of the budget free: reading and taking are one step per contract.
async function oneAtATime(db: Kysely<HarborTables>, contract: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`privacy ${contract}`}, 0))`.execute(db);
}

type New = { readonly secret: Uint8Array; readonly atMs: bigint };

async function claimIn(
  db: Kysely<HarborTables>,
  claim: BudgetClaim,
  { secret, atMs }: New,
): Promise<BudgetDecision> {
  const judged = judgeClaim(await claimsUnder(db, claim.contract), claim);
  if (judged.kind === 'known') return { kind: 'granted', secret: judged.made.secret, state: judged.state };
  if (judged.kind !== 'new') return judged;
  await db
    .insertInto('privacy_claim')
    .values({
      contract_id: claim.contract,
      query: claim.query,
      plan: claim.plan,
      epsilon_micro: BigInt(claim.cost.epsilonMicro),
      rho_micro: BigInt(claim.cost.rhoMicro),
      limit_epsilon_micro: claim.limit ? BigInt(claim.limit.epsilonMicro) : null,
      limit_delta: claim.limit?.delta ?? null,
      secret: Buffer.from(secret),
      claimed_at_ms: atMs,
    })
    .execute();
  return { kind: 'granted', secret, state: judged.state };
}

async function bindIn(
  db: Kysely<HarborTables>,
  { contract, query }: Pick<BudgetClaim, 'contract' | 'query'>,
  commitments: Commitments,
): Promise<'bound' | 'changed'> {
  const claimed = db
    .selectFrom('privacy_claim')
    .select('commitments')
    .where('contract_id', '=', contract)
    .where('query', '=', query);
  const known = (await claimed.executeTakeFirstOrThrow()).commitments as Commitments | null;
  if (known) return areCommitments(known, commitments) ? 'bound' : 'changed';
  await db
    .updateTable('privacy_claim')
    .set({ commitments: JSON.stringify(commitments) })
    .where('contract_id', '=', contract)
    .where('query', '=', query)
    .execute();
  return 'bound';
}

type Claimed = BudgetClaim & { readonly secret: Uint8Array };

async function claimsUnder(db: Kysely<HarborTables>, contract: string): Promise<readonly Claimed[]> {
  const rows = await db
    .selectFrom('privacy_claim')
    .selectAll()
    .where('contract_id', '=', contract)
    .orderBy('claimed_at_ms')
    .execute();
  return rows.map(claimedOf);
}

function claimedOf(row: Selectable<HarborTables['privacy_claim']>): Claimed {
  const { limit_epsilon_micro: limit, limit_delta: delta } = row;
  return {
    contract: row.contract_id,
    query: row.query,
    plan: row.plan,
    cost: { epsilonMicro: Number(row.epsilon_micro), rhoMicro: Number(row.rho_micro) },
    ...(limit === null || delta === null ? {} : { limit: { epsilonMicro: Number(limit), delta } }),
    secret: new Uint8Array(row.secret),
  };
}
