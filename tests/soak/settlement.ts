import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type SignedDocument, signDocument } from '@finharbor/access';
import { saltedCommitment } from '@finharbor/evidence';
import { type Bodies, type DocumentType, hubRoutes } from '@finharbor/harbor';
import {
  instantText,
  type Json,
  type SigningKey,
  sha256,
  signingKeyFromPem,
  systemClock,
  systemRandom,
} from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import { type People, signInAll } from '../../apps/cli/src/demo/people.ts';
import { until } from '../../apps/cli/src/demo/until.ts';
import { signingFetch } from '../../apps/server/src/hub-client.ts';
import { defaultRestarts } from '../../apps/server/src/supervisor/supervise.ts';
import type { SoakContext } from '../../tools/soak.ts';
import { type TestHarbor, testHarbor } from '../harness/harbor.ts';

const uses = 1_000;
const atOnce = 8;
const priceMinor = 100;
/** Of so many uses one is published by two attempts of its job. */
const rerunEvery = 10;
const settledWithinMs = 120_000;
const longestLifeMs = 8_000;

/**
 * A thousand metered uses while the hub's process is killed again and again: each is charged exactly once, both sides' statements come to what the
 * ledger has, and the node's own check confirms every line by log and ledger.
 */
export async function soak({ seed, log, signal }: SoakContext): Promise<void> {
  const random = seeded(seed);
  await using harbor = await testHarbor(60);
  const people = await signInAll(harbor.home, harbor.current().urls);
  const parties = partiesOf(harbor);
  const contract = await agreed(parties);
  let published = 0;
  const publishing = Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (published < uses) await publishUse(parties, contract, published++);
    }),
  );
  let isOver = false;
  const ended = publishing.finally(() => {
    isOver = true;
  });
  const killedMs: number[] = [];
  while (!isOver && !signal.aborted) {
    // While it starts again there is nobody to kill.
    await insist(() => typedClient({ getHarbor: hubRoutes.getHarbor }, parties.url).getHarbor({}));
    await delay(Math.max(Math.floor(random() * longestLifeMs), bearableInMs(killedMs)));
    if (isOver) break;
    process.kill(harbor.current().supervisor.pids().get('hub')!, 'SIGKILL');
    killedMs.push(systemClock.nowMs());
    log(`kill ${killedMs.length}: ${published} of ${uses} uses published`);
  }
  await ended;
  await demandCharged(harbor, contract);
  await demandConfirmed(people, harbor);
  log(`${uses} uses charged once each after ${killedMs.length} kills; statements, ledger and log agree`);
}

/** When the supervisor bears the next kill: of more within its window it does not start the hub again. */
function bearableInMs(killedMs: readonly number[]): number {
  const first = killedMs.at(-defaultRestarts.limit);
  return first === undefined ? 0 : first + defaultRestarts.windowMs + 1_000 - systemClock.nowMs();
}

type Side = { readonly party: string; readonly key: SigningKey };
type Parties = { readonly url: string; readonly bank: Side; readonly tax: Side };

function partiesOf({ home, current }: TestHarbor): Parties {
  const side = (party: string): Side => ({
    party,
    key: signingKeyFromPem(readFileSync(join(home, party, 'party.key.pem'), 'utf8')),
  });
  return { url: current().url, bank: side('bank'), tax: side('tax') };
}

/** Asks again until the hub, which may just have been killed, has taken it. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  return until(async () => ask().catch(() => undefined), settledWithinMs);
}

async function put<T extends DocumentType>(
  { url }: Parties,
  { party, key }: Side,
  { type, body }: { readonly type: T; readonly body: Bodies[T] },
): Promise<string> {
  const document: SignedDocument = signDocument(key, {
    type,
    issuer: party,
    audience: ['hub'],
    body: body as unknown as { readonly [key: string]: Json },
    issuedAtMs: systemClock.nowMs(),
  });
  const { postDocument } = hubRoutes;
  await insist(() => typedClient({ postDocument }, url).postDocument({ body: document }));
  return document.id;
}

async function agreed(parties: Parties): Promise<string> {
  const product = 'e'.repeat(64);
  const plan = { plan: 'Each', kind: 'per_use', amountMinor: `${priceMinor}`, currency: 'CNY' } as const;
  const said = { en: 'Said', zh: '文本' };
  const nowMs = systemClock.nowMs();
  const id = await put(parties, parties.bank, {
    type: 'contract',
    body: {
      contract: crypto.randomUUID(),
      kind: 'intersect',
      consumer: 'bank',
      providers: ['tax'],
      products: [product],
      purpose: said,
      legalBasis: said,
      constraints: [],
      validFrom: instantText(nowMs - 1000),
      validUntil: instantText(nowMs + 86_400_000),
      leakage: [said],
      charges: [{ provider: 'tax', product, plan }],
    },
  });
  const body = { contract: id, decision: 'approved', reason: '' } as const;
  await put(parties, parties.tax, { type: 'approval', body });
  return id;
}

async function publishUse(parties: Parties, contract: string, at: number): Promise<void> {
  const { bank, tax } = parties;
  const job = crypto.randomUUID();
  for (let attempt = 1; attempt <= (at % rerunEvery === 0 ? 2 : 1); attempt += 1) {
    const session = crypto.randomUUID();
    const asked = { job, attempt, session, kind: 'intersect', contract } as const;
    const rest = { plan: {}, model: null, subject: null, consent: null };
    await put(parties, bank, {
      type: 'job',
      body: { ...asked, roster: ['bank', 'tax'], dealer: 'hub', ...rest },
    });
    const usedAt = instantText(systemClock.nowMs());
    const receipt = { party: 'tax', job, session, contract, usedAt };
    const commitment = (await saltedCommitment(receipt, systemRandom.bytes(32))).toHex();
    const signer = { ...tax, clock: systemClock, random: systemRandom };
    const log = typedClient({ postEntry: hubRoutes.postEntry }, parties.url, signingFetch(signer));
    const { body } = await insist(() => log.postEntry({ body: { commitment } }));
    const { index: logIndex } = body;
    const said = { consumer: 'bank', uscc: null, fields: ['Industry'], usedAt, commitment, logIndex };
    await put(parties, tax, { type: 'use', body: { job, contract, kind: 'intersect', ...said } });
  }
}

async function demandCharged({ sql }: TestHarbor, contract: string): Promise<void> {
  const charged = async () => {
    const rows = await sql(
      'hub',
      `select state, count(*)::int as lines, count(distinct job_id)::int as jobs, sum(price_minor)::int as price
       from charge where contract_id = $1 group by state order by state`,
      [contract],
    );
    return rows;
  };
  await until(async () => {
    const rows = await charged();
    const lines = rows.reduce((sum, { lines }) => sum + (lines as number), 0);
    const isSettled = rows.every(({ state }) => state === 'paid' || state === 'free');
    return isSettled && lines === uses + uses / rerunEvery ? rows : undefined;
  }, settledWithinMs);
  assert.deepEqual(await charged(), [
    { state: 'free', lines: uses / rerunEvery, jobs: uses / rerunEvery, price: 0 },
    { state: 'paid', lines: uses, jobs: uses, price: uses * priceMinor },
  ]);
}

async function demandConfirmed(people: People, { sql }: TestHarbor): Promise<void> {
  for (const [party, node] of [
    ['bank', people.bankApprover],
    ['tax', people.approvers.get('tax')!],
  ] as const) {
    const { body: months } = await insist(() => node.listStatements({}));
    let confirmed = 0;
    for (const { month } of months) {
      const { body } = await insist(() => node.getStatementCheck({ params: { month } }));
      const wrong = body.lines.filter(({ verdict }) => verdict !== 'confirmed');
      assert.deepEqual(wrong, []);
      confirmed += body.confirmed;
    }
    assert.ok(confirmed >= uses);
    const [latest] = months;
    const { body: statement } = await insist(() => node.getStatement({ params: { month: latest!.month } }));
    const { body: account } = await insist(() => node.getSettlementAccount({}));
    const has = BigInt(account.prepaidMinor) + BigInt(account.payableMinor) - BigInt(account.owedMinor);
    assert.equal(BigInt(statement.closingMinor), has, party);
  }
  const [refused] = await sql('hub', `select count(*)::int as n from ledger_intent where status <> 'posted'`);
  assert.deepEqual(refused, { n: 0 });
}

/** Numbers in [0, 1) that follow from the seed: SHA-256 in counter mode. */
function seeded(seed: number): () => number {
  let count = 0;
  return () => new DataView(sha256(`${seed}:${count++}`).buffer).getUint32(0) / 2 ** 32;
}
