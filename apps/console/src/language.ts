import { createI18n, type I18n } from '@finharbor/ui';

/** The languages of the console; each namespace is loaded in the chosen one only. */
export const consoleI18n: I18n = createI18n({
  shell: { en: () => import('./texts/en.ts'), zh: () => import('./texts/zh.ts') },
});
