import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog, publish } from '@finharbor/evidence';
import { generateSigningKey, systemClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import {
  auditJournal,
  checkpointJournal,
  ledgerMigrations,
  openLedger,
  proveAccount,
  verifyAccountProof,
} from '@finharbor/ledger';
import { scratchPostgres } from '../tools/test/postgres.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { inBatches, packed } from './ledger-parts/drive.ts';
import { batchSize, loads, openAccounts } from './ledger-parts/loads.ts';

const accounts = 100_000;
const defaultRows = 1_000_000;
const proofs = 50;

/**
 * Evidence of a journal of 1,000,000 entries (`--rows`) between 100,000 accounts: until it is in the log (`checkpoint_s`), until it is
 * audited (`audit_s`), until an account's proof is made (`prove_ms`) and checked (`verify_ms`), and how large it is (`proof_kb`).
 * `checkpoint_mb`: memory of the process, the writer's included, after the checkpoint.
 */
export async function run(context: BenchContext): Promise<Figures> {
  await using server = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  await using database = await testDatabase<unknown>([ledgerMigrations]);
  const { url } = database;
  const batches = Math.ceil((context.rows ?? defaultRows) / batchSize);
  await using ledger = await openLedger({ url, clock: systemClock, random: systemRandom });
  await openAccounts(ledger, accounts);
  await inBatches(ledger, loads(accounts, Math.random).mixed, { batches, send: packed });
  const directory = await mkdtemp(join(tmpdir(), 'ledger-evidence-'));
  const log = await openLog({ directory, origin: 'example.com/log', key: generateSigningKey() });
  const once = (name: string, unit: string, work: () => Promise<number>): Promise<number> =>
    context.measure({ name, unit }, 1, work);
  try {
    const made = { url, journal: 'example.com/ledger', log, random: systemRandom };
    const checkpoint = await once('checkpoint', 's', () => seconds(() => checkpointJournal(made)));
    const checkpointMb = process.resourceUsage().maxRSS / 1024;
    await publish(log, { witnessKeys: [], quorum: 0, ask: () => Promise.reject(new Error('No witness.')) });
    const proving = { prove: 0, verify: 0, bytes: 0 };
    for (let accountId = 1n; accountId <= proofs; accountId++) {
      const time = { accountId, from: 0n, to: 2n ** 63n - 1n };
      const policy = {
        journal: made.journal,
        logKey: log.verifierKey,
        witnessKeys: [],
        quorum: 0,
        accountId,
      };
      let proof: unknown;
      proving.prove += await seconds(async () => {
        const proven = await proveAccount({ url, log }, time);
        proof = proven.kind === 'proof' ? proven.proof : undefined;
      });
      proving.verify += await seconds(async () => {
        const verdict = await verifyAccountProof(proof, policy);
        if (verdict.kind !== 'proven') throw new Error(`A proof is refused: ${verdict.reason}.`);
      });
      proving.bytes += JSON.stringify(proof).length;
    }
    const audit = await once('audit', 's', () =>
      seconds(async () => {
        const { findings } = await auditJournal({ url, log, writer: ledger.lookupAccounts });
        if (findings.length > 0) throw new Error(`An audit found ${JSON.stringify(findings[0]?.kind)}.`);
      }),
    );
    return {
      checkpoint_s: checkpoint,
      checkpoint_mb: Math.round(checkpointMb),
      prove_ms: (proving.prove / proofs) * 1000,
      verify_ms: (proving.verify / proofs) * 1000,
      proof_kb: Math.round(proving.bytes / proofs / 1000),
      audit_s: audit,
    };
  } finally {
    await log.close();
    await rm(directory, { recursive: true });
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return (performance.now() - before) / 1000;
}
