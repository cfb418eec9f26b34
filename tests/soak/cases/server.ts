import { once } from 'node:events';
import { openSync, writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { act, type CasesTables, caseStore, chinaCalendar, openCase, type StoredCase } from '@finharbor/cases';
import { grant } from '@finharbor/cases/testing';
import { runCases } from '@finharbor/cases/work';
import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';
import { sql } from 'kysely';
import { firm, moveOf } from './moves.ts';
import type { Ack, Orders } from './orders.ts';

// A server of cases with callers of its own, until it is killed. What they are told outlives it, though not the machine.
const [orders] = (await once(process, 'message')) as [Orders];
const db = openDatabase<CasesTables>(orders.url, { maxConnections: 8 });
const clock = { nowMs: () => systemClock.nowMs() + orders.aheadMs };
const newId = idSource(clock, systemRandom);
const ctx = {
  ...{ store: caseStore(db), procedures: [grant], calendar: chinaCalendar, clock, random: systemRandom },
  newId: () => newId(),
};
const [acks, notices] = [openSync(orders.acks, 'a'), openSync(orders.notices, 'a')];
const mostOpen = 200;
const retryMs = 20;

let dice = orders.seed >>> 0;
/** Numbers of mulberry32. */
function chance(): number {
  dice = (dice + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(dice ^ (dice >>> 15), dice | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function acknowledge({ id, head }: StoredCase): void {
  const ack: Ack = { id, revision: head.revision, hash: Buffer.from(head.hash).toString('hex') };
  writeSync(acks, `${JSON.stringify(ack)}\n`);
}

async function move(): Promise<void> {
  const { rows } = await sql<{ readonly id: string; readonly open: number }>`
    select id, count(*) over ()::int as open from case_file where not is_ended order by random() limit 1`.execute(
    db,
  );
  const [found] = rows;
  if (!found || (found.open < mostOpen && chance() < 0.2)) {
    const opened = await openCase(ctx, 'grant', firm);
    if (opened.kind === 'done') acknowledge(opened.case);
    return;
  }
  const one = await ctx.store.read(found.id);
  const wanted = one && moveOf(one, chance);
  if (!wanted) return;
  // Whoever else was faster has it refused: that is no fault.
  const done = await act(ctx, { id: found.id, ...wanted });
  if (done.kind === 'done') acknowledge(done.case);
}

async function call(): Promise<never> {
  for (;;)
    try {
      await move();
    } catch {
      // The database is away, or was in the middle of it: nobody was told anything.
      await delay(retryMs);
    }
}

const working = runCases(
  ctx,
  {
    ...{ url: orders.url, db, goneAfterMs: 0, onFault: () => {} },
    ports: {
      ledger: {
        kind: 'inside',
        run: async (tx, { key }) => void (await sql`insert into paid (key) values (${key})`.execute(tx)),
      },
    },
    tell: { kind: 'outside', run: async ({ key }) => void writeSync(notices, `${key}\n`) },
  },
  new AbortController().signal,
);
process.send!('ready');
await Promise.all([working, ...Array.from({ length: orders.callers }, call)]);
