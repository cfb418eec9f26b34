import type { Condition, Leaf } from '../value/condition.ts';
import { beginningMs, endMs, wallClock } from '../value/moment.ts';
import type { Unmet } from './refusal.ts';
import { entryOf } from './state.ts';

/** What is known when conditions are judged. What is undefined is unknown: neither a condition nor its contrary holds by it. */
export type Known = {
  readonly atMs: number;
  readonly zone: string;
  readonly by: string;
  readonly groups?: readonly string[] | undefined;
  readonly area?: string | undefined;
  readonly category?: string | undefined;
  readonly amount?: bigint | undefined;
  readonly approvals: readonly string[];
  readonly confirmed: Readonly<Record<string, readonly string[]>>;
};

/** What of a condition does not hold; undefined where all of it does. */
export function unmetOf(condition: Condition, pointer: string, known: Known): Unmet | undefined {
  switch (condition.kind) {
    case 'all': {
      const parts = unmetParts(condition.of, pointer, known);
      return parts.length === 0 ? undefined : { pointer, condition, parts };
    }
    case 'any': {
      const parts = unmetParts(condition.of, pointer, known);
      return parts.length < condition.of.length ? undefined : { pointer, condition, parts };
    }
    case 'not':
      return answer(condition.of, known) === false ? undefined : { pointer, condition, parts: [] };
    default:
      return answer(condition, known) ? undefined : { pointer, condition, parts: [] };
  }
}

function unmetParts(parts: readonly Condition[], pointer: string, known: Known): readonly Unmet[] {
  return parts.flatMap((part, k) => unmetOf(part, `${pointer}/of/${k}`, known) ?? []);
}

/** Whether a leaf holds; undefined where what it asks about is unknown. */
function answer(leaf: Leaf, known: Known): boolean | undefined {
  switch (leaf.kind) {
    case 'who':
      return leaf.people.includes(known.by);
    case 'member':
      return known.groups && leaf.groups.some(({ code }) => known.groups?.includes(code));
    case 'where': {
      const { area } = known;
      return area === undefined ? undefined : leaf.areas.some(({ code }) => area.startsWith(code));
    }
    case 'what': {
      const { category } = known;
      return category === undefined ? undefined : leaf.categories.some(({ code }) => code === category);
    }
    case 'atMost':
      return known.amount === undefined ? undefined : known.amount <= leaf.amount;
    case 'hours':
      return isWithin(leaf, known);
    case 'from':
      return known.atMs >= beginningMs(leaf.moment, known.zone);
    case 'until':
      return known.atMs < endMs(leaf.moment, known.zone);
    case 'milestone':
      return (entryOf(known.confirmed, leaf.milestone.code) ?? []).some((name) => leaf.by.includes(name));
    case 'approval':
      return known.approvals.filter((name) => leaf.by.includes(name)).length >= leaf.least;
  }
}

function isWithin({ weekdays, from, to }: Extract<Leaf, { kind: 'hours' }>, { atMs, zone }: Known): boolean {
  const clock = wallClock(atMs, zone);
  const time = clock.toPlainTime().toString({ smallestUnit: 'minute' });
  return weekdays.includes(clock.dayOfWeek) && time >= from && time < to;
}
