import { ledgerTexts } from '@finharbor/bookkeeping/console';
import { caseworkTexts } from '@finharbor/casework/console';
import { deskTexts } from '@finharbor/desk/console';
import { ethicsTexts } from '@finharbor/ethics/console';
import { financingTexts } from '@finharbor/financing/console';
import { harborTexts } from '@finharbor/harbor/console';
import { sandboxTexts } from '@finharbor/sandbox/console';
import { createI18n, type I18n, paperTexts, uiTexts } from '@finharbor/ui';
import { yuanTexts } from '@finharbor/yuan/console';
import { personalTexts } from './personal/screens.ts';

/** The languages of the console; each namespace is loaded in the chosen one only. */
export const consoleI18n: I18n = createI18n({
  ui: uiTexts,
  ...harborTexts,
  ...financingTexts,
  ...ledgerTexts,
  ...caseworkTexts,
  ...ethicsTexts,
  ...sandboxTexts,
  ...yuanTexts,
  audit: { en: () => import('./audit/texts/en.ts'), zh: () => import('./audit/texts/zh.ts') },
  peopleLists: { en: () => import('./lists/texts-en.ts'), zh: () => import('./lists/texts-zh.ts') },
  policy: { en: () => import('./policy/texts/en.ts'), zh: () => import('./policy/texts/zh.ts') },
  ...deskTexts,
  design: { en: () => import('./design/texts/en.ts'), zh: () => import('./design/texts/zh.ts') },
  paper: paperTexts,
  outside: { en: () => import('./outside/texts-en.ts'), zh: () => import('./outside/texts-zh.ts') },
  personal: personalTexts,
  credentials: {
    en: () => import('./verify-credential/texts-en.ts'),
    zh: () => import('./verify-credential/texts-zh.ts'),
  },
  govern: { en: () => import('./govern/texts-en.ts'), zh: () => import('./govern/texts-zh.ts') },
  security: {
    en: () => import('./security/texts-en.ts'),
    zh: () => import('./security/texts-zh.ts'),
  },
  tour: { en: () => import('./first-run/en.ts'), zh: () => import('./first-run/zh.ts') },
  shell: { en: () => import('./texts/en.ts'), zh: () => import('./texts/zh.ts') },
});
