/** Wakes everybody who waits; who wakes looks again at what it waited for. */
export class Bell {
  #waiting: (() => void)[] = [];

  wait(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  ring(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}

/** Runs one task after the other, in the order asked; a task that fails does not stop the next. */
export class Turnstile {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when all tasks asked for so far have ended. */
  async idle(): Promise<void> {
    await this.#last;
  }
}

/** How a conversation ended, once it has. */
export class Ending {
  readonly bell: Bell = new Bell();
  #fault: Error | undefined;

  get fault(): Error | undefined {
    return this.#fault;
  }

  /** False where it had ended before; the first reason stays. */
  end(fault: Error): boolean {
    if (this.#fault) return false;
    this.#fault = fault;
    this.bell.ring();
    return true;
  }

  check(): void {
    if (this.#fault) throw this.#fault;
  }
}
