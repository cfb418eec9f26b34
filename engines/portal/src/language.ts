import type { Bilingual } from '@finharbor/kernel/contract';
import { type Html, html } from './html.ts';
import type { PublicValue } from './pages.ts';
import { type Texts, texts } from './texts.ts';

export type Language = keyof Bilingual;

export const languages: readonly Language[] = ['zh', 'en'];

/** What a page is written with, in one language. */
export type Voice = {
  readonly language: Language;
  /** As `lang` and `hreflang` name it. */
  readonly tag: string;
  readonly texts: Texts;
  readonly day: (atMs: number) => string;
};

function voiceOf(language: Language, tag: string): Voice {
  const format = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'Asia/Shanghai' });
  return { language, tag, texts: texts[language], day: (atMs) => format.format(atMs) };
}

export const voices: Readonly<Record<Language, Voice>> = {
  en: voiceOf('en', 'en'),
  zh: voiceOf('zh', 'zh-CN'),
};

/** What a browser would rather read; Chinese where it does not say. */
export function preferred(accepted: string | undefined): Language {
  const ranked = (accepted ?? '')
    .split(',')
    .map((one) => {
      const [tag = '', weight] = one
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/);
      return { tag, weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .toSorted((a, b) => b.weight - a.weight);
  const first = ranked.find(({ tag, weight }) => weight > 0 && /^(en|zh)\b/.test(tag));
  return first?.tag.startsWith('en') ? 'en' : 'zh';
}

// Sweden writes days as ISO 8601 does.
const isoDay = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Asia/Shanghai' });

/** A value as text of a title or a feed: what somebody wrote turns nothing around it. */
export function plain({ language, day }: Voice, value: PublicValue): string {
  if (typeof value === 'string') return `\u2068${straight(value)}\u2069`;
  return 'dayOfMs' in value ? day(value.dayOfMs) : value[language];
}

/** What turns the direction of a text would let it seem to say something else than it holds. */
function straight(text: string): string {
  return text.replace(/\p{Bidi_Control}/gu, '\ufffd');
}

/** A value on a page. */
export function shown(voice: Voice, value: PublicValue): Html {
  if (typeof value === 'string') return html`<bdi>${straight(value)}</bdi>`;
  if ('dayOfMs' in value)
    return html`<time datetime="${isoDay.format(value.dayOfMs)}">${voice.day(value.dayOfMs)}</time>`;
  return html`${value[voice.language]}`;
}
