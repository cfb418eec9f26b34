import type { BenchContext, Figures } from './harness/context.ts';
import type { Linked } from './harness/linked.ts';
import { openNarrowLine } from './harness/narrow-line.ts';
import type { Order } from './psi-parts/party.ts';
import { megabytes, runOnce, startParties, timed } from './psi-parts/timed.ts';

const defaultRuns = 3;
const line = { mbit: 100, delayMs: 20 };
const probeBytes = 25_000_000;

/**
 * Private set intersection over a line of 100 Mbit and 40 ms there and back, each party in a network namespace with the kernel's own TCP;
 * every result is checked. `rr22_1m_100mbit_s` is 2^20 identifiers a side against a malicious peer, the others 10^5. What the line really
 * does is measured first: `round_trip_ms` of one byte, `line_mbit` of 25 MB, by the same link. Needs Linux and root, else has no figures.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const opened = await openNarrowLine(line);
  if (typeof opened === 'string') {
    context.note(`Not measured, there is no narrow line on this machine: ${opened}.`);
    return {};
  }
  await using narrow = opened;
  await using parties = await startParties(context.signal, narrow.places);
  const real = await probe(parties);
  context.note(`The line: ${real.round_trip_ms} ms there and back, ${real.line_mbit} Mbit`);
  const runs = context.runs ?? defaultRuns;
  const malicious = { protocol: 'rr22', adversary: 'malicious' } as const;
  const million = await timed(context, { parties, order: { ...malicious, count: 2 ** 20 }, runs });
  const few: Record<string, number> = {};
  for (const order of [malicious, ...semiHonest]) {
    const { seconds, last } = await timed(context, { parties, order: { ...order, count: 100_000 }, runs: 1 });
    few[`${order.protocol}_100k_100mbit_s`] = seconds;
    few[`${order.protocol}_100k_mb`] = megabytes(last);
  }
  return { ...real, rr22_1m_100mbit_s: million.seconds, rr22_1m_mb: megabytes(million.last), ...few };
}

const semiHonest = (['kkrt', 'ecdh', 'align'] as const).map((protocol) => ({
  protocol,
  adversary: 'semi-honest' as const,
}));

/** What the line does: an echo of one byte, then of many, whose time less the round trip is the rate. */
async function probe(
  parties: Linked,
): Promise<{ readonly round_trip_ms: number; readonly line_mbit: number }> {
  const echo = async (count: number): Promise<number> => {
    const order: Omit<Order, 'session'> = { protocol: 'echo', adversary: 'semi-honest', count };
    return (await runOnce(parties, order)).reports[0].ms;
  };
  const roundTripMs = await echo(1);
  const megabitMs = ((await echo(probeBytes)) - roundTripMs) / ((probeBytes * 8) / 1_000_000);
  return { round_trip_ms: Math.round(roundTripMs * 10) / 10, line_mbit: Math.round(1000 / megabitMs) };
}
