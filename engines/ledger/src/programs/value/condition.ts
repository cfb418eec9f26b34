import type { Bilingual } from '@finharbor/kernel/contract';

/** A code of somebody's list, with the words people know it by. */
export type Term = { readonly code: string; readonly title: Bilingual };

/** A calendar day (`2027-03-31`) in the program's zone, or an instant (`2027-03-31T10:00:00Z`). */
export type Moment = string;

/** A condition on the request itself, which is or is not so. It may be negated. */
export type Fact =
  /** Who asks, by name of a party. */
  | { readonly kind: 'who'; readonly people: readonly string[] }
  /** Whoever asks belongs to one of these groups. */
  | { readonly kind: 'member'; readonly groups: readonly Term[] }
  /** The place, by codes of divisions (GB/T 2260): a code covers all that begin with it. */
  | { readonly kind: 'where'; readonly areas: readonly Term[] }
  /** What is paid for. */
  | { readonly kind: 'what'; readonly categories: readonly Term[] }
  /** On these days of the week (1 is Monday), from one time of day to before another, `HH:MM` in the program's zone. */
  | {
      readonly kind: 'hours';
      readonly weekdays: readonly number[];
      readonly from: string;
      readonly to: string;
    };

/** A condition that stands alone. */
export type Leaf =
  | Fact
  /** No single payment is larger, in smallest units. */
  | { readonly kind: 'atMost'; readonly amount: bigint }
  /** From this moment on; a day counts from its beginning. */
  | { readonly kind: 'from'; readonly moment: Moment }
  /** Before this moment; a day counts to its end. */
  | { readonly kind: 'until'; readonly moment: Moment }
  /** One of these people has confirmed that it is reached. */
  | { readonly kind: 'milestone'; readonly milestone: Term; readonly by: readonly string[] }
  /** So many of these people have approved. */
  | { readonly kind: 'approval'; readonly by: readonly string[]; readonly least: number };

/**
 * When money may move: a leaf, or several put together. Confirmations, approvals and moments are never negated: what may happen once they are
 * there may always happen afterwards, so that their order among other events decides nothing.
 */
export type Condition =
  | Leaf
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Fact };

/** Calls `visit` with the condition and all that stand in it, each with its JSON pointer. */
export function visitConditions(
  condition: Condition,
  pointer: string,
  visit: (condition: Condition, pointer: string) => void,
): void {
  visit(condition, pointer);
  if (condition.kind === 'not') visitConditions(condition.of, `${pointer}/of`, visit);
  if (condition.kind === 'all' || condition.kind === 'any')
    for (const [k, part] of condition.of.entries()) visitConditions(part, `${pointer}/of/${k}`, visit);
}

/** The conditions of one kind that stand in a condition, itself included. */
export function conditionsOfKind<Kind extends Condition['kind']>(
  condition: Condition,
  kind: Kind,
): readonly Extract<Condition, { kind: Kind }>[] {
  const found: Extract<Condition, { kind: Kind }>[] = [];
  visitConditions(condition, '', (one) => {
    if (one.kind === kind) found.push(one as Extract<Condition, { kind: Kind }>);
  });
  return found;
}
