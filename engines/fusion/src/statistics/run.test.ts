import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import type { FinharborError } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import type { MaskUse } from '../shares/party.ts';
import type { Statistic } from './plan.ts';
import type { StatisticsRows } from './rows.ts';
import { answerOf, ask, planOf, randomRows, roster } from './testing.ts';

const statistic: Statistic = {
  kind: 'groups',
  name: 'loans',
  by: ['trade', 'size'],
  value: { column: 'loan', upTo: 'sum' },
  protection: { kind: 'threshold' },
  to: ['bank'],
};
const rows = randomRows(41, 80);

/** Every channel of one party, changed. */
function through(party: string, change: (channel: Channel) => Channel): { wrap: (mesh: Mesh) => Mesh } {
  return {
    wrap: (mesh) =>
      mesh.self === party
        ? { ...mesh, channels: new Map([...mesh.channels].map(([peer, channel]) => [peer, change(channel)])) }
        : mesh,
  };
}

/** How a query ends at each party that fails. */
async function faults(run: Promise<unknown>): Promise<FinharborError> {
  return run.then(
    () => assert.fail('the query went through'),
    (error: FinharborError) => error,
  );
}

test('a party that sends too much or nothing is named by those it should have sent to', async () => {
  const label = 'table/factor';
  const changes: Record<string, (payload: Uint8Array) => Uint8Array> = {
    'too much': (payload) => new Uint8Array(payload.length + 8),
    nothing: () => new Uint8Array(0),
  };
  for (const [name, change] of Object.entries(changes)) {
    const { wrap } = through('tax', (channel) => ({
      ...channel,
      send: (sent, payload) => channel.send(sent, sent === label ? change(payload) : payload),
    }));
    const error = await faults(ask(planOf([statistic]), rows, { wrap }));
    assert.equal(error.code, 'fusion.malformed_message', name);
    assert.match(error.message, /tax sent a message "table\/factor" of the wrong size/);
  }
});

test('a list of earlier queries that cannot be read is refused, and its sender named', async () => {
  for (const text of ['not json', '{"a":1}', '[1]']) {
    const { wrap } = through('social', (channel) => ({
      ...channel,
      send: (sent, payload) =>
        channel.send(sent, sent === 'earlier' ? new TextEncoder().encode(text) : payload),
    }));
    const error = await faults(ask(planOf([statistic]), rows, { wrap }));
    assert.equal(error.code, 'fusion.malformed_message');
    assert.match(error.message, /social sent/);
  }
});

test('another plan, or another number of rows, ends the query before anything of the rows is sent', async () => {
  const other = new Map(rows).set('tax', randomRows(41, 79).get('tax')!);
  assert.equal((await faults(ask(planOf([statistic]), other))).code, 'fusion.plan_mismatch');
  const extra = (party: string) =>
    party === 'tax' ? { plan: planOf([statistic], { smallestGroup: 6 }) } : {};
  assert.equal((await faults(ask(planOf([statistic]), rows, { extra }))).code, 'fusion.plan_mismatch');
});

test('a query ends at all parties when one is stopped, and when one’s budget is gone; nothing is opened', async () => {
  const stop = new AbortController();
  const { wrap } = through('bank', (channel) => ({
    ...channel,
    async send(label, payload) {
      if (label === 'threshold/visible') stop.abort();
      await channel.send(label, payload);
    },
  }));
  const extra = (party: string) => (party === 'bank' ? { signal: stop.signal } : {});
  const error = await faults(ask(planOf([statistic]), rows, { wrap, extra }));
  assert.equal(error.code, 'fusion.stopped');
  const state = { spentMicro: 9, leftMicro: 1 };
  const spent = {
    claim: async () => ({ kind: 'spent' as const, state }),
    bind: async () => 'bound' as const,
    left: async () => state,
  };
  const outcome = await faults(
    ask(planOf([statistic]), rows, { extra: (party) => (party === 'tax' ? { budget: spent } : {}) }),
  );
  assert.equal(outcome.code, 'fusion.peer_gone');
  assert.match(outcome.message, /budget_spent/);
});

test('no mask meets two values, in one query or in the same one asked again over other rows', async () => {
  const used = new Map<string, string>();
  let uses = 0;
  const onMask = ({ mask, sent }: MaskUse): void => {
    uses++;
    if (mask.length < 16) return;
    const [key, value] = [hash('sha256', mask), hash('sha256', sent)];
    assert.ok((used.get(key) ?? value) === value, 'a mask met a second value');
    used.set(key, value);
  };
  for (let change = 0; change < 4; change++) {
    const changed = new Map([...rows].map(([party, held]) => [party, oneChanged(held, change)]));
    await ask(planOf([statistic]), changed, { extra: () => ({ onMask }) });
  }
  assert.ok(uses > 400, `${uses} uses`);
});

function oneChanged(held: StatisticsRows, row: number): StatisticsRows {
  const columns = Object.entries(held.columns).map(([name, values]) => [
    name,
    Array.from(values, (value, i) => (i === row ? Number.NaN : value)),
  ]);
  return { ...held, columns: Object.fromEntries(columns) };
}

test('plans and rows that cannot be used are refused with the wrong field, before anything is sent', async () => {
  const wrong: readonly [string, Parameters<typeof planOf>[1]][] = [
    ['/smallestGroup', { smallestGroup: 1 }],
    ['/query', { query: '' }],
    ['/columns/0/party', { columns: [{ kind: 'category', name: 'x', party: 'nobody', groups: ['a'] }] }],
    ['/filters/0/party', { filters: [{ party: 'nobody', rule: 'r' }] }],
    ['/statistics/0/by', { statistics: [{ ...statistic, by: ['loan'] }] }],
    ['/statistics/0/to', { statistics: [{ ...statistic, to: [] }] }],
    ['/budget', { statistics: [{ ...statistic, protection: { kind: 'laplace', epsilonMicro: 1 } }] }],
  ];
  for (const [pointer, more] of wrong) {
    const error = await faults(ask(planOf([statistic], more), rows));
    assert.equal(error.code, 'fusion.bad_plan');
    assert.equal(error.fields[0]!.pointer, pointer);
  }
  const squares: Statistic = { ...statistic, value: { column: 'loan', upTo: 'variance' } };
  const large = await faults(ask(planOf([squares]), rows));
  assert.equal(large.code, 'fusion.bad_rows');
  assert.match(large.message, /may pass 2\^62/);
  const trade = { ...rows.get('tax')!.columns, trade: Array.from({ length: 80 }, () => 4) };
  for (const bad of [{ columns: trade }, { keep: new Uint8Array(80) }, { columns: {} }])
    assert.equal(
      (await faults(ask(planOf([statistic]), new Map(rows).set('tax', { ...rows.get('tax')!, ...bad }))))
        .code,
      'fusion.bad_rows',
    );
  assert.deepEqual(answerOf((await ask(planOf([statistic]), rows)).get(roster[1]!)).results, []);
});
