import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

test('what verifies receipts imports nothing but its own files, so that a browser can run it', async () => {
  const seen = new Set<string>();
  const waiting = [join(import.meta.dirname, 'verify.ts')];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const source = await readFile(file, 'utf8');
    assert.doesNotMatch(source, /\b(Buffer|process|require)\b/, file);
    for (const [, name] of source.matchAll(/from '([^']+)'/g)) {
      assert.match(name!, /^\.\//, `${file} imports ${name}`);
      waiting.push(join(dirname(file), name!));
    }
  }
  assert.ok(seen.size >= 6);
});
