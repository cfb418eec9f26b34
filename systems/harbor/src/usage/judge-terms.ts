import { type Decision, evaluate, type Finding, odrl, own } from '@finharbor/dataspace/policy';
import type { Bilingual } from '../documents.ts';
import { opensTooMuch } from '../training/settings.ts';
import { factsOf, type KnownUse } from './facts-of.ts';
import { policyOf } from './policy-of.ts';

/** A term that refuses a use: a stable code, what to do about it, and what the policy says. */
export type TermRefusal = { readonly code: string; readonly reason: Bilingual };

type Failure = Extract<Decision, { readonly kind: 'refuse' }>;

/**
 * Judges a use by its contract's terms, as a policy; undefined where they permit it. What refuses is told with the terms that failed
 * and what was found instead.
 */
export function judgeTerms(known: KnownUse): TermRefusal | undefined {
  const policy = policyOf(known.usage);
  const decision = evaluate(policy, { action: 'use', facts: factsOf(known) });
  if (decision.kind === 'permit') return undefined;
  const operands = failedOperands(decision, policy.permission?.[0]?.constraint ?? []);
  const advised = advices.find(({ operand }) => operands.includes(operand));
  const { code, advice } = advised ? advised.of(known) : unforeseen;
  const said = (language: keyof Bilingual, space: string): string =>
    [advice[language], ...decision.text.map((text) => text[language])].join(space);
  return { code, reason: { en: said('en', ' '), zh: said('zh', '') } };
}

type Stated = { readonly leftOperand?: string };

function failedOperands({ findings }: Failure, stated: readonly object[]): readonly (string | undefined)[] {
  const failed = findings.filter(({ verdict }) => verdict !== 'met');
  return failed.map((finding) => (stated[indexOf(finding)] as Stated | undefined)?.leftOperand);
}

function indexOf({ pointer }: Finding): number {
  return Number(pointer.slice(pointer.lastIndexOf('/') + 1));
}

type Advice = { readonly code: string; readonly advice: Bilingual };
type Advised = { readonly operand: string; readonly of: (known: KnownUse) => Advice };

/** What a person does about each term that failed; of several, the first. */
const advices: readonly Advised[] = [
  { operand: odrl('dateTime'), of: ({ usage, nowMs }) => outOfTime(nowMs < Date.parse(usage.validFrom)) },
  {
    operand: odrl('count'),
    of: ({ usage }) => {
      const uses = usage.constraints.find(({ name }) => name === 'uses')?.value;
      return {
        code: 'contract.uses_exhausted',
        advice: {
          en: `All ${uses} uses of the contract have been made; a new contract is needed.`,
          zh: `合同约定的 ${uses} 次使用已用完，需另立新合同。`,
        },
      };
    },
  },
  { operand: own('modelOpenedTo'), of: () => ({ code: 'plan.points_closed', advice: opensTooMuch }) },
  {
    operand: own('smallestGroup'),
    of: () => ({
      code: 'plan.group_too_small',
      advice: {
        en: 'The plan opens counts of groups smaller than the contract demands.',
        zh: '计划会公开少于合同要求户数的分组计数。',
      },
    }),
  },
];

function outOfTime(isEarly: boolean): Advice {
  return isEarly
    ? {
        code: 'contract.not_yet_valid',
        advice: { en: 'The contract is not valid yet.', zh: '合同尚未起效。' },
      }
    : {
        code: 'contract.expired',
        advice: { en: 'The contract has run out; a new one is needed.', zh: '合同已到期，需另立新合同。' },
      };
}

const unforeseen: Advice = {
  code: 'contract.terms',
  advice: { en: 'The terms of the contract do not permit this use.', zh: '合同条款不允许本次使用。' },
};
