import { connect, type Socket } from 'node:net';
import type { Served } from './server.ts';

/** When people come: each at a moment of the time by chance. */
export type Rush = { readonly served: Served; readonly seconds: number };

/** What they met. `asked` and `won` are counted by people; waiting counts from the moment somebody was due. */
export type Met = {
  readonly asked: number;
  readonly won: number;
  readonly tookS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
};

const lines = 512;
/** One in so many presses twice. */
const impatient = 50;

process.once('message', async ({ served, seconds }: Rush) => process.send!(await rush(served, seconds)));
process.once('disconnect', () => process.exit(0));

async function rush({ url, campaign, opensAtMs, people }: Served, seconds: number): Promise<Met> {
  const free = await Promise.all(Array.from({ length: lines }, () => Line.open(new URL(url))));
  const waiting: ((line: Line) => void)[] = [];
  const take = async (): Promise<Line> => free.pop() ?? new Promise((resolve) => waiting.push(resolve));
  const give = (line: Line): void => {
    const next = waiting.shift();
    if (next) next(line);
    else free.push(line);
  };
  await new Promise((resolve) => setTimeout(resolve, opensAtMs + 100 - Date.now()));
  const due = people.map(() => Math.random() * seconds * 1_000).toSorted((a, b) => a - b);
  const waitedMs: number[] = [];
  let won = 0;
  const beganMs = performance.now();
  const one = async (no: number): Promise<void> => {
    const { token, wallet } = people[no]!;
    const body = JSON.stringify({ wallet, district: no % 2 === 0 ? 'luohu' : 'futian' });
    const first = await ask(token, body);
    waitedMs.push(performance.now() - beganMs - due[no]!);
    if (first.amountMinor !== null) won += 1;
    if (no % impatient > 0) return;
    const again = await ask(token, body);
    if (!again.isRepeated || again.no !== first.no) throw new Error('Who asks again is told something else.');
  };
  const ask = async (token: string, body: string): Promise<Reply> => {
    const line = await take();
    const reply = await line.post(`/campaigns/${campaign}/asks`, { token, body });
    give(line);
    return reply;
  };
  const asking: Promise<void>[] = [];
  for (let no = 0; no < people.length; ) {
    const nowMs = performance.now() - beganMs;
    while (no < people.length && due[no]! <= nowMs) asking.push(one(no++));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(asking);
  waitedMs.sort((a, b) => a - b);
  const at = (share: number): number =>
    waitedMs[Math.min(waitedMs.length - 1, Math.floor(waitedMs.length * share))]!;
  const tookS = (performance.now() - beganMs) / 1_000;
  return { asked: waitedMs.length, won, tookS, p50Ms: at(0.5), p99Ms: at(0.99), worstMs: at(1) };
}

type Reply = { readonly no: number; readonly amountMinor: string | null; readonly isRepeated: boolean };

/** A connection that stays open: HTTP/1.1, one call after the other, whoever calls. */
class Line {
  readonly #socket: Socket;
  readonly #host: string;
  #got = '';
  #answered: ((reply: string) => void) | undefined;

  constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (more: string) => this.#take(more));
    socket.on('close', () => this.#answered?.('the connection was closed'));
  }

  static async open({ hostname, port, host }: URL): Promise<Line> {
    const socket = connect(Number(port), hostname);
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new Line(socket, host);
  }

  async post(
    path: string,
    { token, body }: { readonly token: string; readonly body: string },
  ): Promise<Reply> {
    const answered = new Promise<string>((resolve) => {
      this.#answered = resolve;
    });
    this.#socket.write(
      `POST ${path} HTTP/1.1\r\nHost: ${this.#host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    const reply = await answered;
    if (!reply.startsWith('HTTP/1.1 200 ')) throw new Error(`${path} was answered: ${reply}`);
    return JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4)) as Reply;
  }

  #take(more: string): void {
    this.#got += more;
    const end = this.#got.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#got.slice(0, end))?.[1] ?? 0);
    if (this.#got.length < end + 4 + length) return;
    const reply = this.#got;
    this.#got = '';
    this.#answered?.(reply);
  }
}
