import type { Atom, Condition } from './understood.ts';
import type { Kind, Value } from './values.ts';

/** A single condition that is known to be met, or known not to be. */
export type Literal = { readonly atom: Atom; readonly isMet: boolean };

/** Whether whatever makes all of these true makes the condition met (or, if `isMet` is false, unmet). Sound, not complete. */
export function implies(given: readonly Literal[], condition: Condition, isMet = true): boolean {
  if (condition.kind === 'atom') return impliesAtom(given, { atom: condition, isMet });
  const { kind, members } = condition;
  const holds = (member: Condition): boolean => implies(given, member, true);
  const fails = (member: Condition): boolean => implies(given, member, false);
  if (kind === 'and') return isMet ? members.every(holds) : members.some(fails);
  if (kind === 'or') return isMet ? members.some(holds) : members.every(fails);
  const held = members.filter(holds).length;
  if (!isMet) return held > 1 || members.every(fails);
  return held === 1 && members.filter(fails).length === members.length - 1;
}

/** A condition on a fact that is not given may be unknown: nothing implies it but conditions on the same fact. */
function impliesAtom(given: readonly Literal[], target: Literal): boolean {
  const { operand, unit } = target.atom;
  const about = given.filter(({ atom }) => atom.operand === operand && atom.unit === unit);
  if (about.length === 0) return false;
  return operand.kind.order === undefined ? impliesPlace(about, target) : impliesSize(about, target);
}

/** An end of a range: a value, just below it, or just above it. */
type End = readonly [value: number, side: -1 | 0 | 1];
type Range = { readonly from: End; readonly to: End };

const least: End = [Number.NEGATIVE_INFINITY, 0];
const greatest: End = [Number.POSITIVE_INFINITY, 0];

function impliesSize(given: readonly Literal[], target: Literal): boolean {
  const ranges = given.map(rangeOf).filter((range) => range !== undefined);
  const from = ranges.map((range) => range.from).reduce((a, b) => (isBelow(a, b) ? b : a), least);
  const to = ranges.map((range) => range.to).reduce((a, b) => (isBelow(b, a) ? b : a), greatest);
  if (isBelow(to, from)) return true;
  const wanted = rangeOf(target);
  if (wanted) return !isBelow(from, wanted.from) && !isBelow(wanted.to, to);
  const hole: End = [Number(target.atom.right[0]), 0];
  const isLeftOut = given.some((one) => !rangeOf(one) && one.atom.right[0] === hole[0]);
  return isLeftOut || isBelow(to, hole) || isBelow(hole, from);
}

/** What a literal leaves of the line; undefined for all but one value. */
function rangeOf({ atom: { operator, right }, isMet }: Literal): Range | undefined {
  const value = Number(right[0]);
  switch (operator) {
    case 'lt':
      return isMet ? { from: least, to: [value, -1] } : { from: [value, 0], to: greatest };
    case 'lteq':
      return isMet ? { from: least, to: [value, 0] } : { from: [value, 1], to: greatest };
    case 'gt':
      return isMet ? { from: [value, 1], to: greatest } : { from: least, to: [value, 0] };
    case 'gteq':
      return isMet ? { from: [value, 0], to: greatest } : { from: least, to: [value, -1] };
    default:
      return isMet ? { from: [value, 0], to: [value, 0] } : undefined;
  }
}

function isBelow([a, sideA]: End, [b, sideB]: End): boolean {
  return a < b || (a === b && sideA < sideB);
}

/** What a literal says of each value of a taxonomy: that it is one, lies within one of several, or apart from all of them. */
type Place = { readonly is: 'one' | 'within' | 'apart'; readonly values: readonly Value[] };

function placeOf({ atom: { operator, right }, isMet }: Literal): Place {
  const isNegated = operator === 'neq' || operator === 'isNoneOf';
  if (isMet === isNegated) return { is: 'apart', values: right };
  return { is: operator === 'eq' || operator === 'neq' ? 'one' : 'within', values: right };
}

function impliesPlace(given: readonly Literal[], target: Literal): boolean {
  const { kind } = target.atom.operand;
  const places = given.map(placeOf);
  const wanted = placeOf(target);
  if (wanted.is === 'apart')
    return wanted.values.every((value) => places.some((place) => staysApart(kind, place, value)));
  return places.some(
    ({ is, values }) =>
      is !== 'apart' &&
      values.every((value) =>
        wanted.is === 'one'
          ? is === 'one' && value === wanted.values[0]
          : wanted.values.some((outer) => isIn(kind, value, outer)),
      ),
  );
}

/** In a tree, what lies within one branch is apart from what lies within another. */
function staysApart(kind: Kind, { is, values }: Place, from: Value): boolean {
  return is === 'apart'
    ? values.some((value) => isIn(kind, from, value))
    : values.every((value) => kind.relation(value, from) === 'apart');
}

function isIn(kind: Kind, inner: Value, outer: Value): boolean {
  const relation = kind.relation(inner, outer);
  return relation === 'same' || relation === 'inside';
}
