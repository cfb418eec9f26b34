import type { Clock } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Body } from '../documents.ts';

/** An approver has answered a contract with other terms. */
export type Countered = {
  readonly decision: 'countered';
  readonly reason: string;
  readonly terms: Body<'contract'>;
};
/** What an approver of this party has said on a contract. */
export type Decision = { readonly decision: 'approved' | 'declined'; readonly reason: string } | Countered;
/** A decision as it was kept. */
export type Decided = Decision & { readonly decidedAtMs: number };

/** The decisions of this party's approvers: the first on a contract counts, as the other side acts on it. */
export type DecisionStore = {
  /** The decision that counts, which is another one where one had been made before. */
  readonly decide: (contractId: string, decision: Decision) => Promise<Decided>;
  readonly of: (contractId: string) => Promise<Decided | undefined>;
};

/** Decisions on PostgreSQL. */
export function decisionStore(db: Kysely<HarborTables>, clock: Clock): DecisionStore {
  const of = async (contractId: string): Promise<Decided | undefined> => {
    const row = await db
      .selectFrom('contract_decision')
      .select(['decision', 'reason', 'terms', 'decided_at_ms'])
      .where('contract_id', '=', contractId)
      .executeTakeFirst();
    if (!row) return undefined;
    const { decision, reason, terms } = row;
    const decided = terms === null ? { decision, reason } : { decision, reason, terms };
    return { ...(decided as Decision), decidedAtMs: Number(row.decided_at_ms) };
  };
  return {
    of,
    async decide(contractId, decision) {
      const terms = decision.decision === 'countered' ? JSON.stringify(decision.terms) : null;
      await db
        .insertInto('contract_decision')
        .values({
          contract_id: contractId,
          decision: decision.decision,
          reason: decision.reason,
          terms,
          decided_at_ms: BigInt(clock.nowMs()),
        })
        .onConflict((on) => on.doNothing())
        .execute();
      return (await of(contractId))!;
    },
  };
}
