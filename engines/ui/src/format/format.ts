type Locale = 'en' | 'zh-CN';

const zone = 'Asia/Shanghai';

/** A day in China Standard Time, as files name it: `2026-11-25`. */
export function dayOf(atMs: number): string {
  return isoDay.format(atMs);
}

/** When a day of China Standard Time, `2026-11-25`, begins; not a number for anything else. */
export function beginOfDayMs(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`);
}

// Sweden writes days as ISO 8601 does.
const isoDay = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone });

/** Formats of a language. Times are Unix milliseconds and shown in China Standard Time. */
export type Formats = {
  /** A decimal string; in Chinese from ten thousand on in 万元 and 亿元, never rounded beyond two digits of them. */
  readonly money: (amount: string, currency: string) => string;
  readonly number: (value: number, digits?: number) => string;
  readonly percent: (share: number, digits?: number) => string;
  /** Basis points a year. */
  readonly rate: (basisPoints: number) => string;
  readonly date: (atMs: number) => string;
  readonly dateTime: (atMs: number) => string;
  readonly duration: (ms: number) => string;
  readonly bytes: (count: number) => string;
  /** A unified social credit code in its parts: authority and category, division, organisation, check. */
  readonly uscc: (code: string) => string;
};

/** The formats of a language. */
export function formatsOf(locale: Locale): Formats {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: zone });
  const dateTime = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: zone,
  });
  // To make a format takes longer than to use it a hundred times.
  const numbers = new Map<number, Intl.NumberFormat>();
  const number = (value: number, digits = 0): string => {
    const made =
      numbers.get(digits) ??
      new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    numbers.set(digits, made);
    return made.format(value);
  };
  return {
    money: (amount, currency) => money(amount, currency, locale),
    number,
    percent: (share, digits = 1) => `${number(share * 100, digits)}%`,
    rate: (basisPoints) => `${number(basisPoints / 100, 2)}%`,
    date: (atMs) => date.format(atMs),
    dateTime: (atMs) => dateTime.format(atMs),
    duration: (ms) => duration(ms, locale),
    bytes: (count) => bytes(count, number),
    uscc: (code) =>
      [code.slice(0, 2), code.slice(2, 8), code.slice(8, 17), code.slice(17)].filter(Boolean).join('\u2009'),
  };
}

const signs: Readonly<Record<string, string>> = { CNY: '¥', USD: 'US$', HKD: 'HK$', EUR: '€' };

function money(amount: string, currency: string, locale: Locale): string {
  const [, minus = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  if (whole === '') return amount;
  const isYuan = locale === 'zh-CN' && currency === 'CNY';
  if (isYuan && whole.length > 8) return `${minus}${scaled(whole, 8)}亿元`;
  if (isYuan && whole.length > 4) return `${minus}${scaled(whole, 4)}万元`;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const cents = fraction === '' ? '' : `.${fraction}`;
  return isYuan
    ? `${minus}${grouped}${cents}元`
    : `${minus}${signs[currency] ?? `${currency} `}${grouped}${cents}`;
}

/** Whole units over a power of ten, by digits and not by division: 123456 over 10^4 is 12.35, halves up. */
function scaled(whole: string, power: number): string {
  const hundredths = (BigInt(whole) * 100n + 10n ** BigInt(power) / 2n) / 10n ** BigInt(power);
  const head = (hundredths / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  const tail = (hundredths % 100n).toString().padStart(2, '0').replace(/0+$/, '');
  return tail === '' ? head : `${head}.${tail}`;
}

function duration(ms: number, locale: Locale): string {
  const [hour, minute, second] = locale === 'zh-CN' ? [' 小时 ', ' 分 ', ' 秒'] : [' h ', ' min ', ' s'];
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)}${second}`;
  const seconds = Math.round(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60] as const;
  if (parts[0] > 0) return `${parts[0]}${hour}${parts[1]}${minute}`.trim();
  return parts[1] > 0 ? `${parts[1]}${minute}${parts[2]}${second}` : `${parts[2]}${second}`;
}

function bytes(count: number, number: Formats['number']): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const step = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  return `${number(count / 1000 ** step, step === 0 ? 0 : 1)} ${units[step]}`;
}
