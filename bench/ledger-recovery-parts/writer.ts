import { once } from 'node:events';
import { systemClock, systemRandom } from '@finharbor/kernel';
import { openLedger, standBy, transferAt, transferWords, type WrittenLedger } from '@finharbor/ledger';

/** What a writer is to do: to write or to stand by, to fill the ledger first, and then to pay until it is killed. */
export type Orders = {
  readonly url: string;
  readonly part: 'writer' | 'standby';
  readonly accounts: number;
  /** Transfers to fill the ledger with, where it is empty. */
  readonly transfers: number;
  /** Sets its transfers' ids apart from those of others. */
  readonly no: number;
};

/** What it says: that it stands by, that it was told of a transfer after the ledger was filled. */
export type Message = 'standing' | 'told';

const batch = 8_190;
const accountsAtOnce = 8_000;
const callers = 2;

const [orders] = (await once(process, 'message')) as [Orders];
process.on('disconnect', () => process.exit());
const options = { url: orders.url, clock: systemClock, random: systemRandom };
let made = 0;

function say(message: Message): void {
  process.send!(message);
}

/** Transfers of 1 between two accounts each, under ids that rise. */
function payments(count: number): Uint32Array {
  const words = new Uint32Array(count * transferWords);
  for (let at = 0; at < words.length; at += transferWords) {
    const debit = 1 + Math.floor(Math.random() * orders.accounts);
    words[at + transferAt.id] = ++made;
    words[at + transferAt.id + 3] = 1 + orders.no;
    words[at + transferAt.debitAccountId] = debit;
    words[at + transferAt.creditAccountId] = 1 + (debit % orders.accounts);
    words[at + transferAt.amount] = 1;
    words[at + transferAt.ledger] = 1;
    words[at + transferAt.codeAndFlags] = 1;
  }
  return words;
}

async function pay(ledger: WrittenLedger, count: number): Promise<void> {
  const { statuses } = await ledger.createPackedTransfers(payments(count));
  if (statuses.some((status) => status !== 0)) throw new Error('A transfer was not made.');
}

async function fill(ledger: WrittenLedger): Promise<void> {
  for (let first = 1; first <= orders.accounts; first += accountsAtOnce) {
    const length = Math.min(accountsAtOnce, orders.accounts - first + 1);
    await ledger.createAccounts(
      Array.from({ length }, (_, k) => ({ id: BigInt(first + k), ledger: 1, code: 1 })),
    );
  }
  const filler = async (): Promise<void> => {
    while (made < orders.transfers) await pay(ledger, batch);
  };
  await Promise.all(Array.from({ length: callers }, filler));
}

async function open(): Promise<WrittenLedger> {
  if (orders.part === 'writer') return await openLedger(options);
  const { takenOver } = await standBy(options);
  say('standing');
  return (await takenOver)!;
}

async function payOn(ledger: WrittenLedger): Promise<never> {
  for (;;) await pay(ledger, batch);
}

const ledger = await open();
if (orders.transfers > 0) await fill(ledger);
await pay(ledger, 1);
say('told');
await Promise.allSettled(Array.from({ length: callers }, () => payOn(ledger)));
process.disconnect?.();
