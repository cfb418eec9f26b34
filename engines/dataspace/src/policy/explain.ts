import type { Bilingual } from '@finharbor/kernel/contract';
import type { Policy } from './model.ts';
import { byLedger, byWord, perUse } from './operands.ts';
import { readPolicy } from './read.ts';
import {
  atomsOf,
  type Condition,
  type Owed,
  type UnderstoodPolicy,
  type UnderstoodRule,
} from './understood.ts';
import { followed, sayCondition, sayDuty, sentence } from './wording.ts';

/** How a term is held: by the holder's node or the hub, or by the consumer's word. */
export type Enforcement = 'enforced' | 'promised';
/** A sentence on one term of a policy, and how that term is held; headings hold nothing. */
export type Line = {
  readonly pointer: string;
  readonly text: Bilingual;
  readonly held: { readonly as: Enforcement; readonly by: Bilingual } | undefined;
};

/** A policy in words, a sentence for each of its terms; one that is not understood, in words on what is not. */
export function explain(policy: Policy): readonly Line[] {
  const reading = readPolicy(policy);
  if (reading.kind === 'understood') return explainPolicy(reading.policy);
  return reading.faults.map(({ pointer, text }) => ({ pointer, text: sentence(text), held: undefined }));
}

/** Every term of a policy with how it is held. */
export function enforcement(policy: Policy): readonly (Line & { readonly held: object })[] {
  return explain(policy).filter(
    (line): line is Line & { readonly held: NonNullable<Line['held']> } => line.held !== undefined,
  );
}

/** Whether a term binds what a computation opens: then a private computation is the only way in which the data may be had. Of a policy that is not understood it says no: nothing may be had under it. */
export function demandsFusion(policy: Policy): boolean {
  const reading = readPolicy(policy);
  if (reading.kind === 'refused') return false;
  const { permissions, prohibitions } = reading.policy;
  return [...permissions, ...prohibitions].some(({ conditions }) =>
    atomsOf(conditions).some(({ operand }) => operand.demandsFusion),
  );
}

/** The same of a policy that was understood. */
export function explainPolicy({ permissions, prohibitions, obligations }: UnderstoodPolicy): readonly Line[] {
  return [
    ...permissions.flatMap((rule) => [...ruleLines(rule, permitted), ...rule.duties.map(dutyLine)]),
    ...prohibitions.flatMap((rule) => ruleLines(rule, prohibited)),
    ...obligations.map(dutyLine),
  ];
}

const permitted = {
  alone: { en: 'permitted is to ', zh: '允许' },
  under: { en: ', provided that all of this holds', zh: '，须同时满足下列条件' },
};
const prohibited = {
  alone: { en: 'prohibited is to ', zh: '禁止' },
  under: { en: ', where all of this holds', zh: '，凡同时符合下列情形' },
};

function ruleLines(
  { pointer, action, conditions }: UnderstoodRule,
  { alone, under }: typeof permitted,
): readonly Line[] {
  const said = followed(alone, action.label);
  const isBare = conditions.length === 0;
  const by = action.enforcement === 'enforced' ? perUse : byWord;
  const isHeld = isBare && alone === prohibited.alone;
  return [
    {
      pointer,
      text: sentence(isBare ? said : followed(said, under)),
      held: isHeld ? { as: action.enforcement, by } : undefined,
    },
    ...conditions.map(conditionLine),
  ];
}

/** Conditions that combine are held as their weakest is. */
function conditionLine(condition: Condition): Line {
  const atoms = atomsOf([condition]);
  const { operand } = atoms.find((one) => one.operand.enforcement === 'promised') ?? atoms[0]!;
  return {
    pointer: condition.pointer,
    text: sentence(sayCondition(condition)),
    held: { as: operand.enforcement, by: operand.seenToBy },
  };
}

function dutyLine(duty: Owed): Line {
  const as = duty.action.enforcement;
  return {
    pointer: duty.pointer,
    text: sentence(followed({ en: 'duty: to ', zh: '义务：' }, sayDuty(duty))),
    held: { as, by: as === 'enforced' ? byLedger : byWord },
  };
}
