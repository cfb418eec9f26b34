import { Breach } from './breach.ts';
import type { Dice } from './dice.ts';

/** What a connection does at once: one thing at a time is asked over it, and answered. */
type Operation = {
  readonly line: Line;
  readonly what: string;
  readonly run: () => unknown;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Set once it was carried out. */
  answer?: () => void;
};

/** A connection to the database, seen from the process that holds it. */
export type Line = { isCut: boolean };

/**
 * Connections to the database on which nothing happens until `advance` lets it: what is asked over one is carried out at one moment and
 * answered at another, or the connection is lost before, in between, or while nobody knows.
 */
export class Network {
  readonly #underway: Operation[] = [];

  get isQuiet(): boolean {
    return this.#underway.length === 0;
  }

  /** Asks for something to be carried out. It fails when the connection is lost, which says nothing of whether it was. */
  call<Answer>(line: Line, what: string, run: () => Answer): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    if (line.isCut) reject(lost());
    else this.#underway.push({ line, what, run, resolve: resolve as Operation['resolve'], reject });
    return promise;
  }

  /** The process at the end of a connection is gone: nobody hears of what is under way, which may still be carried out. */
  hangUp(line: Line): void {
    line.isCut = true;
  }

  /** Lets one thing happen, and tells what. `loss` is how likely the connection is lost instead. */
  advance(dice: Dice, loss: number): string {
    if (this.isQuiet) return 'nothing is under way';
    const at = dice.below(this.#underway.length);
    const operation = this.#underway[at]!;
    const { line, what, run, resolve, reject } = operation;
    const isDone = operation.answer !== undefined;
    if (!line.isCut && dice.chance(loss)) {
      line.isCut = true;
      reject(lost());
      // Half of what was not carried out yet never will be.
      if (isDone || dice.chance(0.5)) this.#underway.splice(at, 1);
      return `connection lost ${isDone ? 'after' : 'before'} ${what}`;
    }
    if (operation.answer) {
      this.#underway.splice(at, 1);
      if (!line.isCut) operation.answer();
      return `${what} is answered`;
    }
    try {
      const answer = run();
      operation.answer = () => resolve(answer);
    } catch (error) {
      if (error instanceof Breach) throw error;
      operation.answer = () => reject(error);
    }
    if (line.isCut) this.#underway.splice(at, 1);
    return line.isCut ? `${what} is carried out, and nobody hears` : `${what} is carried out`;
  }
}

function lost(): Error {
  return new Error('The connection is lost.');
}
