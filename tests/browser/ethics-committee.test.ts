import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yuanAs } from '../../apps/server/src/demo/clients.ts';
import { stage } from '../harness/stage.ts';
import { reportedBreach } from './ethics/breach.ts';
import { byKeyboard } from './ethics/committee.ts';
import { castOf } from './pilot/cast.ts';

// All of it, and in Chinese: `npm run soak -- walks`.
const { harbor, browser } = stage(100);

test('by keyboard alone a text of the declaration is adopted and an opinion given; a breach of it is reported without an account and followed', async () => {
  await using cast = castOf(harbor(), browser(), 'en');
  await byKeyboard(cast);
  await reportedBreach(cast);
});

test('whoever and whatever the demonstration has of the committee is marked as made up', async () => {
  const { home, current } = harbor();
  const client = await yuanAs(home, current().url, 'resident-a');
  const [{ body: committee }, { body: sessions }, { body: declarations }, { body: opinions }] =
    await Promise.all([
      client.getCommittee({}),
      client.listSessions({}),
      client.listDeclarations({}),
      client.listOpinions({ query: {} }),
    ]);
  const whole = await Promise.all(
    opinions.items.map(async ({ number }) => (await client.getOpinion({ params: { number } })).body),
  );
  const first = declarations.items.filter(({ version }) => version === 1);
  const said = [
    (await client.getSession({})).body.name,
    ...committee.items.flatMap(({ name, employer }) => [name, employer]),
    ...sessions.items.flatMap(({ place, agenda }) => [place, ...agenda]),
    ...first.flatMap(({ title, source }) => [title, source]),
    ...whole.flatMap(({ firm, product, text, conditions, dissents }) => [
      ...[firm, product, text],
      ...conditions.map(({ what }) => what),
      ...dissents.map(({ text: why }) => why),
    ]),
  ];
  assert.ok(said.length >= 20 && whole.length > 0, 'there is something to look at');
  const unmarked = said
    .flatMap((one) => (typeof one === 'string' ? [one] : [one.en, one.zh]))
    .filter((text) => !/演示|\bdemo\b|demonstration/i.test(text));
  assert.deepEqual(unmarked, []);
});
