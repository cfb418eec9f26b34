import { implies, type Literal } from './implied.ts';
import type { Condition } from './understood.ts';

/** Ways in which something can come about, each the literals that are true in it; undefined where there are too many to look at. */
export type Cases = readonly (readonly Literal[])[] | undefined;

const mostCases = 256;

/** The ways in which a condition can be met (or unmet). */
export function casesOf(condition: Condition, isMet: boolean): Cases {
  if (condition.kind === 'atom') return [[{ atom: condition, isMet }]];
  const { kind, members } = condition;
  if (kind !== 'xone') {
    const each = members.map((member) => casesOf(member, isMet));
    return (kind === 'and') === isMet ? together(each) : either(each);
  }
  const onlyOne = members.map((_, one) => members.map((member, at) => casesOf(member, at === one)));
  if (isMet) return either(onlyOne.map(together));
  const pairs = members.flatMap((a, at) =>
    members.slice(at + 1).map((b) => together([casesOf(a, true), casesOf(b, true)])),
  );
  return either([together(members.map((member) => casesOf(member, false))), ...pairs]);
}

/** The ways in which all of these come about at once. */
export function together(list: readonly Cases[]): Cases {
  return list.reduce<Cases>(
    (all, one) =>
      all && one && few(all.length * one.length, () => all.flatMap((a) => one.map((b) => [...a, ...b]))),
    [[]],
  );
}

/** The ways in which any of these comes about. */
export function either(list: readonly Cases[]): Cases {
  const known = list.filter((cases) => cases !== undefined);
  const count = known.reduce((sum, { length }) => sum + length, 0);
  return known.length === list.length ? few(count, () => known.flat()) : undefined;
}

/** The same without those that contradict themselves. */
export function possible(cases: Cases): Cases {
  return cases?.filter((given) => !given.some(({ atom, isMet }) => implies(given, atom, !isMet)));
}

function few(count: number, make: () => Cases): Cases {
  return count <= mostCases ? make() : undefined;
}
