import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Children that tests started, so that none is left. */
const children = new Set<ChildProcess>();

/** Kills every child there is. */
export function endChildren(): void {
  for (const child of children) child.kill('SIGKILL');
}

/** A process of a party in a test, which may be killed, and what it has said so far. It is told an order and answers in words. */
export class TestChild<Order extends object, Word extends { readonly kind: string }> {
  readonly child: ChildProcess;
  readonly words: Word[] = [];
  readonly left: Promise<unknown>;
  onWord: () => void = () => {};

  constructor(program: string, order: Order) {
    this.child = fork(program, { execArgv: process.execArgv });
    this.left = once(this.child, 'exit');
    children.add(this.child);
    this.child.on('message', (word: Word) => {
      this.words.push(word);
      this.onWord();
    });
    this.child.send(order);
  }

  /** The first word of a kind, when it is said. */
  async heard<Kind extends Word['kind']>(kind: Kind): Promise<Extract<Word, { readonly kind: Kind }>> {
    for (;;) {
      const word = this.words.find((one) => one.kind === kind);
      if (word) return word as Extract<Word, { readonly kind: Kind }>;
      await once(this.child, 'message');
    }
  }
}
