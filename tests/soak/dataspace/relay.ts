import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { processOf } from './participants.ts';

/** One attempt of a sender, as it was seen before the receiver. */
export type Attempt = {
  readonly path: string;
  /** Of the body; a message that is sent again has the same one. */
  readonly digest: string;
  /** Which process of the sender's made it. */
  readonly by: string;
  readonly arrivedMs: number;
  /** When the answer was passed on; undefined where none was. */
  readonly answeredMs: number | undefined;
  /** The receiver's answer, also where it was kept from the sender. */
  readonly status: number | undefined;
};

type Parts = {
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** How many answers of a hundred get lost on their way back. */
  readonly lossPercent: number;
  /** An answer that takes longer gets lost too: whatever is passed on is passed on to a sender that still waits for it. */
  readonly patienceMs: number;
};

/**
 * The one address of a connector that is several processes: takes what is sent to it to one of those that live, loses some of the
 * answers, and remembers every attempt. It is in the process that nobody kills.
 */
export class Relay implements AsyncDisposable {
  readonly #parts: Parts;
  readonly #server: Server;
  readonly #ports = new Set<number>();
  readonly attempts: Attempt[] = [];

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.#server = createServer((incoming, reply) => void this.#pass(incoming, reply));
  }

  static async open(parts: Parts): Promise<Relay> {
    const relay = new Relay(parts);
    await once(relay.#server.listen(0, '127.0.0.1'), 'listening');
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A process of the connector now listens there. */
  add(port: number): void {
    this.#ports.add(port);
  }

  remove(port: number): void {
    this.#ports.delete(port);
  }

  async #pass(incoming: IncomingMessage, reply: ServerResponse): Promise<void> {
    const arrivedMs = performance.now();
    const body = await bytesOf(incoming);
    const answer = await this.#ask(incoming, body);
    const { random, lossPercent, patienceMs } = this.#parts;
    const isLost = random() * 100 < lossPercent || performance.now() - arrivedMs > patienceMs;
    const isPassed = answer !== undefined && !isLost && !reply.destroyed;
    if (incoming.method === 'POST')
      this.attempts.push({
        path: incoming.url!,
        digest: createHash('sha256').update(body).digest('hex'),
        by: processOf(incoming.headers.authorization),
        arrivedMs,
        answeredMs: isPassed ? performance.now() : undefined,
        status: answer?.status,
      });
    if (!isPassed) reply.destroy();
    else reply.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  }

  /** Nothing where the process that was asked is dead, or dies of it. */
  async #ask(incoming: IncomingMessage, body: Buffer): Promise<{ status: number; body: Buffer } | undefined> {
    const ports = [...this.#ports];
    const port = ports[Math.floor(this.#parts.random() * ports.length)];
    if (port === undefined) return undefined;
    try {
      const { method, url, headers } = incoming;
      const sent = request({ host: '127.0.0.1', port, method, path: url, headers }).end(body);
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      return { status: answer.statusCode!, body: await bytesOf(answer) };
    } catch {
      return undefined;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
