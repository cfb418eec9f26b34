import type { Clock } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { HarborTables } from '../database.gen.ts';

/** What an approver of this party has said on a contract. */
export type Decision = { readonly decision: 'approved' | 'declined'; readonly reason: string };

/** The decisions of this party's approvers: the first on a contract counts, as the other side acts on it. */
export type DecisionStore = {
  /** The decision that counts, which is another one where one had been made before. */
  readonly decide: (contractId: string, decision: Decision) => Promise<Decision>;
  readonly of: (contractId: string) => Promise<Decision | undefined>;
};

/** Decisions on PostgreSQL. */
export function decisionStore(db: Kysely<HarborTables>, clock: Clock): DecisionStore {
  const of = async (contractId: string): Promise<Decision | undefined> => {
    const row = await db
      .selectFrom('contract_decision')
      .select(['decision', 'reason'])
      .where('contract_id', '=', contractId)
      .executeTakeFirst();
    return row && { decision: row.decision as Decision['decision'], reason: row.reason };
  };
  return {
    of,
    async decide(contractId, decision) {
      await db
        .insertInto('contract_decision')
        .values({ contract_id: contractId, ...decision, decided_at_ms: BigInt(clock.nowMs()) })
        .onConflict((on) => on.doNothing())
        .execute();
      return (await of(contractId))!;
    },
  };
}
