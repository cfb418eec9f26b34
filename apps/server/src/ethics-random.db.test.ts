import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { codeOf, syntheticUscc } from '@finharbor/kernel';
import { onePage } from './demo/one-page.ts';
import { type Someone, testEthics, until } from './ethics-testing.ts';

/** `npm run soak -- ethics` asks for more. */
const reviews = Number(process.env.ETHICS_REVIEWS ?? 3);
const seed = Number(process.env.ETHICS_SEED ?? randomInt(2 ** 31));

const { someone, db } = await testEthics();
const fieldNames = ['industry', 'technology', 'law', 'security', 'academia'] as const;
const heads = ['integrity', 'data', 'inclusion', 'openness', 'competition', 'risk', 'green'];
const perField = 3;

/** mulberry32: what is drawn follows from the seed. */
let drawn = seed;
function chance(): number {
  drawn = (drawn + 0x6d2b79f5) | 0;
  let t = Math.imul(drawn ^ (drawn >>> 15), 1 | drawn);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const oneOf = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)]!;

const bureau = await someone('bureau-1', 'hub', 'bureau');
const secretary = await someone('secretary', 'hub', 'operator');
type Firm = Someone & { readonly uscc: string };
const firms: Firm[] = [];
for (const name of ['a', 'b', 'c']) {
  const uscc = syntheticUscc(`random-${name}`);
  firms.push({ ...(await someone(`owner-${name}`, `firm:${uscc}`, 'owner')), uscc });
}
type Member = Someone & { readonly id: string };
const members: Member[] = [];
for (const field of fieldNames)
  for (let nth = 0; nth < perField; nth++) {
    const one = await someone(`${field}-${nth}`, 'hub');
    const id = randomUUID();
    await bureau.client.postMember({
      body: {
        ...{ id, account: `${field}-${nth}`, name: `Member ${field} ${nth}`, field },
        ...{ employer: 'A university', employerUscc: null, fromOn: '2026-01-01', untilOn: '2028-01-01' },
        office: 'member',
      },
    });
    members.push({ ...one, id });
  }

/** Whose interests are on record, by firm. */
const interested = new Map<string, Set<string>>(firms.map(({ uscc }) => [uscc, new Set()]));
/** What each member said last on a review. */
type Said = { readonly verdict: string; readonly why: string };

const code = (call: Promise<unknown>): Promise<string> => call.then(() => 'done', codeOf);
const stateOf = async (id: string): Promise<string> =>
  (await secretary.client.getCase({ params: { id } })).body.state.name;
const step = async (
  by: Someone,
  id: string,
  [name, body = {}]: readonly [string, object?],
): Promise<string> => code(by.client.postStep({ params: { id, step: name }, body }));

/** An interest comes on record, as members declare them and the office finds them: at any time. */
async function state({ uscc }: Firm): Promise<void> {
  const { id: member, account, client } = oneOf(members);
  const body = { id: randomUUID(), uscc: uscc as never, kind: 'adviser', note: 'As found' } as const;
  if (chance() < 0.5) await client.postOwnConflict({ body });
  else await secretary.client.postConflict({ body: { ...body, member } });
  interested.get(uscc)!.add(account.id);
}

/** Has a panel heard to its end, with interests that come up meanwhile; false where none can be made up. */
async function hear(firm: Firm, id: string, begin: string): Promise<Map<string, Said> | undefined> {
  const said = new Map<string, Said>();
  if ((await code(secretary.client.postPanel({ params: { id }, body: {} }))) !== 'done') return undefined;
  assert.equal(await step(secretary, id, [begin]), 'done');
  const hearing = await stateOf(id);
  for (let round = 0; (await stateOf(id)) === hearing; round++) {
    assert.ok(round < 40, `a hearing of ${id} never ends`);
    if (chance() < 0.25) {
      await state(firm);
      if ((await stateOf(id)) !== hearing) break;
      if ((await code(secretary.client.postPanel({ params: { id }, body: {} }))) !== 'done') return undefined;
    }
    for (const { client, account } of members) {
      const verdict = oneOf(['for', 'for', 'against', 'abstain']);
      const why = `Reason ${randomUUID()}`;
      const form = {
        ...Object.fromEntries(heads.map((head) => [head, 'met'])),
        ...{ verdict, why, dissent: oneOf(['named', 'unnamed']) },
      };
      const got = await code(client.postOpinion({ params: { id }, body: { form } }));
      if (got === 'done') said.set(account.id, { verdict, why });
      if (got === 'done' && interested.get(firm.uscc)!.has(account.id))
        assert.fail(`somebody with an interest was heard on ${id}`);
      if (chance() < 0.1) break;
    }
  }
  return said;
}

/** The voices of the hearing that was kept last. */
async function voices(id: string, hearings: number) {
  return until(`hearing ${hearings} of ${id} is kept`, async () => {
    const rows = await db.selectFrom('ethics_voice').selectAll().where('case_id', '=', id).execute();
    const kept = [...new Set(rows.map(({ hearing }) => hearing))].toSorted((a, b) => a - b);
    return kept.length === hearings ? { rows, last: kept.at(-1)! } : undefined;
  });
}

/** What goes for every hearing that has ended. */
async function holds(
  firm: Firm,
  id: string,
  {
    said,
    hearings,
    agreed,
  }: { readonly said: Map<string, Said>; readonly hearings: number; readonly agreed: boolean },
): Promise<void> {
  const { rows, last } = await voices(id, hearings);
  const heard = rows.filter(({ hearing }) => hearing === last);
  for (const { account } of heard) {
    assert.ok(!interested.get(firm.uscc)!.has(account), `an interest was heard on ${id}`);
    assert.ok(
      rows.every((one) => one.account !== account || one.hearing === last),
      `${account} was heard twice on ${id}`,
    );
  }
  const dissenting = agreed ? 'against' : 'for';
  const kept = heard.map(({ account, verdict, dissent }) => [account, verdict, dissent]).toSorted();
  const wanted = heard
    .map(({ account }) => [account, said.get(account)!] as const)
    .map(([account, { verdict, why }]) => [account, verdict, verdict === dissenting ? why : null])
    .toSorted();
  assert.deepEqual(kept, wanted, `dissent on ${id}`);
  assert.equal(heard.length, fieldNames.length);
}

async function filed(firm: Firm): Promise<string> {
  const { id } = (await firm.client.postCase({ body: { procedure: 'ethics-review' } })).body;
  const product = {
    firm: 'A firm',
    product: 'Something',
    stage: 'design',
    summary: 'Does.',
    technology: 'Some.',
  };
  await step(firm, id, ['describe', { form: product }]);
  await firm.client.postFile({
    params: { id, document: 'description' },
    query: { name: 'description.pdf' },
    body: new Blob([onePage('What it does (made up)')]),
  });
  const form = Object.fromEntries(heads.map((head) => [head, 'Looked at.']));
  assert.equal(await step(firm, id, ['file', { form }]), 'done');
  assert.equal(await step(secretary, id, ['accept']), 'done');
  return id;
}

/** Drafts, issues and perhaps appeals; the state that the case comes to. */
async function decided(firm: Firm, id: string, agreed: boolean): Promise<string> {
  if (agreed) {
    const kind = oneOf(['plain', 'conditions']);
    const form = { text: 'Agreed.', kind, conditions: kind === 'plain' ? '无' : '2027-01-01 say so' };
    await step(secretary, id, ['propose', { form }]);
    await step(bureau, id, [kind === 'plain' ? 'issue' : 'issue-conditions']);
    if (kind === 'plain') return stateOf(id);
    await step(firm, id, [
      chance() < 0.5 ? 'accept-conditions' : 'appeal-conditions',
      { reason: 'Too much.' },
    ]);
    return stateOf(id);
  }
  await step(secretary, id, ['propose-refusal', { form: { text: 'Not agreed.' } }]);
  await step(bureau, id, ['issue-refusal']);
  await step(firm, id, ['appeal-refusal', { reason: 'We see it otherwise.' }]);
  return stateOf(id);
}

test(`random reviews, seed ${seed}: nobody with an interest is heard, an appeal is heard by others, no dissent is lost`, async (t) => {
  let [hearings, appeals, dissents] = [0, 0, 0];
  for (let nth = 0; nth < reviews; nth++) {
    const firm = oneOf(firms);
    const id = await filed(firm);
    const said = await hear(firm, id, 'convene');
    if (!said) continue;
    const agreed = (await stateOf(id)) === 'agreeing';
    await holds(firm, id, { said, hearings: 1, agreed });
    hearings += 1;
    dissents += [...said.values()].filter(({ verdict }) => verdict === (agreed ? 'against' : 'for')).length;
    const state = await decided(firm, id, agreed);
    if (!state.endsWith('-appealed')) continue;
    const what = state.replace('-appealed', '');
    const again = await hear(firm, id, `rehear-${what}`);
    if (!again) continue;
    const reversed = (await stateOf(id)) === 'agreeing';
    await holds(firm, id, { said: again, hearings: 2, agreed: reversed });
    appeals += 1;
  }
  t.diagnostic(`${reviews} reviews, ${hearings} heard, ${appeals} appeals, ${dissents} dissents`);
  assert.ok(hearings > 0, 'something was heard');
});
