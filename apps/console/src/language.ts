import { financingTexts } from '@finharbor/financing/console';
import { harborTexts } from '@finharbor/harbor/console';
import { createI18n, type I18n, uiTexts } from '@finharbor/ui';

/** The languages of the console; each namespace is loaded in the chosen one only. */
export const consoleI18n: I18n = createI18n({
  ui: uiTexts,
  ...harborTexts,
  ...financingTexts,
  design: { en: () => import('./design/texts/en.ts'), zh: () => import('./design/texts/zh.ts') },
  tour: { en: () => import('./first-run/en.ts'), zh: () => import('./first-run/zh.ts') },
  shell: { en: () => import('./texts/en.ts'), zh: () => import('./texts/zh.ts') },
});
