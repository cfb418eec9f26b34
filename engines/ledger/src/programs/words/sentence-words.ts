import type { EscrowState, ExchangeState } from '../course/state.ts';
import type { Payee } from '../value/program.ts';

/** What a language says of programs, as whole sentences of parts that are in that language already. */
export type SentenceWords = {
  readonly purpose: (title: string) => string;
  /** Whose money is set aside; `isHeld` tells whether it has been. */
  readonly owner: (owner: string, amount: string, isHeld: boolean) => string;
  /** The heading of a release's conditions. */
  readonly release: (title: string, pays: string, to: string) => string;
  readonly condition: (clause: string) => string;
  readonly slices: (amounts: readonly string[]) => string;
  readonly asked: (times: number) => string;
  readonly share: (share: string, most: string, times: number) => string;
  readonly payee: Readonly<Record<Payee['kind'], (names: string) => string>>;
  readonly oncePerAsker: string;
  readonly fee: (to: string, parts: FeeParts) => string;
  readonly refund: string;
  readonly noRefund: string;
  /** `end` is the last day, or the moment. */
  readonly ends: (end: End, owner: string) => string;
  readonly endless: string;
  readonly paid: (title: string, times: number, amount: string) => string;
  readonly confirmed: (milestone: string, by: string) => string;
  readonly approved: (of: string, by: string) => string;
  readonly subject: Readonly<Record<'refund' | 'settlement', string>>;
  readonly escrowStage: Readonly<Record<EscrowState['stage'], (amount: string, owner: string) => string>>;
  readonly leg: (from: string, to: string, amount: string) => string;
  readonly together: string;
  readonly settlement: Readonly<Record<'conditional' | 'free', string>>;
  readonly withdrawal: string;
  readonly exchangeEnds: (end: End) => string;
  readonly held: (from: string, amount: string) => string;
  readonly missing: (from: string, amount: string) => string;
  readonly exchangeStage: Readonly<Record<Exclude<ExchangeState['stage'], 'open'>, string>>;
  readonly zone: (zone: string) => string;
};

/** When a program ends: at a moment, or with a day. */
export type End = { readonly moment: string; readonly isDay: boolean };

/** What a fee is made of; undefined where it has no such part. */
export type FeeParts = { readonly fixed: string | undefined; readonly share: string | undefined };
