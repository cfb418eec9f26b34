import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf, idSource, sha256, systemClock, systemRandom } from '@finharbor/kernel';
import { until } from '../../apps/cli/src/demo/until.ts';
import { hubAsOperator, type YuanClient, yuanAs } from '../../apps/server/src/demo/clients.ts';
import { defaultRestarts } from '../../apps/server/src/supervisor/supervise.ts';
import type { SoakContext } from '../../tools/soak.ts';
import { type TestHarbor, testHarbor } from '../harness/harbor.ts';
import { type Answer, type Ask, Notebook } from './yuan/notebook.ts';

const answeredWithinMs = 120_000;
const longestLifeMs = 10_000;
const atOnce = 8;
/** Of so many answers one is asked for again, as an application does that has lost it. */
const againEvery = 3;

/**
 * People pay a shop and each other, by codes and by orders that several of them pay at once, and the shop pays people and gives money
 * back, while the hub's process is killed again and again. Whoever hears nothing asks again under the same number. In the end every wallet has what its
 * holder was told, every order was paid once, no more went back than was paid, and the scheme's money comes to what was issued.
 */
export async function soak({ seed, seconds, kills, log, signal }: SoakContext): Promise<void> {
  const random = seeded(seed);
  await using harbor = await testHarbor(60);
  const people = await cast(harbor);
  const before = await balances(people);
  const notebook = new Notebook();
  const endMs = systemClock.nowMs() + seconds * 1000;
  let isOver = false;
  const acting = Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (!isOver) await act(people, notebook, random);
    }),
  ).finally(() => {
    isOver = true;
  });
  const killedMs: number[] = [];
  let killed: number | undefined;
  while (!isOver && !signal.aborted && systemClock.nowMs() < endMs && killedMs.length < (kills ?? Infinity)) {
    await delay(Math.max(2_000 + Math.floor(random() * longestLifeMs), bearableInMs(killedMs)));
    const pid = harbor.current().supervisor.pids().get('hub');
    // Until the next life has begun, the supervisor names the last one.
    if (isOver || pid === undefined || pid === killed) continue;
    process.kill(pid, 'SIGKILL');
    killed = pid;
    killedMs.push(systemClock.nowMs());
    log(`kill ${killedMs.length}: ${notebook.done().length} movements done`);
  }
  isOver = true;
  await acting;
  await demandAgreement(people, { before, notebook });
  await demandConserved(harbor);
  log(
    `${notebook.done().length} movements after ${killedMs.length} kills; refused: ${JSON.stringify(notebook.refusals())}`,
  );
}

/** When the supervisor bears the next kill: of more within its window it does not start the hub again. */
function bearableInMs(killedMs: readonly number[]): number {
  const first = killedMs.at(-defaultRestarts.limit);
  return first === undefined ? 0 : first + defaultRestarts.windowMs + 1_000 - systemClock.nowMs();
}

type Holder = { readonly client: YuanClient; readonly wallet: string };
type People = {
  readonly residents: readonly Holder[];
  readonly shop: Holder;
  readonly everybody: readonly Holder[];
};

async function cast({ home, current }: TestHarbor): Promise<People> {
  const as = async (login: string): Promise<Holder> => {
    const client = await yuanAs(home, current().url, login);
    const { body } = await client.listWallets({});
    return { client, wallet: body.items.find(({ parent }) => parent === null)!.number };
  };
  const [first, second, shop] = [await as('resident-a'), await as('resident-b'), await as('owner-a')];
  const residents = [first!, second!];
  return { residents, shop: shop!, everybody: [...residents, shop!] };
}

async function balances({ everybody }: People): Promise<ReadonlyMap<string, bigint>> {
  const all = everybody.map(async ({ client, wallet }) => {
    const { body } = await insist(() => client.getWallet({ params: { number: wallet } }));
    return [wallet, body.availableMinor] as const;
  });
  return new Map(await Promise.all(all));
}

const newId = idSource(systemClock, systemRandom);

/** One thing that somebody does. */
async function act({ residents, shop }: People, notebook: Notebook, random: () => number): Promise<void> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const amountMinor = BigInt(1 + Math.floor(random() * 5_00));
  const payer = pick(residents);
  const what = random();
  if (what < 0.2) {
    const other = residents.find((one) => one !== payer)!;
    await pay(notebook, { payer, to: other.wallet, code: `simyuan:wallet:${other.wallet}`, amountMinor });
  } else if (what < 0.35) {
    // As much as comes in, or people would soon have nothing left to pay with.
    const to = { to: payer.wallet, code: `simyuan:wallet:${payer.wallet}` };
    await pay(notebook, { payer: shop, ...to, amountMinor: amountMinor * 3n });
  } else if (what < 0.65) {
    await pay(notebook, { payer, to: shop.wallet, code: `simyuan:merchant:${shop.wallet}`, amountMinor });
  } else if (what < 0.85) {
    const id = newId();
    const asked = { id, wallet: shop.wallet, amountMinor, reference: 'soak', validS: 3_600 };
    const { body: order } = await insist(() => shop.client.postOrder({ body: asked }));
    const paying = { to: shop.wallet, code: order.code, amountMinor, order: id };
    // Two devices at once.
    await Promise.all(residents.map((one) => pay(notebook, { payer: one, ...paying })));
  } else {
    const paid = notebook.done().filter((ask) => ask.kind === 'pay' && ask.to === shop.wallet);
    if (paid.length > 0) await giveBack(notebook, shop, { id: newId(), payment: pick(paid).id, amountMinor });
  }
}

type Paying = {
  readonly payer: Holder;
  readonly to: string;
  readonly code: string;
  readonly amountMinor: bigint;
  readonly order?: string;
};

async function pay(notebook: Notebook, { payer, to, code, amountMinor, order }: Paying): Promise<void> {
  const id = newId();
  const ask: Ask = { kind: 'pay', id, from: payer.wallet, to, amountMinor, order };
  const body = { id, wallet: payer.wallet, code, amountMinor, purses: [] };
  await askFor(notebook, ask, () => payer.client.postPayment({ body }));
}

async function giveBack(
  notebook: Notebook,
  shop: Holder,
  asked: Pick<Extract<Ask, { kind: 'refund' }>, 'id' | 'payment' | 'amountMinor'>,
): Promise<void> {
  const body = { ...asked, wallet: shop.wallet };
  await askFor(notebook, { kind: 'refund', ...asked }, () => shop.client.postRefund({ body }));
}

/** Asks until there is an answer, and now and then once more. */
async function askFor(notebook: Notebook, ask: Ask, call: () => Promise<unknown>): Promise<void> {
  const times = notebook.done().length % againEvery === 0 ? 2 : 1;
  for (let time = 0; time < times; time++) notebook.told(ask, await answerTo(call));
}

/** The scheme's answer; what says nothing about the money is asked for again. */
function answerTo(call: () => Promise<unknown>): Promise<Answer> {
  return until(async () => {
    try {
      await call();
      return 'done';
    } catch (error) {
      const code = codeOf(error);
      return code.startsWith('yuan.') ? code : undefined;
    }
  }, answeredWithinMs);
}

/** Asks again until the hub, which may just have been killed, has answered. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  return until(async () => ask().catch(() => undefined), answeredWithinMs);
}

type Ended = { readonly before: ReadonlyMap<string, bigint>; readonly notebook: Notebook };

async function demandAgreement(people: People, { before, notebook }: Ended): Promise<void> {
  assert.deepEqual(notebook.faults(), []);
  const changes = notebook.changes();
  const expected = [...before].map(([wallet, had]) => [wallet, had + (changes.get(wallet) ?? 0n)]);
  assert.deepEqual([...(await balances(people))], expected);
  assert.ok(notebook.done().length > 100, `${notebook.done().length} movements are too few to tell anything`);
}

const money = 156_100;
const gauge = 9004;

/** What holds balances against their limits keeps nothing: no payment stopped half-way. */
async function demandConserved({ home, current }: TestHarbor): Promise<void> {
  const operator = await hubAsOperator(home, current().url);
  const { body } = await insist(() => operator.getTrialBalance({ query: {} }));
  const rows = body.rows.filter(({ ledger }) => ledger === money);
  assert.ok(rows.length >= 3, `${rows.length} rows of the trial balance are of the money`);
  const sum = (of: (row: (typeof rows)[number]) => bigint): bigint =>
    rows.reduce((all, row) => all + of(row), 0n);
  assert.equal(
    sum(({ debitsPosted }) => debitsPosted),
    sum(({ creditsPosted }) => creditsPosted),
  );
  assert.equal(
    sum(({ debitsPending }) => debitsPending),
    sum(({ creditsPending }) => creditsPending),
  );
  for (const { code, debitsPosted, creditsPosted, debitsPending, creditsPending } of rows)
    if (code === gauge) assert.deepEqual([debitsPosted, debitsPending], [creditsPosted, creditsPending]);
}

/** Numbers in [0, 1) that follow from the seed: SHA-256 in counter mode. */
function seeded(seed: number): () => number {
  let count = 0;
  return () => new DataView(sha256(`${seed}:${count++}`).buffer).getUint32(0) / 2 ** 32;
}
