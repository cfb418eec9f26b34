import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { typedClient } from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import { yuanRoutes } from '@finharbor/yuan';
import { type AsksView, recomputeRush } from '@finharbor/yuan/contract';
import { scratchPostgres } from '../tools/test/postgres.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import type { Met } from './rush-parts/people.ts';
import type { Order, Served } from './rush-parts/server.ts';
import { start, tell } from './yuan-parts/programs.ts';

const people = 100_000;
const fullSeconds = 60;
const barMs = 200;

/**
 * A red-packet rush over HTTP: 100,000 people, half as many packets, 60 s, at moments by chance, through the hub's pipeline in one
 * process on PostgreSQL and the ledger with fsync; one in fifty asks twice. `p99_ms` of what people wait, from the moment they were due
 * (bar: 200). Fails where a packet is given too many or too few, or the order does not recompute from its public chain and the co-signed
 * log. `refused_late` people were served only after the close: a machine that keeps up has none. Sessions are minted in the database;
 * each call's is checked there as the hub does. People are another process on the same processors. `--rows` changes how many people
 * come, in as much of the time; a rehearsal of four seconds at the same rate makes the server warm.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const count = context.rows ?? people;
  const packets = Math.floor(count / 4) * 2;
  const seconds = (fullSeconds * count) / people;
  await using server = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  await using database = await testDatabase<unknown>([]);
  using hub = start(context, join(import.meta.dirname, 'rush-parts', 'server.ts'));
  using callers = start(context, join(import.meta.dirname, 'rush-parts', 'people.ts'));
  const order: Order = { databaseUrl: database.url, people: count, packets, seconds };
  const served = await tell<Served>(hub, order);
  context.note(`${count} people are signed in; ${packets} packets`);
  const met = await tell<Met>(callers, served);
  const { asked, refusedLate, won, tookS, p50Ms, p99Ms, worstMs } = met;
  context.note(
    `${asked} asked in ${tookS.toFixed(1)} s: p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms (bar: ${barMs}), worst ${worstMs.toFixed(0)} ms`,
  );
  if (refusedLate > 0) context.note(`${refusedLate} of them were served after the close, and refused`);
  const isFull = refusedLate === 0 ? won === packets : won <= packets;
  if (!isFull) throw new Error(`${won} people were told they won; there were ${packets} packets.`);
  const givenAfterS = await checkOutcome(served, { asked: asked - refusedLate, won, packets });
  context.note(
    `The order recomputes; all packets were in the ledger ${givenAfterS.toFixed(1)} s after the last ask`,
  );
  return {
    p50_ms: p50Ms,
    p99_ms: p99Ms,
    worst_ms: worstMs,
    asks_per_s: asked / tookS,
    refused_late: refusedLate,
    given: won,
    packets_in_ledger_after_s: givenAfterS,
  };
}

/** Recomputes the order from what is public, and looks into the ledger; gives how long the last packet took. */
async function checkOutcome(
  { url, rush }: Served,
  expected: { readonly asked: number; readonly won: number; readonly packets: number },
): Promise<number> {
  const hub = typedClient(yuanRoutes, url);
  const params = { id: rush.campaign };
  const beganMs = performance.now();
  for (;;) {
    const { body } = await hub.getStatement({ params });
    const inPotMinor = BigInt(expected.packets - expected.won) * 100n;
    if (body.inPacketsMinor === BigInt(expected.won) * 100n && body.inPotMinor === inPotMinor) break;
    if (performance.now() - beganMs > 120_000) throw new Error('The packets do not arrive in the ledger.');
    // A statement reads all packets, and whoever asks for it again and again slows down what is waited for.
    await setTimeout(2_000);
  }
  const givenAfterS = (performance.now() - beganMs) / 1_000;
  let last: AsksView = (await hub.listAsks({ params, query: {} })).body;
  for (let turn = 0; last.proof === null; turn++) {
    if (turn > 60) throw new Error('The order does not come into the evidence log.');
    await setTimeout(500);
    last = (await hub.listAsks({ params, query: {} })).body;
  }
  const asks = [...last.items];
  for (; last.next !== null; asks.push(...last.items))
    last = (await hub.listAsks({ params, query: { after: last.next } })).body;
  const { terms } = (await hub.getCampaign({ params })).body.campaign;
  const checks = await recomputeRush({ ...last, campaign: rush.campaign, terms, asks });
  const bad = checks.filter(({ isGood }) => !isGood).map(({ what }) => what);
  const given = asks.filter(({ amountMinor }) => amountMinor !== null).length;
  if (bad.length > 0) throw new Error(`The order does not recompute: ${bad.join(', ')}.`);
  if (asks.length !== expected.asked || given !== expected.won)
    throw new Error(`${asks.length} asks and ${given} packets stand in the chain.`);
  return givenAfterS;
}
