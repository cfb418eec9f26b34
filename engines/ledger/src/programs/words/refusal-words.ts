import type { Refusal } from '../course/refusal.ts';
import type { Voice } from './voice.ts';

type Told = Exclude<Refusal, { reason: 'unmet' }>;

/** What a language says of refusals, as whole sentences. */
export type RefusalWords = {
  readonly [Reason in Told['reason']]: (refusal: Extract<Told, { reason: Reason }>, voice: Voice) => string;
} & {
  /** The heading of the conditions that do not hold. */
  readonly unmet: (subject: string) => string;
};
