import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { idSource, systemRandom } from '@finharbor/kernel';
import { pilot, type Someone } from './pilot-testing.ts';

// Whatever is hidden of the pilot is looked for in everything that anybody can read: every route that the process describes, as
// everybody, and every page of the public site.
const { url, db, anybody, bank, technology, stranger, secretary, board, supervisor, experts } = pilot;
after(() => pilot.stop());
const [first, second] = experts as [Someone, Someone];

type Reader =
  | 'public'
  | 'bank'
  | 'technology'
  | 'stranger'
  | 'secretary'
  | 'board'
  | 'first'
  | 'second'
  | 'supervisor';
const readers: Readonly<Record<Exclude<Reader, 'public'>, Someone>> = {
  ...{ bank, technology, stranger, secretary, board, first, second, supervisor },
};

/** Something hidden, and who may know it. */
type Secret = { readonly mark: string; readonly knownTo: readonly Reader[] };

const number = await pilot.running();
const admission = (
  await db
    .selectFrom('pilot_project')
    .select('case_id')
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
).case_id;

const begun = (by: Someone, procedure: string) =>
  by.client.postCase({ body: { procedure } }).then(({ body }) => body.id);

// A declaration that is still being written, saved and half filled in.
const draft = await begun(bank, 'pilot-banking');
const declared = { ...{ kind: 'service', launch: '2026-06-01', technology: '甲', function: '乙' } };
await pilot.at(bank, draft)('declare', {
  ...{ ...declared, name: 'DRAFT-SAVED', innovation: '丙', effect: '丁', users: 1, yuan: 1 },
});
await bank.client.putCaseDraft({
  params: { id: draft, step: 'secure' },
  body: { revision: 0, reason: '', form: { compliance: 'DRAFT-TYPED' } },
});

// A complaint without an account and one with, of which one is answered; and comments that are not shown.
const newId = idSource(pilot.clock, systemRandom);
const unnamed = newId();
const story = { kind: 'data', story: 'STORY-ANONYMOUS', wish: 'STORY-WISH' } as const;
const receipt = (await anybody.postPilotComplaint({ body: { id: unnamed, project: number, ...story } })).body;
const anonymous = (
  await db
    .selectFrom('case_receipt')
    .select('case_id')
    .where('reference', '=', receipt.reference)
    .executeTakeFirstOrThrow()
).case_id;
const named = await begun(stranger, 'pilot-complaint');
await pilot.at(stranger, named)('file', { project: number, ...story, story: 'STORY-NAMED' });
await pilot.at(secretary, anonymous)('answer', { answer: 'ANSWER-FOR-ONE', published: '一起投诉已办结。' });
const comments = [randomUUID(), randomUUID()] as const;
await anybody.postPilotComment({ params: { number }, body: { id: comments[0], body: 'COMMENT-WAITING' } });
await anybody.postPilotComment({ params: { number }, body: { id: comments[1], body: 'COMMENT-HIDDEN' } });
await secretary.client.postModeration({ params: { id: comments[1] }, body: { state: 'hidden' } });

const ofOffice = ['secretary', 'board'] as const;
const secrets: readonly Secret[] = [
  // What both wrote, as `pilot-testing.ts` has it.
  { mark: 'A hidden reason.', knownTo: [...ofOffice, 'first', 'second'] },
  { mark: first.id, knownTo: [...ofOffice, 'first'] },
  { mark: second.id, knownTo: [...ofOffice, 'second'] },
  { mark: 'expert-1', knownTo: [...ofOffice, 'first'] },
  { mark: 'expert-2', knownTo: [...ofOffice, 'second'] },
  // What the engine keeps of a case the office reads by its id, sent or not; what is only typed nobody else does.
  { mark: 'DRAFT-SAVED', knownTo: [...ofOffice, 'bank'] },
  { mark: 'DRAFT-TYPED', knownTo: ['bank'] },
  { mark: draft, knownTo: [...ofOffice, 'bank'] },
  { mark: 'STORY-ANONYMOUS', knownTo: ofOffice },
  { mark: 'STORY-WISH', knownTo: [...ofOffice, 'stranger'] },
  { mark: 'STORY-NAMED', knownTo: [...ofOffice, 'stranger'] },
  { mark: 'ANSWER-FOR-ONE', knownTo: ofOffice },
  // The office has the case; whoever had what it was filed under could file it again.
  { mark: anonymous, knownTo: ofOffice },
  { mark: unnamed, knownTo: [] },
  { mark: named, knownTo: [...ofOffice, 'stranger'] },
  { mark: stranger.id, knownTo: [...ofOffice, 'stranger'] },
  { mark: receipt.secret, knownTo: [] },
  { mark: 'COMMENT-WAITING', knownTo: [...ofOffice, 'bank', 'technology'] },
  { mark: 'COMMENT-HIDDEN', knownTo: [...ofOffice, 'bank', 'technology'] },
];

/** A text without what was asked for, which a refusal repeats. */
function without(text: string, asked: string): string {
  return asked
    .split(/[/?&=]/)
    .reduce((rest, part) => (part.length > 7 ? rest.replaceAll(part, '') : rest), text);
}

function leaksIn(text: string, reader: Reader): readonly string[] {
  return secrets.flatMap(({ mark, knownTo }) =>
    text.includes(mark) && !knownTo.includes(reader) ? [mark] : [],
  );
}

type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: { readonly enum?: readonly string[] };
};
type Described = { readonly parameters: readonly Parameter[]; readonly responses: object };

/** What a parameter is asked with; everything else that has to be there gets a word that nothing has. */
const values: Readonly<Record<string, readonly string[]>> = {
  id: [admission, draft, anonymous, named, comments[0], randomUUID()],
  number: [number, receipt.reference],
  reference: [receipt.reference],
  step: ['declare', 'file', 'opinion', 'answer'],
  seq: ['1', '2', '5', '9'],
  text: ['DRAFT', 'STORY', 'hidden', 'SDT', number],
  q: ['DRAFT', 'STORY', 'expert'],
  procedure: ['pilot-banking', 'pilot-complaint'],
  name: ['pilot-banking', 'pilot-complaint'],
};

/** Every address of a route that only reads: with all that has to be there, and one at a time of what may be. */
function addressesOf(path: string, { parameters }: Described): readonly string[] {
  const valuesOf = ({ name, schema }: Parameter) => values[name] ?? schema.enum ?? ['none'];
  const inPath = parameters.filter((one) => one.in === 'path');
  const paths = inPath.reduce<readonly string[]>(
    (all, one) => all.flatMap((to) => valuesOf(one).map((value) => to.replace(`{${one.name}}`, value))),
    [path],
  );
  const query = parameters.filter((one) => one.in === 'query');
  const needed = query.filter(({ required }) => required).map((one) => `${one.name}=${valuesOf(one)[0]}`);
  const asked = [needed.join('&')].concat(
    query
      .filter(({ required, name }) => !required && values[name])
      .flatMap((one) => valuesOf(one).map((value) => [...needed, `${one.name}=${value}`].join('&'))),
  );
  return paths.flatMap((to) => asked.map((said) => (said === '' ? to : `${to}?${said}`)));
}

async function readingRoutes(): Promise<readonly string[]> {
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as {
    readonly paths: Readonly<Record<string, { readonly get?: Described }>>;
  };
  return Object.entries(paths).flatMap(([path, { get }]) =>
    get && !JSON.stringify(get.responses).includes('text/event-stream') ? addressesOf(path, get) : [],
  );
}

test('no reviewer, reason, draft, complaint, complainant or comment that is not shown is found on any route by whom it is hidden from', async (t) => {
  const addresses = await readingRoutes();
  assert.ok(addresses.some((one) => one.startsWith('/pilots/')) && addresses.length > 100);
  const found: string[] = [];
  const seen = new Map<Reader, Set<string>>();
  for (const reader of ['public', ...Object.keys(readers)] as Reader[]) {
    const marks = new Set<string>();
    seen.set(reader, marks);
    for (const address of addresses) {
      const answer =
        reader === 'public' ? await fetch(url + address) : await readers[reader].send(url + address);
      const text = await answer.text();
      for (const { mark } of secrets) if (text.includes(mark)) marks.add(mark);
      const leaked = leaksIn(without(text, address), reader);
      if (leaked.length > 0) found.push(`${reader} ${address}: ${leaked.join(', ')}`);
    }
  }
  t.diagnostic(`${addresses.length} addresses, each as ${seen.size} readers`);
  assert.deepEqual(found, []);
  // It finds what there is to find.
  for (const [reader, mark] of [
    ['secretary', 'A hidden reason.'],
    ['secretary', first.id],
    ['bank', 'DRAFT-SAVED'],
    ['bank', 'DRAFT-TYPED'],
    ['secretary', 'STORY-ANONYMOUS'],
    ['stranger', 'STORY-NAMED'],
    ['bank', 'COMMENT-WAITING'],
  ] as const)
    assert.ok(seen.get(reader)!.has(mark), `${reader} reads ${mark}`);
});

test('nothing hidden is found on any page, feed or file of the public site', async (t) => {
  const open = ['/open/zh', '/open/en', '/open/data/catalogue.jsonld', '/open/sitemap.xml'];
  const known = new Set(open);
  const found: string[] = [];
  for (const path of open) {
    const text = await (await fetch(url + path)).text();
    const leaked = leaksIn(text, 'public');
    if (leaked.length > 0) found.push(`${path}: ${leaked.join(', ')}`);
    for (const [, to] of text.matchAll(
      /(?:href="|<loc>|Url":\s*\{?"?@?i?d?"?:?\s*"?)(?:https?:\/\/[^/"<]+)?(\/open[^"#<]*)/g,
    )) {
      const next = to!.replaceAll('&amp;', '&');
      if (!known.has(next)) {
        known.add(next);
        open.push(next);
      }
    }
  }
  t.diagnostic(`${open.length} addresses`);
  for (const page of [
    `/open/zh/pilots/${number}`,
    `/open/en/pilots/${number}/feed.atom`,
    '/open/data/pilots.csv',
  ])
    assert.ok(known.has(page), page);
  assert.ok(open.some((one) => one.includes('/forms/complain')));
  assert.deepEqual(found, []);
});

/** What is answered, without what names the question. */
async function answerOf(by: Someone, [method, path, body]: readonly [string, string, object?], id: string) {
  const answer = await by.send(`${url}${path.replace('ID', id)}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const { instance: _, ...said } = (await answer.json()) as Record<string, unknown>;
  return JSON.stringify([answer.status, said]).replaceAll(id, 'ID');
}

test('what somebody may not see is answered like what is not there', async () => {
  const hidden: readonly (readonly [Someone, string])[] = [
    ...[bank, technology, stranger, first, supervisor].map((by) => [by, anonymous] as const),
    ...[bank, technology, first, supervisor].map((by) => [by, named] as const),
    ...[technology, stranger, first].map((by) => [by, draft] as const),
    ...[stranger].map((by) => [by, admission] as const),
  ];
  const questions = [
    ['GET', '/cases/ID'],
    ['GET', '/cases/ID/events'],
    ['POST', '/cases/ID/steps/answer', {}],
    ['POST', '/cases/ID/comments', { text: '谁？' }],
  ] as const;
  for (const [by, id] of hidden)
    for (const question of questions)
      assert.equal(
        await answerOf(by, question, id),
        await answerOf(by, question, newId()),
        `${question.join(' ')} ${id}`,
      );
  const missing = `${number.slice(0, -4)}9999`;
  for (const question of [
    ['GET', '/pilots/ID'],
    ['GET', '/pilots/ID/records'],
    ['POST', '/pilots/ID/withdrawal', { id: randomUUID(), reason: '不' }],
    ['POST', '/pilots/ID/readings', { readings: [{ indicator: 'x', day: '2026-01-01', value: '1' }] }],
  ] as const)
    assert.equal(
      await answerOf(stranger, question, number),
      await answerOf(stranger, question, missing),
      question.join(' '),
    );
  const follow = async (reference: string) => {
    const path = `/public/pilot-complaints/${reference}`;
    return answerOf(stranger, ['POST', path, { secret: 'wrong' }], reference);
  };
  assert.equal(await follow(receipt.reference), await follow('SDT-2026-999999'));
});
