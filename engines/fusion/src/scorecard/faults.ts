import { FinharborError } from '@finharbor/kernel';
import type { Bilingual } from './disclosures.ts';

/** What a learning job that cannot give a right result is told, by code, in both languages, with what to do. */
export const learningFaults: Readonly<Record<'fusion.out_of_reach' | 'fusion.woe_too_large', Bilingual>> = {
  'fusion.out_of_reach': {
    en:
      'Some rows’ log-odds lie so far from the plan’s centre that the fit cannot be trusted, so no result was opened. Raise the ridge, ' +
      'merge bins or cut off extreme values, grow trees at a lower rate, or set the centre (the base of trees) to the (weighted) log-odds ' +
      'of the data, and start again.',
    zh:
      '部分行的对数几率偏离计划所设中心过远，拟合结果不可信，因此未公开任何结果。' +
      '请增大岭惩罚、合并分箱或截断极端值、降低树的学习率，或将中心（树的基准）设为数据的（加权）对数几率，然后重新发起。',
  },
  'fusion.woe_too_large': {
    en: 'The features separate too sharply to be trained on. Merge bins and start again.',
    zh: '特征的区分度过高，无法训练。请合并分箱后重新发起。',
  },
};

/** Fails with one of `learningFaults`. */
export function failLearning(code: keyof typeof learningFaults): never {
  throw new FinharborError({ code, publicMessage: learningFaults[code].en });
}
