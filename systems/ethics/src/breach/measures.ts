import type { Bilingual } from '@finharbor/kernel/contract';

/** A measure against a breach. */
export type Measure = 'advice' | 'criticism' | 'removal';

/** What the committee can do about a breach: self-regulation, no penalty of the law's. */
export const measures: { readonly [measure in Measure]: Bilingual } = {
  advice: { en: 'Advised to put it right', zh: '提醒改正' },
  criticism: { en: 'Criticised in public', zh: '公开批评' },
  removal: { en: 'Removed from the signatories', zh: '取消签署资格' },
};
