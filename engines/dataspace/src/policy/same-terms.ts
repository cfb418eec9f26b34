import { type Bilingual, canonicalJson, type Json } from '@finharbor/kernel/contract';
import { canonicalTerms, termLists, termsIn } from './canonical.ts';
import type { Policy } from './model.ts';
import { isMembers, type Members } from './reader.ts';
import { sayTerm } from './say-term.ts';

/** A term that one of two policies has and the other has not. */
export type Difference = { readonly only: 'first' | 'second'; readonly text: Bilingual };
/** Whether two policies say the same. */
export type Sameness =
  | { readonly kind: 'same' }
  | { readonly kind: 'different'; readonly differences: readonly Difference[] };

/**
 * Whether two policies have the same terms, in whatever order and whoever's ids they bear; if not, which terms only one of them has.
 * Target, parties and time are not compared.
 */
export function sameTerms(first: Policy, second: Policy): Sameness {
  if (canonicalTerms(first) === canonicalTerms(second)) return { kind: 'same' };
  const [a, b] = [termsIn(first), termsIn(second)].map((terms) => (isMembers(terms) ? terms : {}));
  const names = [...new Set([...termLists, ...Object.keys(a!), ...Object.keys(b!)])];
  const differences = names.flatMap((name) => ruleDifferences(name, listIn(a!, name), listIn(b!, name)));
  return { kind: 'different', differences };
}

/** Rules that only one side has; of two of the same action, only what differs between them. */
function ruleDifferences(
  name: string,
  first: readonly Json[],
  second: readonly Json[],
): readonly Difference[] {
  const onlyFirst = without(first, second);
  const onlySecond = without(second, first);
  const paired = onlyFirst.flatMap((rule) => {
    const at = onlySecond.findIndex((other) => actionOf(other) === actionOf(rule));
    return at < 0 ? [] : [[rule, onlySecond.splice(at, 1)[0]!] as const];
  });
  const alone = without(
    onlyFirst,
    paired.map(([rule]) => rule),
  );
  return [
    ...paired.flatMap(([a, b]) => partDifferences(a, b)),
    ...told('first', name, alone),
    ...told('second', name, onlySecond),
  ];
}

function partDifferences(first: Json, second: Json): readonly Difference[] {
  const [a, b] = [first, second].map((rule) => (isMembers(rule) ? rule : {}));
  const names = new Set([...Object.keys(a!), ...Object.keys(b!)]);
  return [...names].flatMap((name) => [
    ...told('first', name, without(listIn(a!, name), listIn(b!, name))),
    ...told('second', name, without(listIn(b!, name), listIn(a!, name))),
  ]);
}

function told(only: Difference['only'], name: string, terms: readonly Json[]): readonly Difference[] {
  return terms.map((term) => ({ only, text: sayTerm(name, term) }));
}

function actionOf(rule: Json): string | undefined {
  return isMembers(rule) ? canonicalJson((rule.action ?? null) as Json) : undefined;
}

function listIn(members: Members, name: string): readonly Json[] {
  // Names come from the other policy too, and may be those that every object inherits.
  const value = Object.hasOwn(members, name) ? (members[name] as Json) : [];
  return Array.isArray(value) ? value : [value];
}

/** The members of a list that another has not, each as often as it has them more. */
function without(list: readonly Json[], other: readonly Json[]): Json[] {
  const left = other.map(canonicalJson);
  return list.filter((one) => {
    const at = left.indexOf(canonicalJson(one));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
