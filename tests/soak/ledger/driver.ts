import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock, systemRandom } from '@finharbor/kernel';
import {
  createTransferStatus,
  encodeTransfers,
  type Outcome,
  openLedger,
  type WrittenLedger,
} from '@finharbor/ledger';
import { AckFile } from './acks.ts';
import { lanes, loadAccounts, loadOf } from './load.ts';
import type { Message, Orders } from './orders.ts';
import { readAccounts } from './read-accounts.ts';

/** So small that pages of memory are under way to the database whenever it is killed. */
const entriesARound = 2 ** 16;
const accountsAtOnce = 5_000;
const retryMs = 20;

const [orders] = (await once(process, 'message')) as [Orders];
const load = loadOf(orders.seed);
const open = orders.open.map((numbers) => [...numbers]);
const next = [...orders.next];
const acks = new AckFile(orders.acks);
let isEnding = false;
process.on('message', () => {
  isEnding = true;
});

/** Returns when the message is on its way: a process that ends before takes it along. */
function say(message: Message): Promise<void> {
  return new Promise((resolve, reject) =>
    process.send!(message, (error: Error | null) => (error ? reject(error) : resolve())),
  );
}

async function ask(ledger: WrittenLedger, lane: number, number: number): Promise<Outcome> {
  const events = load.request(lane, number);
  if (lane === lanes.batch) return await ledger.createPackedTransfers(encodeTransfers(events));
  const results = await ledger.createTransfers(events);
  return {
    statuses: Uint8Array.from(results, ({ status }) => createTransferStatus[status]),
    timestamps: BigUint64Array.from(results, ({ timestamp }) => timestamp),
  };
}

/** One request after the other, until there are no more. A request of which nobody was told is asked again. */
async function call(ledger: WrittenLedger, lane: number, told: () => void): Promise<void> {
  for (;;) {
    const number = open[lane]!.pop() ?? (isEnding ? undefined : next[lane]!++);
    if (number === undefined) return;
    try {
      acks.add({ lane, number, ...(await ask(ledger, lane, number)) });
      told();
    } catch (error) {
      open[lane]!.push(number);
      throw error;
    }
  }
}

async function openAccounts(ledger: WrittenLedger): Promise<void> {
  if ((await ledger.lookupAccounts([loadAccounts.at(-1)!.id])).length > 0) return;
  for (let from = 0; from < loadAccounts.length; from += accountsAtOnce)
    await ledger.createAccounts(loadAccounts.slice(from, from + accountsAtOnce));
}

/** Whether the ledger lived to the last request. */
async function drive(): Promise<boolean> {
  await using ledger = await openLedger({
    ...{ url: orders.url, clock: systemClock, random: systemRandom, entriesARound },
  });
  await openAccounts(ledger);
  let isTold = false;
  const told = (): void => {
    if (!isTold) void say({ kind: 'told' });
    isTold = true;
  };
  const callers = orders.callers.flatMap((count, lane) => Array.from({ length: count }, () => lane));
  const ended = await Promise.allSettled(callers.map((lane) => call(ledger, lane, told)));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  await say({
    kind: 'finished',
    accounts: await readAccounts(
      ledger,
      loadAccounts.map(({ id }) => id),
    ),
  });
  return true;
}

function textOf(error: unknown): string {
  const { message, code, cause } = error as Error & { readonly code?: string };
  return cause === undefined ? `${code ?? ''} ${message}` : `${code ?? ''} ${message} (${textOf(cause)})`;
}

while (
  !(await drive().catch((error: unknown) => say({ kind: 'fault', message: textOf(error) }).then(() => false)))
)
  await delay(retryMs);
acks[Symbol.dispose]();
process.disconnect?.();
