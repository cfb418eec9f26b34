import type { FieldError } from '@finharbor/kernel';
import { type Condition, type Leaf, visitConditions } from './condition.ts';
import { duplicatesOf } from './duplicates.ts';
import { beginningMs, endMs } from './moment.ts';
import type { Program } from './program.ts';

/** Where a condition stands and what that asks of it. */
export type Setting = {
  readonly program: Program;
  /** Kinds that cannot stand here, and why. */
  readonly unfit: Readonly<Partial<Record<Condition['kind'], string>>>;
  /** One of these kinds stands in every alternative, or else `unbound`. */
  readonly bound?: readonly Leaf['kind'][];
  readonly unbound?: string;
};

type Placed = { readonly condition: Condition; readonly pointer: string; readonly setting: Setting };

/** What is wrong with a condition at its place, by field. */
export function checkCondition(
  condition: Condition,
  pointer: string,
  setting: Setting,
): readonly FieldError[] {
  const faults: FieldError[] = [];
  visitConditions(condition, pointer, (one, at) => {
    const unfit = setting.unfit[one.kind];
    if (unfit !== undefined) faults.push({ pointer: at, detail: unfit });
    faults.push(...own({ condition: one, pointer: at, setting }));
  });
  const { bound, unbound } = setting;
  if (bound && unbound && !isBoundBy(condition, bound)) faults.push({ pointer, detail: unbound });
  return faults;
}

function isBoundBy(condition: Condition, kinds: readonly Condition['kind'][]): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.some((part) => isBoundBy(part, kinds));
    case 'any':
      return condition.of.every((part) => isBoundBy(part, kinds));
    default:
      return kinds.includes(condition.kind);
  }
}

function own({ condition, pointer, setting }: Placed): readonly FieldError[] {
  const { program } = setting;
  const people = (names: readonly string[], field: string): readonly FieldError[] => [
    ...duplicatesOf(names, (k) => `${pointer}/${field}/${k}`),
    ...names.flatMap((name, k) =>
      Object.hasOwn(program.parties, name)
        ? []
        : [{ pointer: `${pointer}/${field}/${k}`, detail: `${name} is none of the parties` }],
    ),
  ];
  switch (condition.kind) {
    case 'who':
      return people(condition.people, 'people');
    case 'milestone':
      return people(condition.by, 'by');
    case 'approval':
      return [...people(condition.by, 'by'), ...tooFew(condition, pointer)];
    case 'member':
      return duplicatesOf(codes(condition.groups), (k) => `${pointer}/groups/${k}`);
    case 'where':
      return duplicatesOf(codes(condition.areas), (k) => `${pointer}/areas/${k}`);
    case 'what':
      return duplicatesOf(codes(condition.categories), (k) => `${pointer}/categories/${k}`);
    case 'hours':
      return hoursFaults(condition, pointer);
    case 'from':
    case 'until':
      return beyondEnd(condition, pointer, program);
    case 'all':
      return [...sameInSame(condition, pointer), ...neverFaults(condition.of, pointer, program)];
    case 'any':
      return sameInSame(condition, pointer);
    case 'atMost':
    case 'not':
      return [];
  }
}

function codes(terms: readonly { readonly code: string }[]): readonly string[] {
  return terms.map(({ code }) => code);
}

function tooFew({ by, least }: Extract<Leaf, { kind: 'approval' }>, pointer: string): readonly FieldError[] {
  const detail = `${least} approvals cannot come from ${by.length}`;
  return least > by.length ? [{ pointer: `${pointer}/least`, detail }] : [];
}

function hoursFaults(
  { weekdays, from, to }: Extract<Leaf, { kind: 'hours' }>,
  pointer: string,
): readonly FieldError[] {
  const detail = 'Ends before it begins; for a night, take the evening or (any) the morning after';
  return [
    ...duplicatesOf(weekdays, (k) => `${pointer}/weekdays/${k}`),
    ...(to > from ? [] : [{ pointer: `${pointer}/to`, detail }]),
  ];
}

function beyondEnd(
  { kind, moment }: Extract<Leaf, { kind: 'from' | 'until' }>,
  pointer: string,
  { ends, zone }: Program,
): readonly FieldError[] {
  if (ends === null) return [];
  const end = endMs(ends, zone);
  if (kind === 'from' && beginningMs(moment, zone) >= end)
    return [{ pointer: `${pointer}/moment`, detail: 'The program has ended by then' }];
  if (kind === 'until' && endMs(moment, zone) > end)
    return [{ pointer: `${pointer}/moment`, detail: 'The program ends before' }];
  return [];
}

function sameInSame(
  { kind, of }: Extract<Condition, { kind: 'all' | 'any' }>,
  pointer: string,
): readonly FieldError[] {
  const detail = `${kind} in ${kind} is one list: put them together`;
  return of.flatMap((part, k) => (part.kind === kind ? [{ pointer: `${pointer}/of/${k}`, detail }] : []));
}

/** Parts of one `all` that rule each other out. */
function neverFaults(parts: readonly Condition[], pointer: string, { zone }: Program): readonly FieldError[] {
  const faults: FieldError[] = [];
  for (const [k, part] of parts.entries())
    for (const earlier of parts.slice(0, k))
      if (rulesOut(earlier, part, zone) || rulesOut(part, earlier, zone))
        faults.push({
          pointer: `${pointer}/of/${k}`,
          detail: 'It can never hold together with the one above',
        });
  return faults;
}

function rulesOut(one: Condition, other: Condition, zone: string): boolean {
  if (one.kind === 'from' && other.kind === 'until')
    return beginningMs(one.moment, zone) >= endMs(other.moment, zone);
  if (one.kind === 'who' && other.kind === 'who')
    return !one.people.some((name) => other.people.includes(name));
  if (one.kind === 'what' && other.kind === 'what')
    return !codes(one.categories).some((code) => codes(other.categories).includes(code));
  if (one.kind === 'where' && other.kind === 'where')
    return !codes(one.areas).some((a) => codes(other.areas).some((b) => a.startsWith(b) || b.startsWith(a)));
  return false;
}
