import type { Bilingual } from '@finharbor/kernel/contract';
import { type Action, actionNamed, includes } from './actions.ts';
import type { FactName, Facts } from './facts.ts';
import type { Policy } from './model.ts';
import { readPolicy } from './read.ts';
import { type Fault, quoted } from './reader.ts';
import {
  atomsOf,
  type Condition,
  type Owed,
  type UnderstoodPolicy,
  type UnderstoodRule,
} from './understood.ts';
import { combined, factsFor, type Verdict, verdictOn } from './verdict.ts';
import { sayAtom, sayCondition, sayDuty, sayValue, sentence } from './wording.ts';

/** Something that was done, such as a payment, with the facts of it. */
export type Deed = { readonly action: string; readonly facts: Facts };
/** One use that is asked for: what would be done, what is known of it, and what was done for it beforehand. */
export type PolicyRequest = {
  readonly action: string;
  readonly facts: Facts;
  readonly deeds?: readonly Deed[];
};
/** One condition as it was judged, with the facts it was compared with; none are known where `facts` is empty. */
export type Finding = {
  readonly pointer: string;
  readonly verdict: Verdict;
  readonly reads: readonly FactName[];
  readonly facts: readonly (string | number)[];
  readonly text: Bilingual;
};
/** Something that falls due once the use is made. */
export type Due = { readonly pointer: string; readonly action: string; readonly text: Bilingual };
/** Why a policy refuses; stable. */
export type RefusalCode =
  | Fault['code']
  | 'policy.not_permitted'
  | 'policy.prohibited'
  | 'policy.constraint_unmet'
  | 'policy.fact_missing'
  | 'policy.duty_unfulfilled';
/** What a policy says to a request, and why: the rule that decided, every condition of it that was judged, and sentences for people. */
export type Decision =
  | {
      readonly kind: 'permit';
      readonly rule: string;
      readonly findings: readonly Finding[];
      readonly due: readonly Due[];
      readonly text: readonly Bilingual[];
    }
  | {
      readonly kind: 'refuse';
      readonly code: RefusalCode;
      /** The rule that refused; empty where none permits, or the policy is not understood. */
      readonly rule: string;
      readonly findings: readonly Finding[];
      readonly text: readonly Bilingual[];
    };

/**
 * What a policy says to one use. Only what a permission allows is permitted, and a prohibition that applies, or of which it cannot be
 * told whether it applies, wins. What is not understood, and a fact that is not known, refuses and is named. Total on any JSON.
 */
export function evaluate(policy: Policy, request: PolicyRequest): Decision {
  const reading = readPolicy(policy);
  if (reading.kind === 'understood') return judge(reading.policy, request);
  const { faults } = reading;
  const text = faults.map((fault) => sentence(fault.text));
  return { kind: 'refuse', code: faults[0]!.code, rule: '', findings: [], text };
}

/** The same of a policy that was understood. */
function judge(policy: UnderstoodPolicy, request: PolicyRequest): Decision {
  const action = actionNamed(request.action);
  if (!action) {
    const name = quoted(request.action);
    return refusal('policy.unknown_action', {
      en: `The action ${name} is not known.`,
      zh: `未知的行为 ${name}。`,
    });
  }
  const { facts } = request;
  for (const rule of policy.prohibitions.filter((one) => includes(one.action, action))) {
    const verdict = combined(
      'and',
      rule.conditions.map((one) => verdictOn(one, facts)),
    );
    if (verdict !== 'unmet') return prohibited(rule, verdict, facts);
  }
  const beforehand = policy.obligations.find((duty) => isOpen(duty, request));
  if (beforehand) return { ...unfulfilled(beforehand), findings: [] };
  return permission(policy, action, request);
}

/** The first permission that holds; where none does, why each that is of this action does not. */
function permission(policy: UnderstoodPolicy, action: Action, request: PolicyRequest): Decision {
  const candidates = policy.permissions.filter((rule) => includes(rule.action, action));
  const decisions = candidates.map((rule) => byPermission(rule, policy.obligations, request));
  const found = decisions.find(({ kind }) => kind === 'permit') ?? decisions[0];
  if (found?.kind === 'permit') return found;
  if (found) return { ...found, text: decisions.flatMap(({ text }) => text) };
  return refusal('policy.not_permitted', {
    en: `No rule permits to ${action.label.en}.`,
    zh: `没有规则允许${action.label.zh}。`,
  });
}

function byPermission(rule: UnderstoodRule, obligations: readonly Owed[], request: PolicyRequest): Decision {
  const findings = findingsOf(rule.conditions, request.facts);
  const failed = rule.conditions.filter((one) => verdictOn(one, request.facts) !== 'met');
  if (failed.length > 0) {
    const isMissing = failed.every((one) => asksInVain(one, request.facts));
    const code = isMissing ? 'policy.fact_missing' : 'policy.constraint_unmet';
    const text = failed.map((one) => sayFailure(one, request.facts));
    return { kind: 'refuse', code, rule: rule.pointer, findings, text };
  }
  const open = rule.duties.find((duty) => isOpen(duty, request));
  if (open) return { ...unfulfilled(open), rule: rule.pointer, findings };
  const due = [...rule.duties, ...obligations].filter((duty) => duty.due.when === 'after').map(dueOf);
  const met = rule.conditions.map((one) => sentence(withFacts(one, request.facts)));
  const text = met.length > 0 ? met : [sentence({ en: 'a rule permits it', zh: '有规则允许该使用' })];
  return { kind: 'permit', rule: rule.pointer, findings, due, text };
}

/** Whether a duty had to be done beforehand and nothing that was done fulfils it. */
function isOpen(duty: Owed, { deeds = [] }: PolicyRequest): boolean {
  if (duty.due.when === 'after') return false;
  return !deeds.some(
    ({ action, facts }) =>
      actionNamed(action)?.iri === duty.action.iri &&
      duty.conditions.every((one) => verdictOn(one, facts) === 'met'),
  );
}

function dueOf(duty: Owed): Due {
  return { pointer: duty.pointer, action: duty.action.iri, text: sentence(sayDuty(duty)) };
}

function unfulfilled(duty: Owed): Extract<Decision, { readonly kind: 'refuse' }> {
  const { en, zh } = sayDuty(duty);
  const text = { en: `This has not been done: ${en}.`, zh: `尚未履行：${zh}。` };
  return { ...refusal('policy.duty_unfulfilled', text), rule: duty.pointer };
}

function prohibited(rule: UnderstoodRule, verdict: Verdict, facts: Facts): Decision {
  const { en, zh } = rule.action.label;
  const [because, reason] = rule.conditions.length === 0 ? ['', ''] : [', where', '，情形如下'];
  const open = rule.conditions.filter((one) => verdictOn(one, facts) === 'unknown');
  return {
    kind: 'refuse',
    code: open.some((one) => asksInVain(one, facts)) ? 'policy.fact_missing' : 'policy.prohibited',
    rule: rule.pointer,
    findings: findingsOf(rule.conditions, facts),
    text: [
      { en: `It is prohibited to ${en}${because}.`, zh: `禁止${zh}${reason}。` },
      ...(verdict === 'met' ? rule.conditions : open).map((one) => sentence(withFacts(one, facts))),
    ],
  };
}

/** Whether a condition is open for a fact that is not known; one that is known may also be too broad to tell. */
function asksInVain(condition: Condition, facts: Facts): boolean {
  const atoms = atomsOf([condition]).filter((atom) => factsFor(atom, facts).length === 0);
  return verdictOn(condition, facts) === 'unknown' && atoms.length > 0;
}

function refusal(code: RefusalCode, text: Bilingual): Extract<Decision, { readonly kind: 'refuse' }> {
  return { kind: 'refuse', code, rule: '', findings: [], text: [text] };
}

function findingsOf(conditions: readonly Condition[], facts: Facts): readonly Finding[] {
  return atomsOf(conditions).map((atom) => ({
    pointer: atom.pointer,
    verdict: verdictOn(atom, facts),
    reads: atom.operand.reads,
    facts: factsFor(atom, facts),
    text: withFacts(atom, facts),
  }));
}

function sayFailure(condition: Condition, facts: Facts): Bilingual {
  const { en, zh } = withFacts(condition, facts);
  return { en: `Not fulfilled: ${en}.`, zh: `未满足：${zh}。` };
}

/** A condition with what is known of each thing it asks for. */
function withFacts(condition: Condition, facts: Facts): Bilingual {
  const atoms = atomsOf([condition]);
  const said = atoms.map((atom) => {
    const values = factsFor(atom, facts);
    const is = values.length > 0 ? sayValue(atom.operand, values, atom.unit) : notKnown;
    if (condition.kind === 'atom') return is;
    const { label } = atom.operand;
    return { en: `${label.en}: ${is.en}`, zh: `${label.zh}：${is.zh}` };
  });
  const clause = condition.kind === 'atom' ? sayAtom(condition) : sayCondition(condition);
  const [en, zh] = [said.map((one) => one.en).join('; '), said.map((one) => one.zh).join('；')];
  return { en: `${clause.en} (here: ${en})`, zh: `${clause.zh}（实际：${zh}）` };
}

const notKnown: Bilingual = { en: 'not known', zh: '未知' };
