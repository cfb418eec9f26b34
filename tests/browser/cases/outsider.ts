import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { demoPassword } from '../../../apps/server/src/demo/accounts.ts';
import { stage } from '../../harness/stage.ts';

const { harbor } = stage(100);
const folder = join(import.meta.dirname, '..', '..', 'outsider');
const script = join(folder, 'case.ts');

/** Runs the script as somebody at home would: with an address and a password. */
async function outsider(login: string, values: object, ...said: readonly string[]): Promise<unknown> {
  const { home, current } = harbor();
  const PASSWORD = demoPassword(home, 'hub', login);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, `${current().url}/openapi.json`, ...said],
    { env: { ...process.env, NODE_OPTIONS: '', LOGIN: login, PASSWORD, VALUES: JSON.stringify(values) } },
  );
  return JSON.parse(stdout);
}

type Read = {
  readonly state: string;
  readonly happened: readonly string[];
  readonly forms: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

test('an outsider files, follows and reads a case with nothing but /openapi.json, and so does the officer who answers', async () => {
  const story = 'It was taken twice.';
  const number = await outsider('resident-a', { about: 'A bank', story }, 'file', 'Complaint');
  assert.match(String(number), /^TS-\d{4}-\d{6}$/);
  const of = String(number);
  const filed = (await outsider('resident-a', {}, 'read', of)) as Read;
  assert.equal(filed.state, 'Received');
  assert.equal(filed.forms.Complaint?.['What happened'], story);

  await outsider('bureau', {}, 'do', of, 'Take up');
  await outsider('bureau', { answer: 'You get it back.' }, 'do', of, 'Answer');
  const read = (await outsider('resident-a', {}, 'read', of)) as Read;
  assert.equal(read.state, 'Answered');
  assert.deepEqual(read.happened, ['opened', 'stepped', 'stepped', 'stepped']);
  assert.equal(read.forms.Answer?.Answer, 'You get it back.');
  await assert.rejects(outsider('resident-b', {}, 'read', of), /There is no case/);
});

test('the outsider knows no path, and no package of this repository', () => {
  for (const file of ['case.ts', 'client.ts']) {
    const text = readFileSync(join(folder, file), 'utf8');
    const imports = [...text.matchAll(/ from '([^']+)'/g)].map(([, from]) => from);
    assert.ok(imports.every((from) => from === './client.ts'));
    assert.doesNotMatch(text.replaceAll('tests/outsider/case.ts', ''), /\/(cases|procedures|session)\b/);
  }
});
