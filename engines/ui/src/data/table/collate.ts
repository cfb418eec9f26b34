/** Compares two values of a column. */
export type Collation = (a: string | number, b: string | number) => number;

/** The order a reader of a language expects: Chinese by pinyin, numbers within text by their value, plain numbers before text. */
export function collationOf(locale: 'en' | 'zh-CN'): Collation {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  return (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (typeof a === typeof b) return compare(String(a), String(b));
    return typeof a === 'number' ? -1 : 1;
  };
}
