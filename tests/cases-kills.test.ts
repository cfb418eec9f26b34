import assert from 'node:assert/strict';
import { test } from 'node:test';
import { soak } from './soak/cases-kills.ts';

test('servers and the database are killed in the middle of steps, and nothing of a case is lost or done twice', async ({
  signal,
}) => {
  const lines: string[] = [];
  await soak({ seed: 1, seconds: 60, kills: 10, log: (line) => void lines.push(line), signal });
  assert.match(lines.at(-1)!, /^10 kills: \d{3,} acknowledged steps/);
});
