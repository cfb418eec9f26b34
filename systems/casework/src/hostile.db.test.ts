import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grant } from '@finharbor/cases/testing';
import { testCasework } from './testing.ts';

const free = { ...grant, steps: { ...grant.steps, file: { ...grant.steps.file!, needs: [] } } };
const { someone, url } = await testCasework([free]);
const firm = await someone('firm:91440300MA5EXAMPL1', 'owner');
const clerk = await someone('hub', 'clerk');
const experts = [await someone('hub', 'guest'), await someone('hub', 'guest'), await someone('hub', 'guest')];

/** Nothing shows them, or they turn what is shown, or no database keeps them: they go in nowhere. */
const refused: Readonly<Record<string, string>> = {
  'a null': 'a\0b',
  'text that is turned': 'safe \u202Efdp.exe',
  'an isolate that is never closed': 'safe \u2066 name',
  'a bell': 'a\u0007b',
  'a line separator': 'a\u2028b',
  'half a character': 'a\uD800b',
  'more than there is room for': '长'.repeat(6_000),
};
/** They are text like any other: whoever shows them shows them as they are. */
const harmless: Readonly<Record<string, string>> = {
  'a script': '<script>alert(1)</script>',
  'an image that fails': '"><img src=x onerror=alert(1)>',
  'a formula': "=cmd|'/c calc'!A1",
  'another formula': '@SUM(1+1)*cmd',
  'a family': '👨‍👩‍👧‍👦 👩🏽‍🚀',
  'a template': '{{text}} %s %00',
};

type Place = { readonly by: typeof firm; readonly path: string; readonly body: (text: string) => object };

async function begun(): Promise<string> {
  return (await firm.client.postCase({ body: { procedure: 'grant' } })).body.id;
}
async function filed(name = '海港金科'): Promise<string> {
  const id = await begun();
  await firm.client.postStep({
    params: { id, step: 'file' },
    body: { form: { name, yuan: 900, kind: 'new' } },
  });
  return id;
}
async function judged(): Promise<string> {
  const id = await filed();
  await clerk.client.postSeats({
    params: { id },
    body: { seats: experts.map(({ account }) => ({ account: account.id })) },
  });
  await clerk.client.postStep({ params: { id, step: 'judge' }, body: {} });
  return id;
}

/** Everywhere a person writes something. */
const places: Readonly<Record<string, () => Promise<Place>>> = {
  'a field of a form': async () => ({
    ...{ by: firm, path: `/cases/${await begun()}/steps/file` },
    body: (name) => ({ form: { name, yuan: 900, kind: 'new' } }),
  }),
  'a reason': async () => ({
    ...{ by: clerk, path: `/cases/${await filed()}/steps/ask` },
    body: (reason) => ({ reason }),
  }),
  'a comment': async () => ({
    ...{ by: firm, path: `/cases/${await filed()}/comments` },
    body: (text) => ({ text }),
  }),
  'why a term is extended': async () => ({
    ...{ by: clerk, path: `/cases/${await filed()}/extensions` },
    body: (reason) => ({ term: 'handling', reason }),
  }),
  'why somebody is excluded': async () => ({
    ...{ by: clerk, path: `/cases/${await filed()}/exclusions` },
    body: (reason) => ({ account: experts[0]!.account.id, reason }),
  }),
  'an opinion': async () => ({
    ...{ by: experts[0]!, path: `/cases/${await judged()}/opinion` },
    body: (why) => ({ form: { verdict: 'for', why } }),
  }),
};

async function sent({ by, path, body }: Place, text: string): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: by.authorization },
    body: JSON.stringify(body(text)),
  });
}

for (const [where, place] of Object.entries(places)) {
  test(`${where}: what cannot be seen, turns the text, or is too long is refused, and nothing changes`, async () => {
    const here = await place();
    for (const [what, text] of Object.entries(refused)) {
      const answer = await sent(here, text);
      assert.ok(answer.status === 400 || answer.status === 422, `${what}: ${answer.status}`);
      const problem = (await answer.json()) as { readonly errors?: readonly { readonly pointer: string }[] };
      assert.ok((problem.errors?.length ?? 0) > 0, `${what} names its field`);
    }
    assert.ok((await sent(here, 'Plain words.')).ok, 'it is still open');
  });

  test(`${where}: markup, formulas and pictures are kept as the text they are`, async () => {
    for (const [what, text] of Object.entries(harmless)) {
      const here = await place();
      const answer = await sent(here, text);
      assert.ok(answer.ok, `${what}: ${answer.status} ${await answer.clone().text()}`);
      const id = here.path.split('/')[2]!;
      const reads = await fetch(`${url}/cases/${id}/events`, {
        headers: { authorization: clerk.authorization },
      });
      assert.match(reads.headers.get('content-type')!, /^application\/json/);
      const events = JSON.stringify(((await reads.json()) as { readonly items: unknown }).items);
      assert.ok(events.includes(JSON.stringify(text).slice(1, -1)), `${what}: ${events}`);
    }
  });
}

test('in a file for a spreadsheet no cell is computed, whatever a case is called', async () => {
  for (const name of ['=1+1', '+1', '-1+cmd', '@SUM(1)', '\t=1']) {
    const id = await filed(name);
    const { number } = (await clerk.client.getCase({ params: { id } })).body;
    const file = await fetch(`${url}/cases/csv?queue=office&language=en`, {
      headers: { authorization: clerk.authorization },
    });
    const line = (await file.text()).split('\r\n').find((one) => one.startsWith(number))!;
    const cell = line.split(',')[2]!.replace(/^"/, '');
    assert.doesNotMatch(cell, /^[=+\-@\t\r]/, line);
  }
});

test('a search for anything finds what it names or nothing, and never fails', async () => {
  for (const text of [...Object.values(harmless), '%', '_', "'; drop table case_file; --", '\\', '""'])
    assert.ok((await clerk.client.listCases({ query: { queue: 'office', text } })).body.items.length >= 0);
});
