import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FinharborError } from '@finharbor/kernel';
import type { FormAnswer, PublicForm, SentForm } from './form.ts';
import { openPortal, type PortalAnswer, type PortalRequest } from './portal.ts';
import { hostile, hostileEntries, testNow, testSite } from './testing-site.ts';

const received: SentForm[] = [];
let answer: (form: SentForm) => FormAnswer;
const done = (title: string): FormAnswer => ({
  ...{ kind: 'done', title: { en: title, zh: title }, paragraphs: [] },
});
const say: PublicForm = {
  ...{ name: 'say', about: 'entry', title: { en: 'Say something', zh: '说' } },
  ...{ lead: { en: 'Anything.', zh: '任何。' }, submit: { en: 'Send', zh: '提交' } },
  fields: [
    {
      ...{ name: 'kind', kind: 'choice', most: 10, title: { en: 'Kind', zh: '类别' } },
      options: [{ value: 'a', title: { en: 'A', zh: '甲' } }],
    },
    { name: 'story', kind: 'text', most: 500, title: { en: 'Story', zh: '经过' } },
  ],
  async send(form) {
    received.push(form);
    return answer(form);
  },
};
const ask: PublicForm = { ...say, name: 'ask', about: 'list', title: { en: 'Ask', zh: '问' } };
const portal = openPortal(testSite(hostileEntries, [say, ask]));
const origin = 'https://harbor.example';

beforeEach(() => {
  received.length = 0;
  answer = () => done('Received');
});

const textOf = ({ body }: PortalAnswer): string => Buffer.from(body as Uint8Array).toString();
const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** What a browser would send of a page's form. */
function fieldsOf(page: string): URLSearchParams {
  const form = /<form class="ask"[\s\S]*?<\/form>/.exec(page)![0];
  const hidden = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  return new URLSearchParams(hidden.map(([, name, value]) => [name!, unescaped(value!)]));
}

async function opened(url = '/open/en/things/forms/say?about=T-1'): Promise<URLSearchParams> {
  const given = await portal({ url, headers: {} });
  assert.equal(given.status, 200);
  return fieldsOf(textOf(given));
}

function send(
  fields: URLSearchParams,
  headers: PortalRequest['headers'] = { origin, 'sec-fetch-site': 'same-origin' },
): Promise<PortalAnswer> {
  const post = { body: Buffer.from(fields.toString()), address: '203.0.113.7' };
  return portal({ url: '/open/en/things/forms/say', headers, post });
}

const filled = (fields: URLSearchParams, story: string): URLSearchParams => {
  fields.set('kind', 'a');
  fields.set('story', story);
  return fields;
};

test('an entry leads to its forms and a list to those about none; each is given out as a page that nobody keeps', async () => {
  const read = async (url: string) => textOf(await portal({ url, headers: {} }));
  assert.ok((await read('/open/zh/things/T-1')).includes('href="/open/zh/things/forms/say?about=T-1"'));
  assert.ok((await read('/open/en/things')).includes('href="/open/en/things/forms/ask"'));
  const { headers } = await portal({ url: '/open/en/things/forms/ask', headers: {} });
  assert.deepEqual(
    [headers['cache-control'], headers['referrer-policy'], headers.etag],
    ['no-store', 'same-origin', undefined],
  );
  for (const nowhere of ['say', 'say?about=T-99', 'none', 'ask?about=T-1', 'say?about='])
    assert.equal(
      (await portal({ url: `/open/en/things/forms/${nowhere}`, headers: {} })).status,
      404,
      nowhere,
    );
  const post = { body: new Uint8Array(), address: '' };
  assert.equal((await portal({ url: '/open/en/things', headers: {}, post })).status, 404);
});

test('the same form sent twice is the same id and the same secret; another one has others', async () => {
  const fields = filled(await opened(), ' one\r\ntwo ');
  assert.equal((await send(fields)).status, 200);
  await send(fields);
  await send(filled(await opened(), 'other'));
  const [first, second, other] = received;
  assert.deepEqual(first, second);
  assert.deepEqual([first!.values, first!.about], [{ kind: 'a', story: 'one\ntwo' }, 'T-1']);
  assert.ok(other!.id !== first!.id && other!.secret !== first!.secret && first!.secret.length === 24);
});

test('a page of another site has nothing sent; whoever says nothing of where they are needs the token alone', async () => {
  const fields = filled(await opened(), 'forged');
  for (const headers of [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin, 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ])
    assert.equal((await send(fields, headers)).status, 403, JSON.stringify(headers));
  assert.deepEqual(received, []);
  assert.equal((await send(fields, { origin })).status, 200);
  assert.equal((await send(fields, {})).status, 200);
});

test('a form that was not given out here, or too long ago, is given anew with what was typed', async () => {
  const good = filled(await opened(), 'Kept text');
  const changed = (name: string, value: string): URLSearchParams => {
    const fields = new URLSearchParams(good);
    fields.set(name, value);
    return fields;
  };
  const begun = Number(good.get('_at'));
  for (const fields of [
    changed('_token', 'x'.repeat(43)),
    changed('_token', ''),
    changed(
      '_id',
      good.get('_id')!.replace(/^./, (sign) => (sign === '0' ? '1' : '0')),
    ),
    changed('_at', String(begun + 1)),
    changed('_about', 'T-2'),
    filled(await opened('/open/en/things/forms/ask'), 'Kept text'),
  ]) {
    if (fields.get('_about') === '') fields.set('_about', 'T-1');
    const { status, body } = await send(fields);
    assert.equal(status, 422);
    assert.ok(
      Buffer.from(body as Uint8Array)
        .toString()
        .includes('Kept text'),
    );
  }
  testNow.ms += 25 * 3_600_000;
  const late = await send(good);
  assert.equal(late.status, 422);
  assert.deepEqual(received, []);
  assert.equal((await send(filled(fieldsOf(textOf(late)), 'Kept text'))).status, 200);
});

test('what is wrong stands beside its field with what was typed, and goes out as the same form', async () => {
  const fields = await opened();
  const first = fields.get('_id');
  fields.set('story', 'x'.repeat(501));
  const wrong = await send(fields);
  const page = textOf(wrong);
  assert.equal(wrong.status, 422);
  assert.match(page, /<title>Error: /);
  assert.match(
    page,
    /<p class="error" id="e-kind">Choose one\.<\/p>\s*<select id="f-kind"[^>]*aria-invalid="true"/,
  );
  assert.match(page, /<p class="error" id="e-story">Write at most 500 characters\.<\/p>/);
  assert.ok(page.includes('x'.repeat(501)) && page.includes('<a href="#f-story">'));
  assert.deepEqual(received, []);
  answer = () => ({ kind: 'wrong', fields: { story: { en: 'Not this.', zh: '不行。' } } });
  const refused = textOf(await send(filled(fieldsOf(page), 'again')));
  assert.ok(refused.includes('Not this.') && refused.includes('again'));
  answer = () => done('Received');
  assert.equal((await send(filled(fieldsOf(refused), 'again'))).status, 200);
  assert.deepEqual(
    received.map(({ id }) => id),
    [first, first],
  );
});

test('who sends too much is told when to come again; what fails is told of to the log alone; nothing typed is lost', async () => {
  const fields = filled(await opened(), 'Long story');
  answer = () => {
    throw new FinharborError({ code: 'request.too_many', publicMessage: 'Wait.', retryAfterMs: 61_000 });
  };
  const many = await send(fields);
  assert.deepEqual([many.status, many.headers['retry-after']], [429, '61']);
  answer = () => {
    throw new Error('secret of the database');
  };
  const failed = await send(fields);
  assert.deepEqual([failed.status, (failed.fault as Error).message], [503, 'secret of the database']);
  for (const page of [textOf(many), textOf(failed)]) {
    assert.ok(page.includes('Long story') && !page.includes('secret of'));
    assert.equal(fieldsOf(page).get('_id'), fields.get('_id'));
  }
  answer = () => ({ kind: 'used' });
  const used = await send(fields);
  assert.equal(used.status, 409);
  assert.notEqual(fieldsOf(textOf(used)).get('_id'), fields.get('_id'));
  answer = () => ({ kind: 'gone' });
  assert.equal((await send(fields)).status, 404);
});

test('hostile text is shown as it is and lets nothing run', async () => {
  for (const said of hostile.filter((one) => one.length <= 500)) {
    const fields = await opened();
    fields.set('story', said);
    const tags = textOf(await send(fields))
      .match(/<[^>]*>/g)!
      .join('')
      .replace(/"[^"]*"/g, '');
    assert.doesNotMatch(tags, /<(script|style|b|img)\b|\s(on\w+|style)=/i, said);
  }
});
