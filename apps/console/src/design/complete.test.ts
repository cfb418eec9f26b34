import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const here = import.meta.dirname;
const ui = join(here, '../../../../engines/ui/src');

/** Components that stand on the page as parts of another one, or are the frame around it. */
const within: Readonly<Record<string, string>> = {
  AppShell: 'the frame of the page',
  ToastProvider: 'the frame of the page',
  FilterRow: 'FilteredTable',
  SavedViews: 'FilteredTable',
  ErrorSummary: 'Form',
};

/** Components are named like types, and come from .tsx. */
function componentsOf(index: string): readonly string[] {
  const found = readFileSync(index, 'utf8').matchAll(/export \{([^}]*)\} from '[^']+\.tsx';/g);
  const names = [...found].flatMap(([, list]) => list!.split(',').map((name) => name.trim()));
  return names.filter((name) => /^[A-Z]/.test(name));
}

test('every component of the library stands on the design page', () => {
  const files = globSync('**/*.tsx', { cwd: here });
  const page = files.map((file) => readFileSync(join(here, file), 'utf8')).join('\n');
  const isShown = (name: string): boolean => new RegExp(`<${name}\\b`).test(page);
  const components = ['index.ts', 'charts/index.ts'].flatMap((index) => componentsOf(join(ui, index)));
  assert.ok(components.length > 50, `${components.length} components`);
  const missing = components.filter((name) => !isShown(name));
  assert.deepEqual(missing.toSorted(), Object.keys(within).toSorted());
});
