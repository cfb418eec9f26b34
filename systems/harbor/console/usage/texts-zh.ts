import type { texts as english } from './texts-en.ts';

/** 凭证与申请中的使用条款文字。 */
export const texts: typeof english = {
  terms: '使用条款及其落实方式',
  purpose: '用途分类',
  purposeHelp: '每次使用均据此判断；交付后不作他用属于使用方承诺。',
  anyPurpose: '不限',
};
