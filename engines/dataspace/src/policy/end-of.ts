import type { Bilingual } from '@finharbor/kernel/contract';
import { includes } from './actions.ts';
import type { Facts } from './facts.ts';
import type { Policy } from './model.ts';
import { readPolicy } from './read.ts';
import {
  type Atom,
  atomsOf,
  type Condition,
  type UnderstoodPolicy,
  type UnderstoodRule,
} from './understood.ts';
import { combined, verdictOn } from './verdict.ts';
import { sayCondition } from './wording.ts';

/** When a policy ends by its own terms, with a sentence on each of those. */
export type PolicyEnd = {
  readonly kind: 'over';
  readonly atMs: number;
  readonly text: readonly Bilingual[];
};

/**
 * The instant from which on a policy permits nothing any more, whatever else is known of a use; undefined where time does not end it.
 * What time alone leaves open, such as a purpose, does not count against it. A policy that is not understood has no end: it permits
 * nothing at any time.
 */
export function endOf(policy: Policy, agreedAtMs: number): PolicyEnd | undefined {
  const reading = readPolicy(policy);
  if (reading.kind === 'refused') return undefined;
  const understood = reading.policy;
  const turns = turnsOf(understood, agreedAtMs).toSorted((a, b) => a - b);
  const isOver = (nowMs: number): boolean =>
    understood.permissions.every((rule) => excludes(understood, rule, { nowMs, agreedAtMs }).length > 0);
  const atMs = turns[turns.findLastIndex((turnMs) => !isOver(turnMs)) + 1];
  if (atMs === undefined) return undefined;
  const facts = { nowMs: atMs, agreedAtMs };
  const said = understood.permissions.flatMap((rule) => excludes(understood, rule, facts));
  return { kind: 'over', atMs, text: [...new Map(said.map((text) => [text.en, text])).values()] };
}

/** What rules a permission out at a time, whatever is not known of a use. */
function excludes(policy: UnderstoodPolicy, rule: UnderstoodRule, facts: Facts): readonly Bilingual[] {
  const unmet = rule.conditions.filter((one) => verdictOn(one, facts) === 'unmet').map(sayUnmet);
  const prohibitions = policy.prohibitions.filter(
    ({ action, conditions }) =>
      includes(action, rule.action) &&
      combined(
        'and',
        conditions.map((one) => verdictOn(one, facts)),
      ) === 'met',
  );
  return [...unmet, ...prohibitions.map(sayProhibition)];
}

function sayUnmet(condition: Condition): Bilingual {
  const { en, zh } = sayCondition(condition);
  return { en: `It holds no longer that ${en}.`, zh: `以下条件已不再满足：${zh}。` };
}

function sayProhibition({ action, conditions }: UnderstoodRule): Bilingual {
  const said = conditions.map(sayCondition);
  const [en, zh] = [said.map((one) => one.en).join(', '), said.map((one) => one.zh).join('，')];
  return {
    en: `It is prohibited now to ${action.label.en}: ${en}.`,
    zh: `现已禁止${action.label.zh}：${zh}。`,
  };
}

/** The instants at which a condition on time turns: its own, and the millisecond after. */
function turnsOf({ permissions, prohibitions }: UnderstoodPolicy, agreedAtMs: number): number[] {
  const atoms = [...permissions, ...prohibitions].flatMap(({ conditions }) => atomsOf(conditions));
  return atoms.flatMap((atom) => turnOf(atom, agreedAtMs));
}

function turnOf({ operand, right: [value] }: Atom, agreedAtMs: number): readonly number[] {
  if (!operand.reads.includes('nowMs')) return [];
  const turnMs = (operand.reads.includes('agreedAtMs') ? agreedAtMs : 0) + Number(value);
  return Number.isFinite(turnMs) ? [turnMs, turnMs + 1] : [];
}
