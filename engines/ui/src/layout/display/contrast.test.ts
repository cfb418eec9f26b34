import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const styles = readFileSync(new URL('../../styles.css', import.meta.url), 'utf8');

type Colours = Readonly<Record<string, string>>;

const grounds = ['ground', 'surface', 'raised', 'sunken'];
const softs = ['accent', 'good', 'warn', 'bad'];
/** What is written on what. */
const written: readonly (readonly [text: string, on: string])[] = [
  ...['ink', 'quiet', ...softs].flatMap((text) => grounds.map((on) => [text, on] as const)),
  ...softs.flatMap((name) => [[name, `${name}-soft`] as const, ['ink', `${name}-soft`] as const]),
  ['accent-ink', 'accent'],
  ['ground', 'bad'],
];

const modes: readonly (readonly [name: string, selector: string, least: number])[] = [
  ['light', ':root', 4.5],
  ['dark', ":root[data-theme='dark']", 4.5],
  ['light, high contrast', ":root[data-contrast='more']", 7],
  ['dark, high contrast', ":root[data-theme='dark'][data-contrast='more']", 7],
];

for (const [name, selector, least] of modes)
  test(`every text stands out from its ground by ${least}:1, and every edge by 3:1: ${name}`, () => {
    const colours = coloursOf(selector);
    const weak = written
      .map(([text, on]) => ({ text, on, ratio: ratio(colours[text]!, colours[on]!) }))
      .filter((pair) => pair.ratio < least);
    assert.deepEqual(weak, []);
    for (const on of ['ground', 'surface', 'raised']) assert.ok(ratio(colours.edge!, colours[on]!) >= 3, on);
  });

function coloursOf(selector: string): Colours {
  const from = styles.indexOf(`  ${selector} {\n`);
  assert.ok(from >= 0, selector);
  const block = styles.slice(from, styles.indexOf('}', from));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, hex]) => [name, hex]),
  );
}

/** WCAG 2.2, contrast ratio. */
function ratio(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
