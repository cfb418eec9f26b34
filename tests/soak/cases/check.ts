import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  brokenAt,
  type CaseEvent,
  type CaseState,
  type CasesTables,
  chinaCalendar,
  evolve,
  type Person,
  unopened,
} from '@finharbor/cases';
import { grant } from '@finharbor/cases/testing';
import { type Kysely, sql } from 'kysely';
import type { Ack } from './orders.ts';

/** What a run came to. */
export type Found = {
  readonly cases: number;
  readonly events: number;
  readonly acknowledged: number;
  readonly paid: number;
  readonly lapsed: number;
  readonly told: number;
};

type Kept = { readonly db: Kysely<CasesTables>; readonly acks: string; readonly notices: string };

/** Fails on the first thing that was lost, done twice or never, or is another than its history says. */
export async function check({ db, acks, notices }: Kept): Promise<Found> {
  const acknowledged = linesOf(acks).map((line) => JSON.parse(line) as Ack);
  const told = new Set(linesOf(notices));
  const paid = (await sql<{ readonly key: string }>`select key from paid`.execute(db)).rows.map(
    ({ key }) => key,
  );
  assert.equal(new Set(paid).size, paid.length, 'something was paid twice');
  const byCase = Map.groupBy(acknowledged, ({ id }) => id);
  const files = await db.selectFrom('case_file').selectAll().execute();
  for (const id of byCase.keys())
    assert.ok(
      files.some((one) => one.id === id),
      `case ${id} is lost`,
    );
  const due = new Set<string>();
  let [events, lapsed] = [0, 0];
  for (const file of files) {
    const rows = await db
      .selectFrom('case_event')
      .selectAll()
      .where('case_id', '=', file.id)
      .orderBy('seq')
      .execute();
    events += rows.length;
    assert.equal(rows.length, file.revision, `case ${file.number} has other events than its row says`);
    const links = rows.map((row) => ({ ...row, atMs: Number(row.at_ms), byWhom: row.by_whom }));
    assert.equal(brokenAt(file.id, links, file.head), undefined, `the chain of ${file.number}`);
    for (const { revision, hash } of byCase.get(file.id) ?? [])
      assert.equal(
        rows[revision - 1] && Buffer.from(rows[revision - 1]!.hash).toString('hex'),
        hash,
        `what was said of ${file.number} at ${revision}`,
      );
    const happened = links.map((link, at) => ({
      ...link,
      event: { ...(link.body as object), audience: rows[at]!.audience } as CaseEvent,
    }));
    assert.deepEqual(
      replayed(file.snapshot as CaseState, happened),
      file.snapshot,
      `case ${file.number} is another than its events make it`,
    );
    for (const { seq, byWhom, event } of happened) {
      if (event.type !== 'stepped') continue;
      if (event.step === 'pay') due.add(`${file.id}/${seq}/0`);
      if (event.step === 'lapse') lapsed += 1;
      const isHeard = byWhom === 'ma' || told.has(`${file.id}/${seq}/notice/0`);
      assert.ok(isHeard, `nobody was told of event ${seq} of ${file.number}`);
    }
  }
  assert.deepEqual(new Set(paid), due, 'what was paid is not what was decided');
  return {
    cases: files.length,
    events,
    acknowledged: acknowledged.length,
    paid: paid.length,
    lapsed,
    told: told.size,
  };
}

type Happened = { readonly atMs: number; readonly byWhom: string | null; readonly event: CaseEvent };

function replayed({ applicant, openedAtMs }: CaseState, happened: readonly Happened[]): CaseState {
  return happened.reduce(
    (state, { atMs, byWhom, event }) => {
      const by = byWhom === 'clock' ? byWhom : ({ account: byWhom!, party: '', roles: [] } satisfies Person);
      const after = evolve(grant, state, { event, by, moment: { atMs, calendar: chinaCalendar } });
      // As it is kept: without what JSON has no word for.
      return JSON.parse(JSON.stringify(after)) as CaseState;
    },
    unopened(grant, applicant, openedAtMs),
  );
}

function linesOf(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8');
  // What is after the last line end was being written when its writer was killed.
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
}
