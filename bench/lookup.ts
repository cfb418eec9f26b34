import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm, run as runCommand } from '../tools/build/run.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { type Linked, startLinked } from './harness/linked.ts';
import type { Asked, Order, Prepared } from './lookup-parts/member.ts';

const defaultRuns = 5;
const asked = 1_000;
const million = 1_000_000;
const hundredMillion = 100_000_000;
const library = '@openmined/psi.js@2.0.6';
const peerCount = 10_000;

/**
 * 1,000 identifiers looked up in a table of 10^6, two processes on loopback over the node link; every result is checked.
 * `prepare_1w_per_s` and `prepare_2w_per_s`: identifiers prepared a second by one and two threads; `prepare_cpu_us_per_item`:
 * what both spend on one. `online_1k_s`: a query once the table is there; `online_1k_cpu_s`: what both sides spend on it.
 * `prepare_over_psijs` and `online_over_psijs`: how many times longer psi.js 2.0.6 takes with a server of 10^4 identifiers.
 * Figures that begin with `extrapolated` are linear in the number of rows and were not measured.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-bench-'));
  try {
    await using parties = await startLinked(context.signal, {
      program: join(import.meta.dirname, 'lookup-parts', 'member.ts'),
      names: ['holder', 'querier'],
    });
    const own = await ours(context, parties, folder);
    const peer = await theirs(context, parties, folder);
    return {
      ...own,
      ...peer,
      prepare_over_psijs: Math.round((own.prepare_1w_per_s! / peer.psijs_prepare_per_s!) * 10) / 10,
      online_over_psijs: Math.round((peer.psijs_online_1k_s! / own.online_1k_s!) * 10) / 10,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function ours(context: BenchContext, parties: Linked, folder: string): Promise<Figures> {
  const single = { count: million / 10, workers: 1, labelBytes: 0, version: 1 };
  const one = await prepare(context, parties, { ...single, folder: join(folder, 'one') });
  const labelled = { ...single, workers: 2, labelBytes: 16, folder: join(folder, 'labelled') };
  const labels = await prepare(context, parties, labelled);
  const at = join(folder, 'table');
  const two = await prepare(context, parties, { ...single, folder: at, count: million, workers: 2 });
  const order = { kind: 'ask', folder: at, count: million, asked, holderKey: two.holderKey } as const;
  const fetch = await ask(parties, { ...order, session: randomUUID() });
  const sessions: Session[] = [];
  const online = await context.measure(
    { name: '1,000 in 10^6', unit: 's' },
    context.runs ?? defaultRuns,
    async () => {
      sessions.push(await ask(parties, { ...order, session: randomUUID() }));
      return sessions.at(-1)!.seconds;
    },
  );
  const [holderPeak, querierPeak] = parties.peakMb();
  return {
    prepare_1w_per_s: Math.round(one.perSecond),
    prepare_2w_per_s: Math.round(two.perSecond),
    prepare_cpu_us_per_item: Math.round((two.cpuMs / million) * 10_000) / 10,
    table_bytes_per_item: Math.round((two.bytes / million) * 100) / 100,
    labelled_16_bytes_per_item: Math.round((labels.bytes / labelled.count) * 100) / 100,
    first_query_with_fetch_1m_s: fetch.seconds,
    online_1k_s: online,
    online_1k_cpu_s: Math.round(sessions.at(-1)!.cpuMs / 10) / 100,
    online_1k_kb: Math.round(sessions.at(-1)!.bytes / 100) / 10,
    holder_peak_mb: Math.round(holderPeak!),
    querier_peak_mb: Math.round(querierPeak!),
    extrapolated_100m_prepare_h: Math.round((hundredMillion / two.perSecond / 3600) * 100) / 100,
    extrapolated_100m_table_mb: Math.round(((two.bytes / million) * hundredMillion) / 1e6),
  };
}

type Rate = Prepared & { readonly perSecond: number };

async function prepare(
  context: BenchContext,
  parties: Linked,
  order: Omit<Extract<Order, { kind: 'prepare' }>, 'kind'>,
): Promise<Rate> {
  mkdirSync(order.folder, { recursive: true });
  const [prepared] = await parties.tell<Prepared>({ kind: 'prepare', ...order } satisfies Order);
  const perSecond = (order.count / prepared!.ms) * 1000;
  context.note(`${order.count} prepared by ${order.workers} thread(s): ${perSecond.toFixed(0)} a second`);
  return { ...prepared!, perSecond };
}

type Session = { readonly seconds: number; readonly cpuMs: number; readonly bytes: number };

async function ask(parties: Linked, order: Extract<Order, { kind: 'ask' }>): Promise<Session> {
  return checked(await parties.tell<Asked>(order satisfies Order));
}

function checked(answers: readonly Asked[]): Session {
  if (answers.some(({ isRight }) => !isRight)) throw new Error('The query found other rows than it should.');
  return {
    seconds: Math.max(...answers.map(({ ms }) => ms)) / 1000,
    cpuMs: answers.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    bytes: answers.reduce((sum, { bytesSent }) => sum + bytesSent, 0),
  };
}

async function theirs(context: BenchContext, parties: Linked, folder: string): Promise<Figures> {
  const at = join(folder, 'psi.js');
  mkdirSync(at);
  writeFileSync(join(at, 'package.json'), '{"private":true}');
  await runCommand([...npm(), 'install', '--ignore-scripts', '--no-audit', '--no-fund', library], at);
  const order = { kind: 'psi.js', library: at, count: peerCount, asked } as const;
  const answers = await parties.tell<Asked>({ ...order, session: randomUUID() } satisfies Order);
  const { seconds } = checked(answers);
  const perSecond = (peerCount / answers[0]!.setupMs!) * 1000;
  context.note(
    `psi.js: ${perSecond.toFixed(0)} prepared a second, ${asked} asked in ${seconds.toFixed(2)} s`,
  );
  return { psijs_prepare_per_s: Math.round(perSecond), psijs_online_1k_s: seconds };
}
