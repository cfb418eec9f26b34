import type { Bilingual } from '@finharbor/kernel/contract';
import { type Action, includes } from './actions.ts';
import { type Cases, casesOf, either, possible, together } from './cases.ts';
import { explainPolicy } from './explain.ts';
import { implies, type Literal } from './implied.ts';
import type { Policy } from './model.ts';
import { readPolicy } from './read.ts';
import type { Fault } from './reader.ts';
import type { Condition, Owed, UnderstoodPolicy, UnderstoodRule } from './understood.ts';
import { sayCondition, sayDuty, sentence } from './wording.ts';

/** Something that an offer allows and its bounds do not: the rule of the offer, and the term of the bounds it leaves. */
export type Excess = { readonly pointer: string; readonly term: string; readonly text: Bilingual };
/** Whether an offer stays within bounds. */
export type Containment =
  | { readonly kind: 'within' }
  | { readonly kind: 'beyond'; readonly excesses: readonly Excess[] };

/**
 * Whether whatever an offer permits is permitted by its bounds too, with every duty they ask for. `within` is certain; `beyond` names each
 * term that is left, or that cannot be shown to be kept.
 */
export function isWithin(offer: Policy, bounds: Policy): Containment {
  const [inner, outer] = [readPolicy(offer), readPolicy(bounds)];
  if (inner.kind === 'refused') return beyond(inner.faults.map(notUnderstood));
  if (outer.kind === 'refused') return beyond(outer.faults.map(notUnderstood));
  return beyond(inner.policy.permissions.flatMap((rule) => excessesOf(rule, inner.policy, outer.policy)));
}

function beyond(excesses: readonly Excess[]): Containment {
  return excesses.length === 0 ? { kind: 'within' } : { kind: 'beyond', excesses };
}

function notUnderstood({ pointer, text }: Fault): Excess {
  return { pointer, term: '', text: sentence(text) };
}

/** A permission of an offer with what else the offer says of what it permits. */
type Offered = { readonly rule: UnderstoodRule; readonly duties: readonly Owed[] };

function excessesOf(
  rule: UnderstoodRule,
  offer: UnderstoodPolicy,
  bounds: UnderstoodPolicy,
): readonly Excess[] {
  const offered = { rule, duties: [...rule.duties, ...offer.obligations] };
  return [
    ...beyondPermissions(offered, offer, bounds.permissions),
    ...bounds.prohibitions.flatMap((prohibition) => intoProhibition(rule, offer, prohibition)),
    ...unowed(offered, bounds.obligations),
  ];
}

function beyondPermissions(
  offered: Offered,
  offer: UnderstoodPolicy,
  permissions: readonly UnderstoodRule[],
): readonly Excess[] {
  const { rule } = offered;
  const candidates = permissions.filter((one) => includes(one.action, rule.action));
  const [first] = candidates;
  if (!first) return [excess(rule, '', notPermitted(rule.action))];
  const cases = casesUnder(rule, offer, rule.action);
  if (!cases) return [tooInvolved(rule)];
  const isKept = (given: readonly Literal[], bound: UnderstoodRule): boolean =>
    bound.conditions.every((one) => implies(given, one)) && unowed(offered, bound.duties).length === 0;
  const left = cases.find((given) => !candidates.some((bound) => isKept(given, bound)));
  if (!left) return [];
  const broken = first.conditions.filter((one) => !implies(left, one));
  return [...broken.map((one) => unkept(rule, one)), ...unowed(offered, first.duties)];
}

/** Whatever is permitted must not be prohibited by the bounds, unless the offer prohibits it as well. */
function intoProhibition(
  rule: UnderstoodRule,
  offer: UnderstoodPolicy,
  prohibition: UnderstoodRule,
): readonly Excess[] {
  const action = [rule, prohibition].find(
    (one) => includes(rule.action, one.action) && includes(prohibition.action, one.action),
  )?.action;
  if (!action) return [];
  const cases = casesUnder(rule, offer, action);
  if (!cases) return [tooInvolved(rule)];
  const isLeftOut = (given: readonly Literal[]): boolean =>
    prohibition.conditions.some((one) => implies(given, one, false));
  if (cases.every(isLeftOut)) return [];
  const lines = explainPolicy({ permissions: [], prohibitions: [prohibition], obligations: [] });
  const [en, zh] = [lines.map(({ text }) => text.en).join(' '), lines.map(({ text }) => text.zh).join('')];
  return [excess(rule, prohibition.pointer, { en: `Not left out: ${en}`, zh: `未予排除：${zh}` })];
}

/** How an offer can permit an action: its rule's conditions are met, and no prohibition of that action applies. */
function casesUnder(rule: UnderstoodRule, offer: UnderstoodPolicy, action: Action): Cases {
  const prohibitions = offer.prohibitions.filter((one) => includes(one.action, action));
  return possible(
    together([
      ...rule.conditions.map((one) => casesOf(one, true)),
      ...prohibitions.map(({ conditions }) => either(conditions.map((one) => casesOf(one, false)))),
    ]),
  );
}

/** Duties of the bounds that the offer does not take on: the same act, at the same time, at least as much. */
function unowed({ rule, duties }: Offered, wanted: readonly Owed[]): readonly Excess[] {
  const missing = wanted.filter((duty) => !duties.some((one) => covers(one, duty)));
  return missing.map((duty) => {
    const { en, zh } = sayDuty(duty);
    return excess(rule, duty.pointer, { en: `Not owed: ${en}.`, zh: `未承担义务：${zh}。` });
  });
}

function covers(offered: Owed, wanted: Owed): boolean {
  const isSame =
    offered.action.iri === wanted.action.iri &&
    offered.due.when === wanted.due.when &&
    offered.due.event === wanted.due.event;
  const cases = together(offered.conditions.map((one) => casesOf(one, true)));
  const isCovered = cases?.every((given) => wanted.conditions.every((one) => implies(given, one)));
  return isSame && isCovered === true;
}

function excess({ pointer }: UnderstoodRule, term: string, text: Bilingual): Excess {
  return { pointer, term, text };
}

function unkept(rule: UnderstoodRule, condition: Condition): Excess {
  const { en, zh } = sayCondition(condition);
  return excess(rule, condition.pointer, { en: `Not kept: ${en}.`, zh: `未遵守：${zh}。` });
}

function notPermitted({ label }: Action): Bilingual {
  return { en: `It is not permitted to ${label.en}.`, zh: `不允许${label.zh}。` };
}

function tooInvolved(rule: UnderstoodRule): Excess {
  return excess(rule, '', {
    en: 'The offer’s conditions are too involved to compare.',
    zh: '报价条件过于复杂，无法比较。',
  });
}
