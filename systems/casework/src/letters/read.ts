import type { Letter } from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../context.ts';
import { forEyesOf } from '../one/seen.ts';
import type { Seen } from '../person.ts';

/** A letter in a list, by the number of its event as its reader counts. */
export type ListedLetter = { readonly seq: number; readonly atMs: number; readonly title: Bilingual };

/** A letter as it was written, with the step it was written with. */
export type WrittenLetter = {
  readonly seq: number;
  readonly atMs: number;
  readonly letter: Letter;
  readonly step: string;
  readonly from: string;
  readonly to: string;
  /** Of its procedure, when it was written. */
  readonly version: number;
  /** What the case's chain commits to of the event, in hex. */
  readonly commitment: string;
};

/** The letters of a case that are for somebody's eyes, the first first. */
export async function lettersOf(db: Kysely<Tables>, seen: Seen): Promise<readonly ListedLetter[]> {
  return (await writtenLetters(db, seen)).map(({ seq, atMs, letter: { title } }) => ({ seq, atMs, title }));
}

/** The same whole, or the one of them with a number. */
export async function writtenLetters(
  db: Kysely<Tables>,
  seen: Seen,
  seq?: number,
): Promise<readonly WrittenLetter[]> {
  const { rows } = await sql<LetterRow>`
    select nth, at_ms, body, commitment, (
      select (m.body ->> 'from')::integer from case_event m
      where m.case_id = ${seen.stored.id} and m.seq > event.seq and m.body ->> 'type' = 'migrated' order by m.seq limit 1
    ) as older from (
      select row_number() over (order by seq)::integer as nth, seq, at_ms, body, commitment
      from case_event
      where case_id = ${seen.stored.id} and seq <= ${seen.stored.head.revision} and ${forEyesOf(seen)}
    ) as event
    where body ? 'letter' and ${seq === undefined ? sql`true` : sql`nth = ${seq}`} order by nth`.execute(db);
  return rows.map(({ nth, at_ms, body, commitment, older }) => ({
    ...{ ...body, version: older ?? seen.spec.version },
    ...{ seq: nth, atMs: Number(at_ms), commitment: Buffer.from(commitment).toString('hex') },
  }));
}

type LetterRow = {
  readonly nth: number;
  readonly at_ms: bigint;
  readonly body: Pick<WrittenLetter, 'letter' | 'step' | 'from' | 'to'>;
  readonly commitment: Uint8Array;
  readonly older: number | null;
};
