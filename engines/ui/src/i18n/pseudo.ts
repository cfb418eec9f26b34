import type { Texts } from './i18n.ts';

/** Each text in brackets, its placeholders untouched: what stands on the page without brackets was never translated. */
export function pseudo(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [
      key,
      typeof value === 'string' ? `⟦${value}⟧` : pseudo(value),
    ]),
  );
}
