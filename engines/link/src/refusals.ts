import type { Clock } from '@finharbor/kernel';

/** One connection or session that was turned away. `party` only where its key was proven. */
export type Refusal = {
  readonly atMs: number;
  readonly code: string;
  readonly address: string;
  readonly party?: string;
};

/** Who was turned away since the link was made: how often by code, and the last hundred. */
export type RefusalCount = {
  readonly total: number;
  readonly byCode: Readonly<Record<string, number>>;
  readonly recent: readonly Refusal[];
};

/** What happens on a link, in codes only; `knocked` is a pinned peer's incoming session, accepted yet or not. */
export type LinkEvent =
  | ({ readonly kind: 'refused' } & Refusal)
  | { readonly kind: 'knocked'; readonly session: string; readonly peer: string }
  | { readonly kind: 'opened'; readonly session: string; readonly peer: string }
  | { readonly kind: 'ended'; readonly session: string; readonly peer: string; readonly code: string };

const kept = 100;

export class Refusals {
  readonly #clock: Clock;
  readonly #observe: (event: LinkEvent) => void;
  readonly #byCode: Record<string, number> = {};
  #recent: Refusal[] = [];
  #total = 0;

  constructor(clock: Clock, observe: (event: LinkEvent) => void) {
    this.#clock = clock;
    this.#observe = observe;
  }

  add(parts: Omit<Refusal, 'atMs'>): void {
    const refusal = { atMs: this.#clock.nowMs(), ...parts };
    this.#total += 1;
    this.#byCode[refusal.code] = (this.#byCode[refusal.code] ?? 0) + 1;
    this.#recent = [...this.#recent.slice(1 - kept), refusal];
    this.#observe({ kind: 'refused', ...refusal });
  }

  count(): RefusalCount {
    return { total: this.#total, byCode: { ...this.#byCode }, recent: this.#recent };
  }
}
