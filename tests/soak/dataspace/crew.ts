import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Message, Opening, Order } from './orders.ts';
import type { Life, Outage } from './outages.ts';
import type { Relay } from './relay.ts';

const program = join(import.meta.dirname, 'side.ts');
const openMs = 60_000;

/** The processes of one connector, of which any may be killed; each that is gets a successor at once. */
export class Crew implements AsyncDisposable {
  readonly #opening: Opening;
  readonly #relay: Relay;
  readonly #members: ChildProcess[] = [];
  /** Orders that a process has been given and has not answered. */
  readonly #open = new Map<ChildProcess, Map<number, Order>>();
  readonly #onAnswer: (order: Order, isBegun: boolean) => void;
  readonly outages: Outage[] = [];
  readonly #openedMs = new Map<string, number>();
  /** Of a process that ended without having been killed. */
  fault: Error | undefined;

  private constructor(opening: Opening, relay: Relay, onAnswer: (order: Order, isBegun: boolean) => void) {
    this.#opening = opening;
    this.#relay = relay;
    this.#onAnswer = onAnswer;
  }

  static async open(
    opening: Omit<Opening, 'root'>,
    relay: Relay,
    onAnswer: (order: Order, isBegun: boolean) => void,
  ): Promise<Crew> {
    const crew = new Crew({ ...opening, root: relay.url }, relay, onAnswer);
    await crew.#add();
    await crew.#add();
    return crew;
  }

  /** Gives an order to the process whose turn it is. */
  order(order: Order): void {
    const member = this.#members[order.no % this.#members.length]!;
    this.#open.get(member)!.set(order.no, order);
    member.send(order);
  }

  /** Kills one of the processes and starts another. */
  async kill(at: number): Promise<void> {
    const [member] = this.#members.splice(at % this.#members.length, 1);
    const nowMs = performance.now();
    this.outages.push({ fromMs: nowMs, toMs: nowMs, process: `${member!.pid}` });
    await end(member!);
    for (const order of this.#open.get(member!)!.values()) this.#onAnswer(order, false);
    this.#open.delete(member!);
    await this.#add();
  }

  /** All processes that there have been, each until it was killed, or until then. */
  lives(untilMs: number): readonly Life[] {
    return [...this.#openedMs].map(([process, fromMs]) => {
      const killed = this.outages.find((one) => one.process === process);
      return { process, fromMs, toMs: Math.min(untilMs, killed?.fromMs ?? untilMs) };
    });
  }

  async #add(): Promise<void> {
    const member = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const orders = new Map<number, Order>();
    this.#open.set(member, orders);
    member.send(this.#opening);
    const [opened] = (await once(member, 'message', { signal: AbortSignal.timeout(openMs) })) as [Message];
    if (opened.kind !== 'open') throw new Error('A process of the connector did not open.');
    this.#relay.add(opened.port);
    this.#openedMs.set(`${member.pid}`, performance.now());
    member.once('exit', (code, signal) => {
      this.#relay.remove(opened.port);
      if (signal !== 'SIGKILL')
        this.fault ??= new Error(`A process of the connector ended with ${code ?? signal}.`);
    });
    member.on('message', (message: Exclude<Message, { kind: 'open' }>) => {
      const order = orders.get(message.no);
      orders.delete(message.no);
      if (order) this.#onAnswer(order, message.kind === 'begun');
    });
    this.#members.push(member);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#members.map(end));
  }
}

async function end(member: ChildProcess): Promise<void> {
  const ended = once(member, 'exit');
  member.kill('SIGKILL');
  await ended;
}
