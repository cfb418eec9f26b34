import type { CaseEvent, Opinion, Seat } from '@finharbor/cases';
import type { Kysely } from 'kysely';
import type { Tables } from '../context.ts';

/** A member who was heard, and what they said. */
export type Voice = {
  readonly seat: number;
  readonly account: string;
  readonly verdict: Opinion['verdict'];
  readonly why: string;
  readonly isNamed: boolean;
};

/**
 * Who was heard in the hearing that an event of the case ended. It is read off the history, not off the case as it is: by now another
 * hearing may have begun.
 */
export async function voicesBefore(
  db: Kysely<Tables>,
  { caseId, seq }: { readonly caseId: string; readonly seq: number },
): Promise<readonly Voice[]> {
  const rows = await db
    .selectFrom('case_event')
    .select('body')
    .where('case_id', '=', caseId)
    .where('seq', '<', seq)
    .orderBy('seq')
    .execute();
  let seats: readonly Seat[] = [];
  let opinions: readonly Opinion[] = [];
  for (const { body } of rows) {
    const event = body as unknown as CaseEvent;
    if (event.type === 'stepped') opinions = [];
    if (event.type === 'opined') opinions = [...opinions, event.opinion];
    if (event.type === 'seated') {
      seats = event.seats;
      opinions = opinions.filter(({ seat }) => (seats[seat]?.weight ?? 0) > 0);
    }
    if (event.type === 'excluded')
      opinions = opinions.filter(({ seat }) => seats[seat]?.account !== event.account);
  }
  return opinions.map(({ seat, verdict, form }) => {
    const { why, dissent } = form as { readonly why: string; readonly dissent: 'named' | 'unnamed' };
    return { seat, account: seats[seat]!.account, verdict, why, isNamed: dissent === 'named' };
  });
}
