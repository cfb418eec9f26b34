import { type Currency, formatMoney, type Rational } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { Moment } from '../value/condition.ts';
import { isDay, wallClock } from '../value/moment.ts';

/** A language in which programs are explained. */
export type Language = keyof Bilingual;

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN' };
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** An amount as people read it: `CNY 2,000.00`, `2,000.00元`. */
export function moneyText(minor: bigint, currency: Currency, language: Language): string {
  const grouped = formatMoney({ minor, currency }).replace(/\B(?=(\d{3})+(?=\.|$))(?<!\.\d*)/g, ',');
  if (language === 'en') return `${currency} ${grouped}`;
  const name = new Intl.DisplayNames(locales.zh, { type: 'currency' }).of(currency);
  return `${grouped}${currency === 'CNY' ? '元' : name}`;
}

/** A day, or a day with its time on the clocks of the zone. */
export function momentText(moment: Moment, zone: string, language: Language): string {
  if (isDay(moment)) return dayText(Temporal.PlainDate.from(moment), language);
  return instantText(Temporal.Instant.from(moment).epochMilliseconds, zone, language);
}

/** An instant on the clocks of a zone, to the minute or, where it has them, the second. */
export function instantText(atMs: number, zone: string, language: Language): string {
  const clock = wallClock(atMs, zone);
  const smallestUnit = clock.second === 0 ? 'minute' : 'second';
  const time = clock.toPlainTime().toString({ smallestUnit });
  return `${dayText(clock.toPlainDate(), language)}${language === 'en' ? ', ' : ''}${time}`;
}

/** A zone by its own name, `China Standard Time`; it is the same all year round, whether or not clocks change. */
export function zoneText(zone: string, language: Language): string {
  const parts = new Intl.DateTimeFormat(locales[language], {
    timeZone: zone,
    timeZoneName: 'longGeneric',
  }).formatToParts(0);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

/** `20%`, or the ratio itself where percents do not come out even. */
export function shareText({ times, over }: Rational): string {
  const millionths = times * 1_000_000n;
  if (millionths % over !== 0n) return `${times}/${over}`;
  const digits = String(millionths / over).padStart(5, '0');
  return `${`${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '')}%`;
}

/** Names joined as the language does: `A, B and C`, `A、B或C`. */
export function listText(items: readonly string[], joint: 'and' | 'or', language: Language): string {
  const type = joint === 'and' ? 'conjunction' : 'disjunction';
  return new Intl.ListFormat(locales[language], { type }).format(items);
}

/** Days of the week, 1 is Monday. */
export function weekdaysText(weekdays: readonly number[], language: Language): string {
  // 1 January 2024 was a Monday.
  const names = weekdays
    .toSorted((a, b) => a - b)
    .map((day) =>
      Temporal.PlainDate.from({ year: 2024, month: 1, day }).toLocaleString(locales[language], {
        weekday: language === 'en' ? 'long' : 'short',
      }),
    );
  return listText(names, 'or', language);
}

function dayText({ year, month, day }: Temporal.PlainDate, language: Language): string {
  return language === 'en' ? `${day} ${months[month - 1]} ${year}` : `${year}年${month}月${day}日`;
}
