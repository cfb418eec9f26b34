import type { Actor } from '@finharbor/access';
import type { StatedBasis } from './basis.ts';

/** What an authority asks about: a wallet by number, or one side of a payment. */
export type SubjectKind = 'wallet' | 'payer' | 'payee';

/** How a request stands; of an answer whose time is over only that it was given remains. */
export type InquiryState = 'open' | 'checked' | 'answered' | 'refused';

/** A lawful request (依法查询), as it is kept. */
export type Inquiry = StatedBasis & {
  readonly id: string;
  readonly authority: string;
  readonly reason: string;
  readonly subjectKind: SubjectKind;
  readonly subject: string;
  /** The wallet that it comes to. */
  readonly wallet: string;
  readonly withIdentity: boolean;
  /** The movements asked for, where any are. */
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly asked: Actor;
  readonly askedAtMs: number;
  readonly embargoUntilMs: number;
  readonly state: InquiryState;
  readonly checked: Actor | null;
  readonly checkedAtMs: number | null;
  readonly decidedAtMs: number | null;
  readonly refusal: string | null;
};

const dayMs = 86_400_000;
/** How long after it was granted an answer can be opened for the first time, and how long it then stays open. */
const firstOpenedWithinMs = 7 * dayMs;
/** How long an answer can be read once it was opened. */
const readableMs = 30 * 60_000;
/** After so many days the person is told, unless the authority asks for another term. */
export const usualEmbargoDays = 30;

/** Until when an answer can be read. */
export function readableUntil(decidedAtMs: number, firstOpenedAtMs: number | undefined): number {
  return firstOpenedAtMs === undefined ? decidedAtMs + firstOpenedWithinMs : firstOpenedAtMs + readableMs;
}
