import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from './i18n.ts';

/** A text by its key, with the values it names in double braces. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The texts of one namespace in the chosen language; suspends while they load. */
export function useText(namespace: string): Say {
  const { t } = useTranslation(namespace);
  return useCallback((key, values) => t(key, { ...values }), [t]);
}

/** The chosen language. */
export function useLanguage(): {
  readonly language: Language;
  /** Speaks another language; done once its texts are there. */
  readonly choose: (language: Language) => Promise<void>;
} {
  const { i18n } = useTranslation();
  const choose = useCallback(
    async (language: Language) => void (await i18n.changeLanguage(language).catch(stay)),
    [i18n],
  );
  return { language: i18n.language as Language, choose };
}

/** Texts that cannot be had, as without network, leave the page in the language it is in. */
function stay(): void {}

/** Picks the language of a text that an API gave in both. */
export function useBilingual(): (text: { readonly en: string; readonly zh: string }) => string {
  const { language } = useLanguage();
  return useCallback(
    (text) => (language === 'zh-CN' ? text.zh : language === 'pseudo' ? `⟦${text.en}⟧` : text.en),
    [language],
  );
}
