import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const root = dirname(import.meta.dirname);
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** OWASP ASVS 5.0.0, levels 1 and 2: each section with the number of its requirements, which count from 1. */
const sections = `
  1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4
  5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2
  8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3
  11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5
  14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2`;
const required = sections
  .trim()
  .split(/\s+/)
  .flatMap((section) => {
    const [name, count] = section.split(':');
    return Array.from({ length: Number(count) }, (_, at) => `${name}.${at + 1}`);
  });

const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| [^|]+ \| ([^|]+) \| (.*) \|$/gm)].map(
  ([, id, verdict, last]) => ({ id: id!, verdict: verdict!, last: last! }),
);
const proof = /(?:; )?`([\w.-]+(?:\/[\w.-]+)*)`(?: › “([^”]+)”)?/gy;

/** The proofs a cell begins with, and the reason after them. */
function read(cell: string): {
  readonly proofs: (readonly [string, string | undefined])[];
  readonly reason: string;
} {
  const proofs = [...cell.matchAll(proof)];
  const reason = cell.slice(proofs.map(([all]) => all).join('').length).replace(/^\. /, '');
  return { proofs: proofs.map(([, path, title]) => [path!, title]), reason };
}

test('each of the 253 requirements of levels 1 and 2 stands in the checklist once, in order', () => {
  assert.equal(required.length, 253);
  assert.deepEqual(
    rows.map(({ id }) => id),
    required,
  );
});

test('the head of the checklist counts what its tables say, and lists what is not met', () => {
  const count = (verdict: string): number => rows.filter((row) => row.verdict === verdict).length;
  const says = `Of 253: ${count('met')} met, ${count('partly')} partly, ${count('not met')} not met, ${count('does not apply')} do not apply.`;
  assert.ok(page.includes(says), says);
  const list = /^## Not met[\s\S]*?(?=^Of what)/m.exec(page)![0].match(/\d+\.\d+\.\d+/g);
  const unmet = rows.filter(({ verdict }) => verdict === 'not met').map(({ id }) => id);
  assert.deepEqual(list!.toSorted(), unmet.toSorted());
});

test('each verdict has proofs that are there, and a reason where it must say one', () => {
  const odd = rows.flatMap(({ id, verdict, last }) => {
    const { proofs, reason } = read(last);
    const isKnown = ['met', 'partly', 'not met', 'does not apply'].includes(verdict);
    const isProven = proofs.length > 0 === (verdict === 'met' || verdict === 'partly');
    const isReasoned = reason.length > 10 === (verdict !== 'met');
    const missing = proofs.filter((one) => !isThere(one)).map((one) => one.join(' › '));
    return isKnown && isProven && isReasoned && missing.length === 0 ? [] : [`${id} ${verdict} ${missing}`];
  });
  assert.deepEqual(odd, []);
});

/** True for a file of ours and, of a test file, the part of exactly one of its titles. */
function isThere([path, title]: readonly [string, string | undefined]): boolean {
  const holdsTests = /\.(test|walk)\.ts$|^tests\/browser\//.test(path);
  if (!existsSync(join(root, path)) || holdsTests !== (title !== undefined)) return false;
  const text = title === undefined ? '' : readFileSync(join(root, path), 'utf8');
  const titles = text.matchAll(/\b(?:test|it)\(\s*(['"`])((?:(?!\1)[^\\]|\\.)*)\1/g);
  return title === undefined || [...titles].filter(([, , one]) => one!.includes(title)).length === 1;
}
