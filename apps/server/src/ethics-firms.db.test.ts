import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { signDocument } from '@finharbor/access';
import {
  type Cursor,
  codeOf,
  generateSigningKey,
  idSource,
  type PublicKey,
  syntheticUscc,
  systemClock,
  systemRandom,
} from '@finharbor/kernel';
import { readPdf, tagsOf } from '@finharbor/paper/testing';
import { type Someone, testEthics, until } from './ethics-testing.ts';

const { someone, anybody, keys, clock, audited, page } = await testEthics();
const newId = idSource(systemClock, systemRandom);
const code = (call: Promise<unknown>): Promise<string> => call.then(() => 'done', codeOf);
const uscc = '91350100M000100Y43' as Parameters<typeof anybody.getFirm>[0]['params']['uscc'];
const party = `firm:${uscc}`;
const bureau = await someone('bureau-1', 'hub', 'bureau');
const secretary = await someone('secretary', 'hub', 'operator');
const firm = await someone('firm-owner', party, 'owner');
const resident = await someone('resident', 'person:01937f00-0000-7000-8000-0000000000b1', 'resident');

const both = (text: string): { readonly en: string; readonly zh: string } => ({ en: text, zh: text });
const heads = Object.fromEntries(
  ['integrity', 'data', 'inclusion', 'openness', 'competition', 'risk', 'green'].map((head) => [
    head,
    `On ${head}.`,
  ]),
) as Parameters<typeof firm.client.putDisclosure>[0]['body']['heads'];
const articles = Array.from({ length: 9 }, (_, at) =>
  both(`Article ${at + 1} of a text made up for this test.`),
);
const text = { version: 1, title: both('Declaration'), articles, source: both('Made up') };
const key = generateSigningKey();

function signed(body: { version: number; hash: string; firm: string }, by = key, issuer = party) {
  const document = { type: 'ethics_declaration', issuer, audience: ['*'], body, issuedAtMs: clock.nowMs() };
  return { body: { document: signDocument(by, document) } };
}

test('the declaration is adopted with nine articles and never changed; a firm signs it with the key it is known by, and anybody can check', async () => {
  const empty = await page('/open/en/ethics-firms');
  assert.equal(empty.status, 200, 'nothing was published of any firm yet');
  const adopt = (by: Someone, changed: object = {}): Promise<string> =>
    code(by.client.postDeclaration({ body: { ...text, ...changed } }));
  assert.equal(await adopt(secretary), 'access.forbidden');
  assert.notEqual(await adopt(bureau, { articles: articles.slice(1) }), 'done', 'eight articles');
  assert.equal(await adopt(bureau), 'done');
  assert.equal(await adopt(bureau), 'done', 'the same again is the same');
  assert.equal(await adopt(bureau, { articles: articles.toReversed() }), 'ethics.version_taken');
  const [{ hash } = { hash: '' }] = (await anybody.listDeclarations({})).body.items;

  const body = { version: 1, hash, firm: 'Harbour Tech' };
  const sign = (of: ReturnType<typeof signed>): Promise<string> => code(firm.client.postSignature(of));
  assert.equal(await sign(signed(body)), 'ethics.bad_signature', 'no key of the firm is known');
  keys.set(party, key);
  assert.equal(await sign(signed(body, generateSigningKey())), 'ethics.bad_signature');
  assert.equal(await sign(signed(body, key, 'firm:91350100M000100Y44')), 'ethics.bad_signature');
  assert.equal(await sign(signed({ ...body, hash: 'ab'.repeat(32) })), 'ethics.other_text');
  const good = signed(body);
  const altered = { body: { document: { ...good.body.document, body: { ...body, firm: 'Somebody else' } } } };
  assert.equal(await sign(altered), 'ethics.bad_signature');
  assert.equal(await sign(good), 'done');
  assert.equal(await sign(good), 'done', 'the same again is the same');
  clock.advance(1_000);
  assert.equal(await sign(signed(body)), 'ethics.signed_already');
  const { items } = (await anybody.listSignatures({})).body;
  assert.deepEqual(
    items.map(({ document }) => document),
    [good.body.document],
  );
  assert.equal(items[0]!.document.key, key.publicKey satisfies PublicKey);
});

test('a firm discloses by heads for itself; another text is another revision, and the same text is none', async () => {
  const put = (by: Someone, year: number, said = heads): Promise<string> =>
    code(by.client.putDisclosure({ params: { uscc, year }, body: { firm: 'Harbour Tech', heads: said } }));
  assert.equal(await put(firm, 2027), 'ethics.not_found');
  assert.equal(await put(resident, 2025), 'access.forbidden');
  assert.equal(await put(firm, 2025), 'done');
  assert.equal(await put(firm, 2025), 'done');
  assert.equal(await put(firm, 2025, { ...heads, data: 'Less of it.' }), 'done');
  const { disclosures } = (await anybody.getFirm({ params: { uscc } })).body;
  assert.deepEqual(
    disclosures.map(({ year, revision, heads: said }) => [year, revision, said.data]),
    [[2025, 2, 'Less of it.']],
  );
});

test('anybody reports a breach; what is found is published without them, ends the signature where it says so, and counts in the rating', async () => {
  assert.equal((await anybody.getFirm({ params: { uscc } })).body.rating, null, 'no method is adopted');
  const method = {
    version: 1,
    weights: { reviews: 40, conditions: 20, breaches: 20, disclosure: 10, declaration: 10 },
    breachPoints: { advice: 200, criticism: 500, removal: 1_000 },
    bands: [
      { name: 'A', from: 800 },
      { name: 'B', from: 500 },
      { name: 'C', from: 0 },
    ],
    note: both('Made up for this test.'),
  };
  const adopt = (changed: object = {}): Promise<string> =>
    code(bureau.client.postMethod({ body: { ...method, ...changed } }));
  assert.notEqual(await adopt({ bands: method.bands.toReversed() }), 'done', 'the worst first');
  assert.equal(await adopt(), 'done');
  assert.equal(await adopt(), 'done');
  assert.equal(await adopt({ weights: { ...method.weights, reviews: 1 } }), 'ethics.version_taken');
  const rated = async () => (await anybody.getFirm({ params: { uscc } })).body.rating!;
  assert.deepEqual([(await rated()).score, (await rated()).band], [1_000, 'A']);

  const { id, number } = (await resident.client.postCase({ body: { procedure: 'ethics-breach' } })).body;
  const step = async (by: Someone, name: string, body: object = {}): Promise<string> =>
    code(by.client.postStep({ params: { id, step: name }, body }));
  const report = { firmName: 'Harbour Tech', uscc, article: '3', story: 'It sold my number.' };
  assert.equal(
    await step(resident, 'report', { form: { ...report, uscc: '91350100M000100Y44' } }),
    'case.not_yet',
  );
  assert.equal(await step(resident, 'report', { form: report }), 'done');
  await step(secretary, 'accept');
  const findings = { heard: 'It regrets it.', findings: 'It did.', measure: 'removal' };
  await step(secretary, 'propose', { form: findings });
  assert.equal(await step(secretary, 'uphold'), 'case.step_not_yours');
  assert.equal(await step(bureau, 'uphold'), 'done');
  const view = await until('it is on the firm’s page', async () => {
    const { body } = await anybody.getFirm({ params: { uscc } });
    // Its parts are read one beside the other.
    return body.breaches.length > 0 && body.signatures[0]?.ending ? body : undefined;
  });
  assert.deepEqual(
    [view.breaches[0]!.number, view.breaches[0]!.article, view.signatures[0]!.ending],
    [number, 3, 'removed'],
  );
  const { body: page } = await anybody.getPublicCase({ params: { number } });
  assert.doesNotMatch(
    JSON.stringify([page, view]),
    new RegExp(`resident|sold my number|${resident.account.id}`),
  );
  // Breaches 0 × 20, disclosure 1000 × 10, declaration 0 × 10, over 40.
  assert.equal((await rated()).score, 250);
  const { items } = (await anybody.listFirms({ query: {} })).body;
  assert.deepEqual(
    items.map((one) => [one.uscc, one.score, one.band]),
    [[uscc, 250, 'C']],
    'the list says the same',
  );
});

test('the annual report counts what is on record, and is printed as a tagged PDF in both languages', async () => {
  const { body } = await anybody.getYear({ params: { year: 2026 } });
  assert.deepEqual([body.breaches.removal, body.signatories, body.filed], [1, 0, 0]);
  assert.deepEqual(body.bands, [{ band: 'C', firms: 1 }]);
  assert.equal((await anybody.getYear({ params: { year: 2025 } })).body.disclosures, 1);
  for (const [language, measure] of [
    ['en', 'Removedfromthesignatories'],
    ['zh', '取消签署资格'],
  ] as const) {
    const { body: pdf } = await anybody.getYearPaper({ params: { year: 2026 }, query: { language } });
    const cells = tagsOf(await readPdf(pdf), 'TD').map(({ text: said }) => said.replaceAll(' ', ''));
    assert.equal(cells[cells.indexOf(measure) + 1], '1', cells.join(' | '));
  }
});

test('the open data is what its published JSON Schema says, and something else is not', async () => {
  const { body: schema } = await anybody.getOpenDataSchema({});
  const { body: data } = await anybody.getOpenData({});
  const { Ajv2020 } = createRequire(import.meta.resolve('fastify'))('ajv/dist/2020.js');
  const ajv = new Ajv2020({ strict: true, formats: { date: /^\d{4}-\d{2}-\d{2}$/ } });
  const isValid = ajv.compile(schema);
  assert.ok(isValid(data), JSON.stringify(isValid.errors));
  assert.equal(data.breaches.length, 1);
  assert.ok(!isValid({ ...data, breaches: [{ ...data.breaches[0]!, article: 10 }] }));
  assert.ok(!isValid({ ...data, reporters: [] }));
});

test('firms are paged in the order of their codes, found by name or code, and by band', async () => {
  clock.advance(1_000);
  const codes = ['one', 'two', 'three'].map((seed) => syntheticUscc(`paged-${seed}`) as typeof uscc);
  for (const [at, code_] of codes.entries()) {
    const owner = await someone(`paged-${at}`, `firm:${code_}`, 'owner');
    await owner.client.putDisclosure({
      params: { uscc: code_, year: 2025 },
      body: { firm: `Paged 100% ${at}`, heads },
    });
  }
  const walked: string[] = [];
  for (let cursor: Cursor | undefined; ; ) {
    const { items, next } = (await anybody.listFirms({ query: { limit: 1, ...(cursor && { cursor }) } }))
      .body;
    walked.push(...items.map((one) => one.uscc));
    if (next === null) break;
    cursor = next;
  }
  assert.deepEqual(walked, [...codes, uscc].toSorted());
  const found = async (query: { readonly q?: string; readonly band?: string }) =>
    (await anybody.listFirms({ query })).body.items.map((one) => one.uscc).toSorted();
  assert.deepEqual(await found({ q: '100% 1' }), [codes[1]]);
  assert.deepEqual(await found({ q: '100_' }), [], 'signs of LIKE mean themselves');
  assert.deepEqual(await found({ q: codes[2]!.slice(0, 17).toLowerCase() }), [codes[2]]);
  assert.deepEqual(await found({ band: 'C' }), [uscc]);
  assert.deepEqual(await found({ q: 'paged', band: 'B' }), codes.toSorted());
  assert.deepEqual(await found({ band: 'none' }), []);
});

test('the public site lists firms by what was published of them last, under the name they had then', async () => {
  const at = async (): Promise<readonly string[]> =>
    [...(await page('/open/en/ethics-firms')).text.matchAll(/Paged 100% \d|Harbour \w+/g)].map(
      ([name]) => name,
    );
  assert.equal((await at()).at(-1), 'Harbour Tech');
  clock.advance(1_000);
  const body = { firm: 'Harbour Labs', heads };
  await firm.client.putDisclosure({ params: { uscc, year: 2026 }, body });
  assert.deepEqual([(await at())[0], new Set(await at()).size], ['Harbour Labs', 4]);
  await firm.client.putDisclosure({ params: { uscc, year: 2026 }, body: { ...body, firm: 'Harbour Tech' } });
  assert.equal((await at())[0], 'Harbour Tech');
});

test('somebody without an account reports a breach and follows it by its secret alone; nothing says who it was', async () => {
  const body = {
    id: newId(),
    firmName: 'Harbour Tech',
    uscc,
    article: '3',
    story: 'It sold mine, too.',
  };
  assert.equal(
    await code(anybody.postEthicsReport({ body: { ...body, uscc: '91350100M000100Y44' } })),
    'ethics.report_wrong',
  );
  const first = (await anybody.postEthicsReport({ body })).body;
  const { reference, secret } = (await anybody.postEthicsReport({ body })).body;
  assert.equal(reference, first.reference, 'sent again it is the same report');
  const follow = (by: string, of = reference) =>
    anybody.followEthicsReport({ params: { reference: of }, body: { secret: by } });
  assert.equal(await code(follow(first.secret)), 'ethics.report_unknown');
  assert.equal(await code(follow(secret, 'LW-2026-999999')), 'ethics.report_unknown');
  const said = (await follow(secret)).body;
  assert.deepEqual([said.state.en, said.answers, said.isEnded], ['Received', [], false]);

  const { items } = (await secretary.client.listCases({ query: { queue: 'office', text: reference } })).body;
  const [{ id }] = items as unknown as readonly [{ readonly id: string }];
  // Whoever knows the case cannot come by a secret that follows it.
  const again = (await anybody.postEthicsReport({ body: { ...body, id } })).body;
  assert.notEqual(again.reference, reference);
  assert.equal((await follow(secret)).status, 200);
  const { body: seen } = await secretary.client.getCase({ params: { id } });
  assert.doesNotMatch(JSON.stringify(seen), new RegExp(body.id));
  assert.deepEqual(
    (await audited()).filter((action) => /report|follow/.test(action)),
    [],
    'not even from which address it came',
  );

  const reason = '证据不足 Not enough proof';
  await bureau.client.postStep({ params: { id, step: 'dismiss' }, body: { reason } });
  const closed = (await follow(secret)).body;
  assert.deepEqual([closed.state.en, closed.answers[0]?.zh, closed.isEnded], ['No breach', reason, true]);
  const guesses = await Promise.all(Array.from({ length: 30 }, () => code(follow('a guess'))));
  assert.ok(guesses.includes('request.too_many'), 'a secret cannot be guessed at without end');
});

test('the declaration and each year’s report stand on the public site, in its feeds and as data that is what its schema says', async () => {
  for (const [path, ...says] of [
    ['/open/en/ethics-declarations', 'Declaration', 'Report a breach', 'Follow a report'],
    [
      '/open/zh/ethics-declarations/v1',
      '第九条',
      'Article 9 of a text made up for this test.',
      '暂无企业签署该版本',
    ],
    ['/open/en/ethics-declarations/feed.atom', '<title', 'Declaration'],
    ['/open/en/ethics-firms?q=harbour', 'Harbour Tech', uscc, 'Band', '250'],
    [
      `/open/zh/ethics-firms/${uscc}`,
      '评价构成',
      '依据评价办法第1版',
      '取消签署资格',
      '已被取消',
      'Less of it.',
    ],
    ['/open/en/ethics-firms/feed.atom', 'Paged 100% 2'],
    ['/open/en/ethics-firms?q=nobody-is-called-so', 'Ethics of firms'],
    ['/open/en/ethics-reports', 'Annual report 2026', 'Annual report 2025'],
    ['/open/zh/ethics-reports/2026', '年度概况', '取消签署资格'],
    ['/open/en/ethics-reports?q=2025', 'Annual report 2025'],
    ['/open/en/ethics-reports/feed.atom', 'Annual report 2026'],
  ] as const) {
    const { status, text: body } = await page(path);
    assert.equal(status, 200, path);
    for (const one of says) assert.ok(body.includes(one), `${path} says ${one}`);
    assert.doesNotMatch(body, /resident|sold my number/, path);
  }
  assert.equal((await page('/open/en/ethics-declarations/v2')).status, 404);
  assert.equal((await page('/open/en/ethics-reports/2027')).status, 404, 'it has not begun');
  const { Ajv2020 } = createRequire(import.meta.resolve('fastify'))('ajv/dist/2020.js');
  assert.equal((await page(`/open/en/ethics-firms/${syntheticUscc('unheard-of')}`)).status, 404);
  for (const list of ['ethics-declarations', 'ethics-firms', 'ethics-reports']) {
    const [schema, data] = await Promise.all(
      [`/open/data/${list}.schema.json`, `/open/data/${list}.json`].map(async (path) =>
        JSON.parse((await page(path)).text),
      ),
    );
    const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    assert.ok(isValid(data), `${list}: ${JSON.stringify(isValid.errors)}`);
    assert.ok(!isValid({ ...data, records: [{}] }), list);
  }
});

test('a method whose ratings could be without a band, or in which nothing counts, is none; nor is a term that ends before it begins', async () => {
  const method = {
    version: 2,
    weights: { reviews: 0, conditions: 0, breaches: 0, disclosure: 0, declaration: 1 },
    breachPoints: { advice: 1, criticism: 2, removal: 3 },
    bands: [{ name: 'A', from: 0 }],
    note: both('Made up for this test.'),
  };
  const adopt = (changed: object): Promise<string> =>
    code(bureau.client.postMethod({ body: { ...method, ...changed } }));
  assert.notEqual(await adopt({ bands: [{ name: 'A', from: 1 }] }), 'done');
  assert.notEqual(await adopt({ weights: { ...method.weights, declaration: 0 } }), 'done');
  assert.equal(await adopt({}), 'done');
  const appointed: Parameters<typeof bureau.client.postMember>[0]['body'] = {
    ...{ id: newId(), account: 'resident', name: 'R', field: 'law', employer: 'E', employerUscc: null },
    ...{ fromOn: '2026-01-01', untilOn: '2026-01-01', office: 'member' },
  };
  assert.equal(await code(bureau.client.postMember({ body: appointed })), 'ethics.term_backwards');
});
