import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { chosen, keep } from '../preferences.ts';
import { pseudo } from './pseudo.ts';

/** The languages a person can choose; `pseudo` makes untranslated strings visible and is for tests. */
export type Language = 'en' | 'zh-CN' | 'pseudo';

/** Texts of one namespace: words by key, as deep as one likes. */
export type Texts = { readonly [key: string]: string | Texts };

/** Where a namespace's texts come from; only the chosen language is loaded. */
export type TextLoaders = {
  readonly en: () => Promise<{ readonly texts: Texts }>;
  readonly zh: () => Promise<{ readonly texts: Texts }>;
};

/** The languages of a page. */
export type I18n = i18n;

/** Makes the languages of a page from its namespaces. The person's choice is kept; without one the browser's language counts. */
export function createI18n(namespaces: Readonly<Record<string, TextLoaders>>): I18n {
  const instance = createInstance();
  const language = firstLanguage();
  void instance
    .use(initReactI18next)
    .use({
      type: 'backend' as const,
      init() {},
      read(wanted: string, namespace: string, done: (fault: unknown, texts: Texts | null) => void) {
        load(namespaces[namespace], wanted).then(
          (texts) => done(null, texts),
          (fault: unknown) => done(fault, null),
        );
      },
    })
    .init({
      lng: language,
      supportedLngs: ['en', 'zh-CN', 'pseudo'],
      fallbackLng: false,
      ns: [],
      defaultNS: 'ui',
      interpolation: { escapeValue: false },
      load: 'currentOnly',
      returnNull: false,
    });
  document.documentElement.lang = htmlLanguage(language);
  instance.on('languageChanged', (language: string) => {
    document.documentElement.lang = htmlLanguage(language);
    keep('language', language);
  });
  return instance;
}

async function load(loaders: TextLoaders | undefined, language: string): Promise<Texts> {
  if (!loaders) throw new Error('Nobody gave texts for this namespace.');
  const { texts } = await (language === 'zh-CN' ? loaders.zh() : loaders.en());
  return language === 'pseudo' ? pseudo(texts) : texts;
}

function firstLanguage(): Language {
  const kept = chosen('language');
  if (kept === 'en' || kept === 'zh-CN' || kept === 'pseudo') return kept;
  return navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
}

function htmlLanguage(language: string): string {
  return language === 'pseudo' ? 'en' : language;
}
