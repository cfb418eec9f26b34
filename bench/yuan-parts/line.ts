import { connect, type Socket } from 'node:net';

/** What is posted, by whom. */
export type Post = { readonly path: string; readonly token: string; readonly body: string };

/** A connection that stays open: HTTP/1.1, one call after the other. It costs its process less than fetch does, and so the server more. */
export class Line {
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

  /** The body of the answer; anything but 200 is a fault. */
  async post(post: Post): Promise<string> {
    const { status, body } = await this.ask(post);
    if (status !== 200) throw new Error(`${post.path} was answered: ${status} ${body}`);
    return body;
  }

  async ask({ path, token, body }: Post): Promise<{ readonly status: number; readonly body: string }> {
    const answered = new Promise<string>((resolve) => {
      this.#answered = resolve;
    });
    const head = `Host: ${this.#host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`;
    this.#socket.write(
      `POST ${path} HTTP/1.1\r\n${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    const reply = await answered;
    return { status: Number(reply.slice(9, 12)), body: reply.slice(reply.indexOf('\r\n\r\n') + 4) };
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

/** The value below which a share of sorted values lies; 0 of none. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
