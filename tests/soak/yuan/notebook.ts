/** What somebody asked of the scheme: money from one wallet to another, or back. */
export type Ask =
  | {
      readonly kind: 'pay';
      readonly id: string;
      readonly from: string;
      readonly to: string;
      readonly amountMinor: bigint;
      /** Of an order, which is paid once. */
      readonly order: string | undefined;
    }
  | {
      readonly kind: 'refund';
      readonly id: string;
      readonly payment: string;
      readonly amountMinor: bigint;
    };

/** What became of it: `done`, or the code of a refusal. */
export type Answer = string;

/** What everybody was told, kept as plain sums: what the scheme's own books must agree with, whatever was killed. */
export class Notebook {
  readonly #answers = new Map<string, { readonly ask: Ask; readonly answer: Answer }>();

  /** Writes an answer down; the same ask must never be answered once with yes and once with no. */
  told(ask: Ask, answer: Answer): void {
    const before = this.#answers.get(ask.id);
    if (!before) {
      this.#answers.set(ask.id, { ask, answer });
      return;
    }
    if ((before.answer === 'done') !== (answer === 'done'))
      throw new Error(`${ask.kind} ${ask.id} was answered ${before.answer}, and then ${answer}.`);
  }

  get(id: string): Answer | undefined {
    return this.#answers.get(id)?.answer;
  }

  /** What was done, in no order. */
  done(): readonly Ask[] {
    return [...this.#answers.values()].flatMap(({ ask, answer }) => (answer === 'done' ? [ask] : []));
  }

  /** How much of each refusal there was. */
  refusals(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { answer } of this.#answers.values())
      if (answer !== 'done') counts[answer] = (counts[answer] ?? 0) + 1;
    return counts;
  }

  /** By how much each wallet's balance has changed. */
  changes(): ReadonlyMap<string, bigint> {
    const changes = new Map<string, bigint>();
    const add = (wallet: string, amountMinor: bigint): void =>
      void changes.set(wallet, (changes.get(wallet) ?? 0n) + amountMinor);
    const payments = new Map<string, Extract<Ask, { kind: 'pay' }>>();
    for (const ask of this.done()) if (ask.kind === 'pay') payments.set(ask.id, ask);
    for (const ask of this.done()) {
      const paid = ask.kind === 'pay' ? ask : payments.get(ask.payment);
      if (!paid) throw new Error(`${ask.id} gave money of a payment back that was refused.`);
      const amountMinor = ask.kind === 'pay' ? ask.amountMinor : -ask.amountMinor;
      add(paid.from, -amountMinor);
      add(paid.to, amountMinor);
    }
    return changes;
  }

  /** Orders paid more than once, and payments of which more went back than was paid: there must be none. */
  faults(): readonly string[] {
    const paid = new Map<string, number>();
    const refunded = new Map<string, bigint>();
    const amounts = new Map<string, bigint>();
    for (const ask of this.done()) {
      if (ask.kind === 'refund')
        refunded.set(ask.payment, (refunded.get(ask.payment) ?? 0n) + ask.amountMinor);
      else amounts.set(ask.id, ask.amountMinor);
      if (ask.kind === 'pay' && ask.order !== undefined) paid.set(ask.order, (paid.get(ask.order) ?? 0) + 1);
    }
    return [
      ...[...paid].flatMap(([order, times]) => (times > 1 ? [`order ${order} was paid ${times} times`] : [])),
      ...[...refunded].flatMap(([payment, back]) =>
        back > (amounts.get(payment) ?? 0n) ? [`more than was paid went back of ${payment}`] : [],
      ),
    ];
  }
}
