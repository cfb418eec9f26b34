import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, test } from 'node:test';
import { openPortal } from '@finharbor/portal';
import { postComment } from '../people/comments.ts';
import { complaintCame } from '../people/course.ts';
import { testRegister } from '../testing.ts';
import { putRecord } from '../watch/records.ts';
import { publicStatisticsPages } from './pages.ts';
import { pilotYears } from './year.ts';

const dayMs = 24 * 3_600_000;
const register = await testRegister(Date.UTC(2025, 11, 20, 4));
const { ctx, clock, moved, newId } = register;
after(() => register[Symbol.asyncDispose]());

const portal = openPortal({
  ...{ name: { en: 'Harbor', zh: '金科港' }, isDemo: true, identity: 'test' },
  origin: () => 'https://harbor.example',
  nowMs: () => clock.nowMs(),
  licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  pages: [publicStatisticsPages(ctx)],
});

async function read(url: string): Promise<string> {
  const { status, body } = await portal({ url, headers: {} });
  assert.equal(status, 200, url);
  const pieces: Uint8Array[] = [];
  if (body instanceof Uint8Array) pieces.push(body);
  else if (body) for await (const piece of body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

const year = async (id: string) => (await pilotYears(ctx)).find((one) => one.id === id)!;
let serial = 0;

/** So many complaints that are filed now, answered after some days. */
async function complaints(project: string, count: number, answeredAfterDays: number): Promise<void> {
  for (let nth = 0; nth < count; nth++) {
    serial += 1;
    const one = { caseId: newId(), reference: `SDT-2026-${String(serial).padStart(6, '0')}` };
    const came = { kind: 'complaint', project, ...one } as const;
    await complaintCame(ctx, { ...came, course: 'filed' });
    const later = { ...ctx, clock: { nowMs: () => clock.nowMs() + answeredAfterDays * dayMs } };
    await complaintCame(later, { ...came, course: 'answered', published: '已办结。' });
  }
}

test('a year has what happened in it, and where projects stood when it was over, by the time of the register', async () => {
  const number = await register.running();
  // 00:30 of the first of January where the register is, still December elsewhere.
  clock.advance(Date.UTC(2025, 11, 31, 16, 30) - clock.nowMs());
  await moved(number, 'suspend');
  const second = await register.running('joint');
  await moved(second, 'stop');
  const [before, now, joint] = [
    await year('2025-banking'),
    await year('2026-banking'),
    await year('2026-joint'),
  ];
  assert.deepEqual([before.declared, before.admitted, before.running, before.suspended], [1, 1, 1, 0]);
  assert.deepEqual([now.declared, now.running, now.suspended], [0, 0, 1]);
  assert.deepEqual([joint.declared, joint.admitted, joint.stopped, joint.running], [1, 1, 1, 0]);
  await moved(number, 'resume');
});

test('counts under ten of people are withheld, and what they could be told from; from ten on they stand there', async () => {
  const number = await register.running('capital-market');
  const of = async () => year('2026-capital-market');
  const none = await of();
  assert.deepEqual([none.complaints, none.comments, none.compensationPaidFen], [0, 0, 0]);
  await complaints(number, 9, 4);
  const few = await of();
  assert.deepEqual([few.complaints, few.complaintsAnswered, few.medianDaysToAnswer], [null, null, null]);
  await complaints(number, 2, 7);
  const enough = await of();
  assert.deepEqual([enough.complaints, enough.complaintsAnswered, enough.medianDaysToAnswer], [11, 11, 4]);
  serial += 1;
  const one = { project: number, caseId: newId(), reference: `SDT-2026-${String(serial).padStart(6, '0')}` };
  await complaintCame(ctx, { kind: 'complaint', ...one, course: 'filed' });
  await complaintCame(ctx, { kind: 'complaint', ...one, course: 'dismissed' });
  const told = await of();
  assert.deepEqual([told.complaints, told.complaintsAnswered, told.complaintsDismissed], [null, 11, null]);
  for (let nth = 0; nth < 9; nth++) await postComment(ctx, { id: newId(), number, body: '意见' });
  assert.equal((await of()).comments, null);
  await postComment(ctx, { id: newId(), number, body: '意见' });
  assert.equal((await of()).comments, 10);
});

test('what was paid is counted in the year in which it was paid, however often it is reported', async () => {
  const number = await register.running('joint');
  const [id, party] = [newId(), `firm:${number.slice(0, 18)}`];
  const pay = (paidCustomers: number, paidFen: number) =>
    putRecord(ctx, {
      ...{ id, number, party },
      body: { kind: 'compensation', cause: '故障', customers: 40, dueFen: 40_000, paidCustomers, paidFen },
    });
  await pay(3, 3_000);
  assert.deepEqual((await year('2026-joint')).compensationPaidFen, null);
  await pay(12, 12_000);
  clock.advance(400 * dayMs);
  await pay(40, 40_000);
  const [first, next] = [await year('2026-joint'), await year('2027-joint')];
  assert.deepEqual([first.compensatedCustomers, first.compensationPaidFen], [12, 12_000]);
  assert.deepEqual([next.compensatedCustomers, next.compensationPaidFen], [28, 28_000]);
});

test('the open data are of their published schema, in JSON and CSV; the page has the same as a table and as bars without a script', async () => {
  clock.advance(2 * 60_000);
  // Fastify has them: an outside tool.
  const { Ajv2020 } = createRequire(import.meta.resolve('fastify'))('ajv/dist/2020.js');
  const addFormats = createRequire(import.meta.resolve('fastify'))('ajv-formats');
  const ajv = new Ajv2020({ strict: true });
  addFormats(ajv);
  const isValid = ajv.compile(JSON.parse(await read('/open/data/pilot-statistics.schema.json')));
  const data = JSON.parse(await read('/open/data/pilot-statistics.json'));
  assert.ok(isValid(data), JSON.stringify(isValid.errors));
  assert.deepEqual(
    data.records,
    (await pilotYears(ctx)).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
  assert.ok(data.records.length >= 9);
  assert.ok(!isValid({ ...data, records: [{ ...data.records[0], complaints: -1 }] }));
  const csv = await read('/open/data/pilot-statistics.csv');
  assert.equal(csv.trim().split('\r\n').length, data.records.length + 1);
  assert.ok(csv.includes('median_days_to_answer'));
  const page = await read('/open/en/pilot-statistics/2026');
  assert.match(page, /<svg class="chart"[^>]*role="img" aria-label="Projects of all tracks">[\s\S]*<rect /);
  assert.ok(page.includes('withheld') && !page.includes('<script'));
  assert.ok((await read('/open/zh/pilot-statistics')).includes('2026年试点统计'));
});
