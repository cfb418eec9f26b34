import { connect, type Socket } from 'node:net';
import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import type { Served } from './server.ts';

/** What the callers do for a while: each its next call at once, or all together at so many a second. */
export type Errand = {
  readonly path: '/payments' | '/nothing';
  readonly seconds: number;
  readonly perSecond?: number;
};

/** What came of it; nothing but 200 counts as done. */
export type Tally = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number };

type Message = { readonly served: Served } | Errand;

let callers: readonly Caller[] = [];
let served: Served;
const newId = idSource(systemClock, systemRandom);

process.on('message', async (message: Message) => {
  if ('served' in message) {
    served = message.served;
    callers = await Promise.all(served.payers.map((payer) => Caller.open(new URL(served.url), payer)));
    process.send!('ready');
  } else process.send!(await run(message));
});
process.once('disconnect', () => process.exit(0));

async function run({ path, seconds, perSecond }: Errand): Promise<Tally> {
  const waitedMs: number[] = [];
  const beganMs = performance.now();
  const endsMs = beganMs + seconds * 1_000;
  const meanMs = perSecond === undefined ? 0 : (callers.length * 1_000) / perSecond;
  await Promise.all(
    callers.map(async (caller, at) => {
      // At random moments: what is late by then has waited from the moment it was due.
      let dueMs = beganMs + Math.random() * meanMs;
      while (dueMs < endsMs) {
        const earlyMs = dueMs - performance.now();
        if (earlyMs > 0) await new Promise((resolve) => setTimeout(resolve, earlyMs));
        const begunMs = performance.now();
        if (begunMs >= endsMs) return;
        await caller.send(path, bodyOf(at));
        waitedMs.push(performance.now() - (meanMs === 0 ? begunMs : Math.max(dueMs, begunMs - 1_000)));
        dueMs = meanMs === 0 ? performance.now() : dueMs - Math.log(1 - Math.random()) * meanMs;
      }
    }),
  );
  waitedMs.sort((a, b) => a - b);
  const tookS = (performance.now() - beganMs) / 1_000;
  const at = (share: number): number => waitedMs[Math.floor(waitedMs.length * share)] ?? 0;
  return { perSecond: waitedMs.length / tookS, p50Ms: at(0.5), p99Ms: at(0.99) };
}

let no = 0;

function bodyOf(at: number): string {
  no += 1;
  const code = served.codes[no % served.codes.length]!;
  const amountMinor = String(1 + (no % 40));
  return JSON.stringify({ id: newId(), wallet: served.payers[at]!.wallet, code, amountMinor, purses: [] });
}

/** A connection that stays open, and whoever is signed in on it: HTTP/1.1, one call after the other. */
class Caller {
  readonly #socket: Socket;
  readonly #head: string;
  #got = '';
  #answered: ((status: string) => void) | undefined;

  constructor(socket: Socket, head: string) {
    this.#socket = socket;
    this.#head = head;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (more: string) => this.#take(more));
    socket.on('close', () => this.#answered?.('the connection was closed'));
  }

  static async open({ hostname, port, host }: URL, { token }: Served['payers'][number]): Promise<Caller> {
    const socket = connect(Number(port), hostname);
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    const head = `Host: ${host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`;
    return new Caller(socket, head);
  }

  async send(path: string, body: string): Promise<void> {
    const answered = new Promise<string>((resolve) => {
      this.#answered = resolve;
    });
    const length = Buffer.byteLength(body);
    this.#socket.write(`POST ${path} HTTP/1.1\r\n${this.#head}Content-Length: ${length}\r\n\r\n${body}`);
    const status = await answered;
    if (!status.startsWith('HTTP/1.1 200 ')) throw new Error(`${path} was answered: ${status}`);
  }

  #take(more: string): void {
    this.#got += more;
    const end = this.#got.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#got.slice(0, end))?.[1] ?? 0);
    if (this.#got.length < end + 4 + length) return;
    const isWell = this.#got.startsWith('HTTP/1.1 200 ');
    const answer = isWell ? this.#got.slice(0, 20) : this.#got;
    this.#got = '';
    this.#answered?.(answer);
  }
}
