import type { Condition } from '../value/condition.ts';
import type { ProgramState } from './state.ts';

/** A condition that does not hold: where it stands in the program, and which of its parts do not hold. */
export type Unmet = {
  readonly pointer: string;
  readonly condition: Condition;
  readonly parts: readonly Unmet[];
};

/** A stage after which nothing moves. */
export type FinalStage = Exclude<ProgramState['stage'], 'planned' | 'held' | 'open'>;

/** Why an event is not accepted. Nothing has moved, and the state is as before. */
export type Refusal =
  /** Conditions of a release, the `refund` or the `settlement` do not hold. */
  | { readonly reason: 'unmet'; readonly of: string; readonly unmet: Unmet }
  /** This kind of event belongs to the other kind of program. */
  | { readonly reason: 'wrong_kind' }
  | { readonly reason: 'not_held' }
  | { readonly reason: 'already_held' }
  | { readonly reason: 'over'; readonly stage: FinalStage }
  | { readonly reason: 'too_late'; readonly endMs: number }
  | { readonly reason: 'not_yet_over'; readonly endMs: number | null }
  | {
      readonly reason: 'unknown';
      readonly what: 'release' | 'leg' | 'milestone' | 'approval';
      readonly name: string;
    }
  /** It takes somebody else. */
  | { readonly reason: 'not_yours'; readonly allowed: readonly string[] }
  | { readonly reason: 'used_up'; readonly release: string; readonly times: number }
  | { readonly reason: 'had_before'; readonly release: string }
  | { readonly reason: 'wrong_payee'; readonly allowed: readonly string[] }
  | { readonly reason: 'no_account' }
  | { readonly reason: 'missing'; readonly field: 'payee' | 'amount' | 'price' }
  /** What is asked for, its fee included, is more than there is. */
  | { readonly reason: 'not_enough'; readonly needed: bigint; readonly rest: bigint }
  | { readonly reason: 'no_refund' }
  | { readonly reason: 'legs_missing'; readonly payers: readonly string[] }
  | { readonly reason: 'all_held' }
  /** The id was used for another event. */
  | { readonly reason: 'id_taken' };
