import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SignedDocument } from '@finharbor/access';
import {
  createWitness,
  openLog,
  openWitnessFiles,
  publish,
  saltedCommitment,
  type Witness,
} from '@finharbor/evidence';
import { generateSigningKey, type Json, systemClock, systemRandom } from '@finharbor/kernel';
import { migrate } from '@finharbor/kernel/database';
import {
  accountFlags,
  type LedgerTables,
  ledgerMigrations,
  openLedger,
  postIntents,
  readIntents,
  writeIntent,
} from '@finharbor/ledger';
import type { Kysely, Transaction } from 'kysely';
import type { Bodies, DocumentType } from '../documents.ts';
import type { PricePlan } from '../pricing/plan.ts';
import { receiptEntry } from '../receipt-entry.ts';
import { contractBody, signed, type TestNode, testNode } from '../testing.ts';
import type { SettlementLedger, Settling } from './context.ts';
import { recordTopUp } from './movements.ts';
import { settleOnce } from './worker.ts';

const limits = {
  none: 0,
  debits: accountFlags.debitsMustNotExceedCredits,
  credits: accountFlags.creditsMustNotExceedDebits,
};

/** A use as a test has it published. */
export type TestUse = {
  readonly job?: string;
  readonly provider?: string;
  readonly isLogged?: boolean;
  /** Whose receipt it publishes again, where logging another would only take time. */
  readonly like?: PublishedUse;
};
/** A use that was published, with the receipt behind it. */
export type PublishedUse = {
  readonly id: string;
  readonly job: string;
  readonly commitment: string;
  readonly receipt: { readonly [key: string]: Json };
  readonly salt: string;
  readonly logIndex: number;
  readonly proof: string;
};

/** A hub with a real log, a real witness and a real ledger, and what its parties do to it. */
export type TestSettlement = AsyncDisposable & {
  readonly ctx: Settling;
  readonly node: TestNode;
  readonly put: <T extends DocumentType>(type: T, issuer: string, body: Bodies[T]) => Promise<string>;
  /** A contract in force by which the bank pays the tax office; its document id. */
  readonly contract: (plan: PricePlan | undefined) => Promise<string>;
  readonly use: (contract: string, facts?: TestUse) => Promise<PublishedUse>;
  readonly topUp: (party: string, amountMinor: bigint) => Promise<void>;
  /** Rounds of settlement and of the ledger, until nothing moves any more. */
  readonly settle: () => Promise<void>;
  /** Logs a party's commitment, as the hub's log does. */
  readonly log: (
    party: string,
    commitment: string,
  ) => Promise<{ readonly index: number; readonly proof: string }>;
  /** Posts what the ledger was asked for. */
  readonly post: () => Promise<void>;
};

/** Makes one, on a database of its own. */
export async function testSettlement(): Promise<TestSettlement> {
  const node = await testNode('hub');
  const directory = await mkdtemp(join(tmpdir(), 'finharbor-settlement-'));
  await migrate(node.database.db as unknown as Kysely<LedgerTables>, [ledgerMigrations]);
  const evidence = await evidenceOf(node, directory);
  const books = await openLedger({ url: node.database.url, clock: systemClock, random: systemRandom });
  const { party, key, store, clock, note } = node.ctx;
  const { db } = node.database;
  const ledgerDb = db as unknown as Kysely<LedgerTables>;
  const ledger = ledgerOf(books);
  const ctx: Settling = { party, key, store, clock, note, db, ledger, proof: evidence.proof };
  const put: TestSettlement['put'] = async (type, issuer, body) => {
    const document: SignedDocument = signed(node.keys[issuer]!, {
      type,
      issuer,
      body,
      issuedAtMs: clock.nowMs(),
    });
    await store.documents.put(document);
    return document.id;
  };
  const post = (): Promise<void> => postIntents(books, ledgerDb);
  const settle = async (): Promise<void> => {
    // A dispute's money takes the longest way: what is held, awarded and paid back is asked for one after the other.
    for (let round = 0; round < 4; round += 1) {
      await settleOnce(ctx);
      await post();
    }
    await settleOnce(ctx);
  };
  return {
    ctx,
    node,
    put,
    post,
    settle,
    async contract(plan) {
      const body = { ...contractBody('train', 1_000_000), contract: crypto.randomUUID() };
      const charges = plan && [{ provider: 'tax', product: body.products[0]!, plan }];
      const id = await put('contract', 'bank', { ...body, ...(charges && { charges }) });
      await put('approval', 'tax', { contract: id, decision: 'approved', reason: '' });
      return id;
    },
    async log(of, commitment) {
      const index = await evidence.append(receiptEntry(of, commitment));
      return { index, proof: (await evidence.proof(index))! };
    },
    use: (contract, facts = {}) => publishUse({ put, evidence, node }, contract, facts),
    async topUp(of, amountMinor) {
      const id = crypto.randomUUID();
      await recordTopUp(ctx, { id, party: of, amountMinor, reference: 'bank slip' });
      await settle();
    },
    async [Symbol.asyncDispose]() {
      await books[Symbol.asyncDispose]();
      await evidence.close();
      await node[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    },
  };
}

function ledgerOf(books: Awaited<ReturnType<typeof openLedger>>): SettlementLedger {
  return {
    async open(accounts) {
      await books.createAccounts(
        accounts.map(({ id, ledger, code, limit }) => ({ id, ledger, code, flags: limits[limit] })),
      );
    },
    intend: (tx, transfers) => writeIntent(tx as unknown as Transaction<LedgerTables>, transfers),
    fates: (tx, ids) => readIntents(tx as unknown as Kysely<LedgerTables>, ids),
    async stands(ids) {
      return new Map((await books.lookupAccounts(ids)).map((account) => [account.id, account]));
    },
    made: (ids) => books.lookupTransfers(ids),
  };
}

type Evidence = {
  readonly append: (entry: Uint8Array) => Promise<number>;
  readonly proof: Settling['proof'];
  readonly close: () => Promise<void>;
};

async function evidenceOf(node: TestNode, directory: string): Promise<Evidence> {
  const log = await openLog({
    directory: join(directory, 'log'),
    origin: 'test/log',
    key: generateSigningKey(),
  });
  const { peers } = node.ctx.store;
  const witnesses = new Map<string, Witness>();
  for (const peer of await peers.list()) {
    if (peer.party === 'hub') {
      await peers.pin({ ...peer, noteKey: log.verifierKey });
      continue;
    }
    const witness = await createWitness({
      name: `test.${peer.party}`,
      key: generateSigningKey(),
      store: await openWitnessFiles(join(directory, peer.party)),
      clock: systemClock,
      logKeys: [log.verifierKey],
    });
    witnesses.set(`test.${peer.party}`, witness);
    await peers.pin({ ...peer, noteKey: witness.verifierKey });
  }
  const options = {
    // Each party believes another's witness, not its own.
    witnessKeys: ['bank', 'tax'].map((of) => witnesses.get(`test.${of}`)!.verifierKey),
    quorum: 2,
    ask: (name: string, body: string) => witnesses.get(name)!.addCheckpoint(body),
  };
  return {
    async append(entry) {
      const [appended] = await log.append([{ data: entry }]);
      await publish(log, options);
      return appended!.index;
    },
    async proof(index) {
      if (index >= log.head().size) return undefined;
      const receipt = await log.receipt(index);
      return receipt.kind === 'receipt' ? receipt.proof : undefined;
    },
    close: () => log.close(),
  };
}

type Publishing = Pick<TestSettlement, 'put' | 'node'> & { readonly evidence: Evidence };

async function publishUse(
  { put, evidence, node }: Publishing,
  contract: string,
  { job = crypto.randomUUID(), provider = 'tax', isLogged = true, like }: TestUse,
): Promise<PublishedUse> {
  const usedAt = new Date(node.clock.nowMs()).toISOString();
  const roster = ['bank', provider];
  const session = crypto.randomUUID();
  const asked = { job, attempt: 1, session, kind: 'train', contract, roster, dealer: 'hub' } as const;
  await put('job', 'bank', { ...asked, plan: {}, model: null, subject: null, consent: null });
  const receipt = {
    party: provider,
    job,
    session,
    kind: 'train',
    contract,
    subject: null,
    fields: ['Industry'],
    transcript: '0'.repeat(64),
    usedAt,
  };
  const salt = systemRandom.bytes(32);
  const commitment = like?.commitment ?? Buffer.from(await saltedCommitment(receipt, salt)).toString('hex');
  const logIndex =
    like?.logIndex ?? (isLogged ? await evidence.append(receiptEntry(provider, commitment)) : 1_000_000);
  const id = await put('use', provider, {
    job,
    contract,
    kind: 'train',
    consumer: 'bank',
    uscc: null,
    fields: ['Industry'],
    usedAt,
    commitment,
    logIndex,
  });
  const proof = (await evidence.proof(logIndex)) ?? '';
  return { id, job, commitment, receipt, salt: Buffer.from(salt).toString('hex'), logIndex, proof };
}
