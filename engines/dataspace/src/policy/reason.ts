import type { Bilingual } from '@finharbor/kernel/contract';
import type { Reason } from '../domain.ts';
import type { PolicyEnd } from './end-of.ts';
import type { Decision } from './evaluate.ts';
import type { Containment } from './is-within.ts';
import type { OfferJudgement } from './judge-offer.ts';
import type { Difference, Sameness } from './same-terms.ts';
import { sentence } from './wording.ts';

/** Everything by which a policy can end a process. */
export type Objection =
  | Extract<Decision, { readonly kind: 'refuse' }>
  | PolicyEnd
  | Extract<OfferJudgement, { readonly kind: 'refused' }>
  | Extract<Containment, { readonly kind: 'beyond' }>
  | Extract<Sameness, { readonly kind: 'different' }>;

/** An objection as both sides of a process are told it: a stable code, and a sentence on each term that failed, in English and in Chinese. */
export function reasonOf(objection: Objection): Reason {
  switch (objection.kind) {
    case 'refuse':
      return reason(objection.code, objection.text);
    case 'refused':
      return reason(
        objection.faults[0]!.code,
        objection.faults.map(({ text }) => sentence(text)),
      );
    case 'beyond':
      return reason(
        'policy.beyond_bounds',
        objection.excesses.map(({ text }) => text),
      );
    case 'over':
      return reason('policy.over', objection.text);
    case 'different':
      return reason('policy.terms_differ', objection.differences.map(sayDifference));
  }
}

function sayDifference({ only, text: { en, zh } }: Difference): Bilingual {
  return only === 'first'
    ? { en: `Left out or changed: ${en}.`, zh: `被删除或更改：${zh}。` }
    : { en: `Added or changed: ${en}.`, zh: `新增或更改：${zh}。` };
}

function reason(code: string, text: readonly Bilingual[]): Reason {
  return { code, text: text.flatMap(({ en, zh }) => [en, zh]) };
}
