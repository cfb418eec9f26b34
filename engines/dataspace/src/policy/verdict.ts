import type { Facts } from './facts.ts';
import type { Operator } from './model.ts';
import type { Operand } from './operands.ts';
import type { Atom, Condition } from './understood.ts';
import type { Kind, Value } from './values.ts';

/** Whether a condition is met; `unknown` where a fact is missing, or is broader than what it is compared with. */
export type Verdict = 'met' | 'unmet' | 'unknown';

/** The verdict on a condition, by Kleene's three values. */
export function verdictOn(condition: Condition, facts: Facts): Verdict {
  if (condition.kind === 'atom') return verdictOnAtom(condition, facts);
  return combined(
    condition.kind,
    condition.members.map((member) => verdictOn(member, facts)),
  );
}

/** Whether all hold, one of them, or exactly one. */
export function combined(kind: 'and' | 'or' | 'xone', verdicts: readonly Verdict[]): Verdict {
  const met = verdicts.filter((one) => one === 'met').length;
  const isOpen = verdicts.includes('unknown');
  if (kind === 'and') return verdicts.includes('unmet') ? 'unmet' : isOpen ? 'unknown' : 'met';
  if (kind === 'or') return met > 0 ? 'met' : isOpen ? 'unknown' : 'unmet';
  if (met > 1) return 'unmet';
  return isOpen ? 'unknown' : met === 1 ? 'met' : 'unmet';
}

/** The values of the facts that a condition is compared with; none where they are not known. */
export function factsFor({ operand, unit }: Pick<Atom, 'operand' | 'unit'>, facts: Facts): readonly Value[] {
  const said = operand.value(facts, unit);
  const values: readonly unknown[] = Array.isArray(said) ? said : [said];
  return values.every((value) => isOf(operand, value)) ? values : [];
}

/** A fact of another kind than its operand is as good as missing. */
function isOf({ kind }: Operand, value: unknown): value is Value {
  return kind.order === undefined
    ? typeof value === 'string' && kind.read(value) !== undefined
    : typeof value === 'number' && Number.isFinite(value);
}

/** Of several facts, such as recipients, each has to meet the condition; where only some do, the verdict is open. */
function verdictOnAtom(atom: Atom, facts: Facts): Verdict {
  const verdicts = new Set(factsFor(atom, facts).map((value) => compared(atom, value)));
  const [only] = verdicts;
  return verdicts.size === 1 ? only! : 'unknown';
}

function compared({ operand: { kind }, operator, right }: Atom, value: Value): Verdict {
  const [first] = right;
  if (kind.order !== undefined) return met(bySize[operator]?.(Number(value), Number(first)) ?? false);
  if (operator === 'eq' || operator === 'neq') {
    const same = { same: 'met', apart: 'unmet', inside: 'unknown', around: 'unknown' } as const;
    const is = same[kind.relation(value, first!)];
    return operator === 'eq' ? is : opposite(is);
  }
  const isAny = combined(
    'or',
    right.map((one) => lies(kind, value, one)),
  );
  return operator === 'isNoneOf' ? opposite(isAny) : isAny;
}

/** Whether a value is another or lies within it; of one that is broader nobody can tell. */
function lies(kind: Kind, value: Value, outer: Value): Verdict {
  const relation = kind.relation(value, outer);
  if (relation === 'around') return 'unknown';
  return met(relation !== 'apart');
}

const bySize: Partial<Record<Operator, (a: number, b: number) => boolean>> = {
  eq: (a, b) => a === b,
  lt: (a, b) => a < b,
  lteq: (a, b) => a <= b,
  gt: (a, b) => a > b,
  gteq: (a, b) => a >= b,
};

function met(is: boolean): Verdict {
  return is ? 'met' : 'unmet';
}

function opposite(verdict: Verdict): Verdict {
  return verdict === 'met' ? 'unmet' : verdict === 'unmet' ? 'met' : 'unknown';
}
