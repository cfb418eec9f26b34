import type { texts as english } from './texts-en.ts';

/** The same in Chinese. */
export const texts: typeof english = {
  terms: '使用条款及其落实方式',
};
