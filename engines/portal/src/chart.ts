import { type Html, html } from './html.ts';
import type { Voice } from './language.ts';
import type { PublicChart } from './pages.ts';

const width = 640;
const barHeight = 22;
const step = 32;
const labelWidth = 220;
/** What is left beside the longest bar for its number. */
const numberWidth = 60;

/** Bars one below the other, drawn by the server. Whoever does not see it is read its caption: the table beside it has the numbers. */
export function barChart({ language }: Voice, { caption, bars }: PublicChart): Html | false {
  const most = Math.max(0, ...bars.map(({ value }) => value));
  if (most === 0) return false;
  const lengthOf = (value: number): number => Math.round((value / most) * (width - labelWidth - numberWidth));
  return html`<svg class="chart" viewBox="0 0 ${width} ${bars.length * step}" role="img" aria-label="${caption[language]}">
${bars.map(({ title, value }, at) => {
  const y = at * step + 4;
  return html`<text x="0" y="${y + 16}">${title[language]}</text><rect x="${labelWidth}" y="${y}" width="${lengthOf(value)}" height="${barHeight}"/><text x="${labelWidth + lengthOf(value) + 8}" y="${y + 16}">${value}</text>
`;
})}</svg>`;
}
