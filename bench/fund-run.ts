import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pain001, writeMessage } from '@finharbor/iso20022';
import { idSource, syntheticUscc, systemClock, systemRandom } from '@finharbor/kernel';
import { kernelMigrations } from '@finharbor/kernel/database';
import { type TypedClient, typedClient } from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import { ledgerMigrations, openLedger } from '@finharbor/ledger';
import { openTill, unlimited, type YuanTables, yuanMigrations, yuanRoutes } from '@finharbor/yuan';
import { scratchPostgres } from '../tools/test/postgres.ts';
import { openFirms } from './fund-run-parts/firms.ts';
import { payments } from './fund-run-parts/payments.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { residentPeakMb } from './harness/processes.ts';

const defaultRows = 100_000;
const pieceBytes = 1024 * 1024;
const newId = idSource(systemClock, systemRandom);

/**
 * A pain.001 of 100,000 payments to as many firms, each with a wallet, through the routes of a process of its own on embedded PostgreSQL
 * with fsync: `upload_s` for its bytes, `check_s` until every entry is judged (bar of both together: 30), `peak_mb` of that process by
 * then (bar: 300), and `started_mb`, what it holds once it has started and before anything is asked of it. Then it is approved and
 * runs: `run_s`, `payments_per_s`, once into wallets by chunks that move all or none, once entry by entry into purses with a purpose
 * (`purpose_payments_per_s`). `report_s` to hold the batch against the ledger, `life_peak_mb` of the process by its end.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const rows = context.rows ?? defaultRows;
  await using postgres = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = postgres.url;
  await using database = await testDatabase<YuanTables>([kernelMigrations, ledgerMigrations, yuanMigrations]);
  const firms = Array.from({ length: rows }, (_, at) => syntheticUscc(`bench ${at}`));
  const city = await prepare(database, firms);
  context.note(`${rows} firms with wallets`);
  const child = fork(join(import.meta.dirname, 'fund-run-parts', 'server.ts'), [database.url], {
    execArgv: process.execArgv,
    signal: context.signal,
  });
  child.on('error', () => {});
  try {
    const [url] = (await Promise.race([once(child, 'message'), endedEarly(child)])) as [string];
    const bureau = as(url, 'bureau');
    const operator = as(url, 'operator');
    const parts = { bureau, operator, firms, city, context };
    const startedMb = Math.round(residentPeakMb(child.pid!));
    context.note(`${startedMb} MB once it has started`);
    const free = await send(parts, 'free');
    const peakMb = Math.round(residentPeakMb(child.pid!));
    context.note(`${peakMb} MB at most until then`);
    const paid = await pay(parts, free);
    const named = await send(parts, 'named');
    const bound = await pay(parts, named);
    const reportStartedMs = performance.now();
    const { body: report } = await operator.getFundReport({ params: { id: free.id } });
    if (!report.isReconciled || report.paid.count !== rows)
      throw new Error('The batch differs from the ledger.');
    const reportS = (performance.now() - reportStartedMs) / 1000;
    return {
      upload_s: free.uploadS,
      check_s: free.checkS,
      started_mb: startedMb,
      peak_mb: peakMb,
      run_s: paid,
      payments_per_s: Math.round(rows / paid),
      purpose_payments_per_s: Math.round(rows / bound),
      report_s: reportS,
      life_peak_mb: Math.round(residentPeakMb(child.pid!)),
      size_mb: free.sizeMb,
    };
  } finally {
    child.kill('SIGKILL');
  }
}

type Client = TypedClient<typeof yuanRoutes>;
type Parts = {
  readonly bureau: Client;
  readonly operator: Client;
  readonly firms: readonly string[];
  /** The city's wallet. */
  readonly city: string;
  readonly context: BenchContext;
};
type Sent = {
  readonly id: string;
  readonly uploadS: number;
  readonly checkS: number;
  readonly sizeMb: number;
};

async function prepare(
  database: Awaited<ReturnType<typeof testDatabase<YuanTables>>>,
  firms: readonly string[],
): Promise<string> {
  await using ledger = await openLedger({ url: database.url, clock: systemClock, random: systemRandom });
  const till = openTill(ledger, systemClock);
  await till.openOperator('bank');
  await till.issue({ id: newId(), operator: 'bank', amountMinor: 10n ** 14n });
  const [city] = await openFirms({ db: database.db, till }, ['hub', ...firms.map((code) => `firm:${code}`)]);
  const wallet = { wallet: city!, limits: unlimited };
  await till.topUp({ id: newId(), operator: 'bank', wallet, amountMinor: 10n ** 13n });
  return city!;
}

async function send({ bureau, firms, city, context }: Parts, use: 'free' | 'named'): Promise<Sent> {
  const fund = newId();
  const day = 86_400_000;
  const body = {
    id: fund,
    wallet: city,
    title: { en: 'Support', zh: '扶持' },
    basis: 'Notice 1',
    use,
    categories: use === 'named' ? (['business'] as const) : [],
    merchants: [],
    withoutWallet: 'wait',
    claimUntilMs: systemClock.nowMs() + day,
    spendUntilMs: systemClock.nowMs() + 2 * day,
  } as const;
  await bureau.postFund({ body });
  await bureau.postFundMoney({ params: { id: fund }, body: { id: newId(), amountMinor: 10n ** 12n } });
  const file = await Array.fromAsync(writeMessage(pain001, payments(firms, use)));
  const bytes = Buffer.from(file.join(''));
  const id = newId();
  const together = use === 'free' ? 'chunk' : 'entry';
  await bureau.postFundBatch({ body: { id, fund, file: use, format: 'pain.001', onBad: 'all', together } });
  const startedMs = performance.now();
  const pieces = Math.ceil(bytes.length / pieceBytes);
  for (let no = 0; no < pieces; no++)
    await bureau.putFundPiece({
      params: { id, no },
      body: bytes.subarray(no * pieceBytes, (no + 1) * pieceBytes),
    });
  const uploadS = (performance.now() - startedMs) / 1000;
  await bureau.postFundCheck({ params: { id }, body: { pieces, digest: null } });
  const { state, good } = await waitFor(bureau, id, ['checked', 'refused']);
  if (state !== 'checked' || good !== firms.length)
    throw new Error(`The file is ${state}: ${good} are good.`);
  const checkS = (performance.now() - startedMs) / 1000 - uploadS;
  context.note(
    `${use}: ${(bytes.length / 1e6).toFixed(1)} MB, sent ${uploadS.toFixed(1)} s, checked ${checkS.toFixed(1)} s`,
  );
  return { id, uploadS, checkS, sizeMb: Math.round(bytes.length / 1e5) / 10 };
}

async function pay({ operator, context, firms }: Parts, { id }: Sent): Promise<number> {
  const { good, sumMinor } = (await operator.getFundBatch({ params: { id } })).body;
  const startedMs = performance.now();
  await operator.postFundApproval({ params: { id }, body: { good, sumMinor } });
  const { tally } = await waitFor(operator, id, ['done']);
  const seconds = (performance.now() - startedMs) / 1000;
  if (tally.paid.count !== firms.length) throw new Error(`${tally.paid.count} were paid.`);
  context.note(`${firms.length} paid in ${seconds.toFixed(1)} s`);
  return seconds;
}

async function waitFor(client: Client, id: string, states: readonly string[]) {
  for (;;) {
    const { body } = await client.getFundBatch({ params: { id } });
    if (states.includes(body.state)) return body;
    await setTimeout(250);
  }
}

function as(url: string, role: string): Client {
  return typedClient(yuanRoutes, url, (to, init) =>
    fetch(to, { ...init, headers: { ...init.headers, 'x-role': role } }),
  );
}

async function endedEarly(child: ReturnType<typeof fork>): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`The server ended early (exit code ${code}).`);
}
