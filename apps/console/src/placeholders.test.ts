import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const root = dirname(dirname(dirname(import.meta.dirname)));

test('what is filled into a text stands in two braces: in one it would be shown as it is', () => {
  const files = globSync(
    '{apps/console/src,systems/*/console,engines/ui/src}/**/{en,zh,texts-en,texts-zh}.ts',
    {
      cwd: root,
    },
  );
  assert.ok(files.length > 40, `${files.length} files of texts were read`);
  const odd = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/(?<![{$])\{[a-zA-Z]+\}(?!\})/g)].map(
      ([found]) => `${file} ${found}`,
    ),
  );
  assert.deepEqual(odd, []);
});
