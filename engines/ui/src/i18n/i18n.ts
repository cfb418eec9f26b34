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
export type I18n = {
  readonly language: () => Language;
  /** Speaks another language as soon as the texts in sight are there in it; the choice is kept. */
  readonly choose: (language: Language) => Promise<void>;
  /** A namespace's texts in the language spoken, or their coming. */
  readonly textsOf: (namespace: string) => Texts | Promise<Texts>;
  /** Has `tell` called at each change of the language; gives what ends that. */
  readonly watch: (tell: () => void) => () => void;
};

/**
 * Makes the languages of a page from its namespaces. The person's choice is kept; without one the browser's language counts. (A library
 * for this does plurals and more that no text here asks for, in eleven kilobytes of every first page.)
 */
export function createI18n(namespaces: Readonly<Record<string, TextLoaders>>): I18n {
  let language = firstLanguage();
  const loaded = new Map<string, Texts | Promise<Texts>>();
  const watchers = new Set<() => void>();
  const load = (namespace: string, wanted: Language): Texts | Promise<Texts> => {
    const name = `${wanted} ${namespace}`;
    const found = loaded.get(name);
    if (found) return found;
    const coming = read(namespaces[namespace], wanted);
    loaded.set(name, coming);
    coming.then(
      (texts) => loaded.set(name, texts),
      // Whoever asks next tries again.
      () => loaded.delete(name),
    );
    return coming;
  };
  document.documentElement.lang = htmlLanguage(language);
  return {
    language: () => language,
    textsOf: (namespace) => load(namespace, language),
    async choose(wanted) {
      const inUse = [...loaded.keys()].map((name) => name.split(' ')[1]!);
      await Promise.all([...new Set(inUse)].map((namespace) => load(namespace, wanted)));
      language = wanted;
      document.documentElement.lang = htmlLanguage(wanted);
      keep('language', wanted);
      for (const tell of watchers) tell();
    },
    watch(tell) {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
  };
}

/** A text by its key, words between dots, with its values put in; the key itself where there is none. */
export function textIn(
  texts: Texts,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  let found: string | Texts | undefined = texts;
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
  if (typeof found !== 'string') return key;
  return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

async function read(loaders: TextLoaders | undefined, language: Language): Promise<Texts> {
  if (!loaders) throw new Error('Nobody gave texts for this namespace.');
  const { texts } = await (language === 'zh-CN' ? loaders.zh() : loaders.en());
  return language === 'pseudo' ? pseudo(texts) : texts;
}

function firstLanguage(): Language {
  const kept = chosen('language');
  if (kept === 'en' || kept === 'zh-CN' || kept === 'pseudo') return kept;
  return navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
}

function htmlLanguage(language: Language): string {
  return language === 'pseudo' ? 'en' : language;
}
