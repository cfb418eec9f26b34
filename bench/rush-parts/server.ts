import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWitness, openLog, openWitnessFiles, publish } from '@finharbor/evidence';
import { generateSigningKey, systemClock } from '@finharbor/kernel';
import { keepRunning, unlimited, type YuanContext } from '@finharbor/yuan';
import { type Call, openYuan, serveHub } from '../yuan-parts/hub.ts';
import { type Minted, mintPeople } from './mint.ts';

/** How many people and packets there are, and for how long they come. */
export type Order = {
  readonly databaseUrl: string;
  readonly people: number;
  readonly packets: number;
  readonly seconds: number;
};

/** A rush that people can come to, all within so many seconds. */
export type Opening = { readonly campaign: string; readonly opensAtMs: number; readonly seconds: number };

/** How long the rehearsal is, by which the server has become warm. */
const rehearsedS = 4;

/** Where the server listens, who comes, and when what opens. */
export type Served = {
  readonly url: string;
  readonly rehearsal: Opening;
  readonly rush: Opening;
  readonly people: readonly Minted[];
};

const amountMinor = 1_00n;
const clock = systemClock;

process.once('message', async ({ databaseUrl, people, packets, seconds }: Order) => {
  const base = await openYuan(databaseUrl, { evidence: await openEvidence() });
  const { ctx, db } = base;
  const { url, call, signIn } = await serveHub(base);
  const as = (role: string): Promise<string> => signIn({ login: role, party: 'hub', role });
  const wallet = await fund(
    ctx,
    { call, operator: await as('operator'), bureau: await as('bureau') },
    packets,
  );
  const minted = await mintPeople(db as never, people, clock.nowMs());
  const openIn = async (inS: number, comingS: number): Promise<Opening> => {
    const campaign = ctx.newId();
    const opensAtMs = clock.nowMs() + inS * 1_000;
    const closesAtMs = opensAtMs + (comingS + 4) * 1_000;
    const given = { id: campaign, wallet: wallet.number, packets };
    await call('POST /campaigns', wallet.token, campaignOf(given, { opensAtMs, closesAtMs }));
    return { campaign, opensAtMs, seconds: comingS };
  };
  const rehearsal = await openIn(5, rehearsedS);
  const rush = await openIn(5 + rehearsedS + 4, seconds);
  void keepRunning(ctx, new AbortController().signal);
  process.send!({ url, rehearsal, rush, people: minted } satisfies Served);
});
process.once('disconnect', () => process.exit(0));

const name = { en: 'A', zh: '甲' };

type Office = {
  readonly call: Call;
  readonly operator: string;
  readonly bureau: string;
};

/** A bank, and the bureau's wallet with the money. */
async function fund(
  ctx: YuanContext,
  { call, operator, bureau }: Office,
  packets: number,
): Promise<{ readonly number: string; readonly token: string }> {
  // Of the rehearsal and of the rush.
  const budget = amountMinor * BigInt(packets * 2);
  await call('PUT /yuan/operators/bank', operator, { name, party: 'firm:bank' });
  await call('POST /yuan/operators/bank/issues', operator, { id: ctx.newId(), amountMinor: String(budget) });
  const none = { parent: null, singleMinor: null, dayMinor: null };
  const opened = await call('POST /wallets', bureau, {
    id: ctx.newId(),
    operator: 'bank',
    label: 'W',
    ...none,
  });
  const number = String(opened.number);
  const done = await ctx.till.topUp({
    id: ctx.newId(),
    operator: 'bank',
    wallet: { wallet: number, limits: unlimited },
    amountMinor: budget,
  });
  if (done.kind !== 'done') throw new Error(`The bureau's wallet was not filled: ${done.reason}.`);
  return { number, token: bureau };
}

type Times = { readonly opensAtMs: number; readonly closesAtMs: number };

function campaignOf(
  { id, wallet, packets }: { readonly id: string; readonly wallet: string; readonly packets: number },
  { opensAtMs, closesAtMs }: Times,
): object {
  const text = (atMs: number): string => new Date(atMs).toISOString();
  const districts = ['luohu', 'futian'].map((district) => ({ district, name, count: packets / 2 }));
  return {
    id,
    wallet,
    title: name,
    about: name,
    opensAtMs: text(opensAtMs),
    closesAtMs: text(closesAtMs),
    packetsUntilMs: text(closesAtMs + 3_600_000),
    terms: {
      kind: 'rush',
      prizes: [{ amountMinor: String(amountMinor), count: packets }],
      quotas: districts,
      purpose: { categories: ['food'] },
    },
  };
}

/** A log with one witness that co-signs it. */
async function openEvidence(): Promise<YuanContext['evidence']> {
  const folder = await mkdtemp(join(tmpdir(), 'finharbor-bench-'));
  const log = await openLog({
    directory: join(folder, 'log'),
    origin: 'bench/log',
    key: generateSigningKey(),
  });
  const witness = await createWitness({
    name: 'bench/witness',
    key: generateSigningKey(),
    store: await openWitnessFiles(join(folder, 'witness')),
    clock,
    logKeys: [log.verifierKey],
  });
  return {
    async append(key, data) {
      const [appended] = await log.append([{ data, key }]);
      const ask = (_name: string, body: string) => witness.addCheckpoint(body);
      await publish(log, { witnessKeys: [witness.verifierKey], quorum: 1, ask });
      const receipt = await log.receipt(appended!.index);
      if (receipt.kind === 'not_published') throw new Error('The list was not co-signed.');
      return { index: appended!.index, proof: receipt.proof };
    },
  };
}
