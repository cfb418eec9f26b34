import { useCallback, useSyncExternalStore } from 'react';
import { type Language, textIn } from './i18n.ts';
import { useI18n } from './provider.ts';

/** A text by its key, with the values it names in double braces. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The texts of one namespace in the chosen language; suspends while they load. */
export function useText(namespace: string): Say {
  const i18n = useI18n();
  useSyncExternalStore(i18n.watch, i18n.language);
  const texts = i18n.textsOf(namespace);
  // React's `use` may not be left out when a component that waited is drawn again, and has nothing to wait for then.
  if (texts instanceof Promise) throw texts;
  return useCallback((key, values) => textIn(texts, key, values), [texts]);
}

/** The chosen language. */
export function useLanguage(): {
  readonly language: Language;
  /** Speaks another language; done once its texts are there. */
  readonly choose: (language: Language) => Promise<void>;
} {
  const i18n = useI18n();
  const language = useSyncExternalStore(i18n.watch, i18n.language);
  const choose = useCallback((wanted: Language) => i18n.choose(wanted).catch(stay), [i18n]);
  return { language, choose };
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
