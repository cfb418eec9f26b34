import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { tokens } from './style.ts';

const design = readFileSync(createRequire(import.meta.url).resolve('@finharbor/ui/styles.css'), 'utf8');

const blocks = {
  light: ':root {',
  dark: ":root[data-theme='dark'] {",
  lightMore: ":root[data-contrast='more'] {",
  darkMore: ":root[data-theme='dark'][data-contrast='more'] {",
} as const;

for (const [name, opening] of Object.entries(blocks))
  test(`the colours of ${name} are those of the console`, () => {
    const block = design.slice(design.indexOf(`  ${opening}`)).split('}')[0]!;
    const colours = new Map(
      [...block.matchAll(/--([\w-]+): (#\w+);/g)].map(([, token, colour]) => [token, colour]),
    );
    const own = tokens[name as keyof typeof tokens].split(';').map((one) => one.slice(2).split(':'));
    assert.ok(own.length > 10);
    for (const [token, colour] of own) assert.equal(colour, colours.get(token), `${token}`);
  });
