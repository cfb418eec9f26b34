import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { manualClock, type PaperLanguage } from '@finharbor/kernel';
import { type PaperDraft, printed } from '@finharbor/kernel/http';
import { openPress } from '@finharbor/paper';
import { type ReadPdf, readPdf, tagsOf } from '@finharbor/paper/testing';
import type { ContractView } from '../contract-views.ts';
import { contractLeakage } from '../leakage.ts';
import { certificatePaper } from '../life/certificate-paper.ts';
import { rightsRegister } from '../life/rights/register.ts';
import { History } from '../life/rights/testing.ts';
import { entryOf } from '../life/views.ts';
import { contract as contractOf, draft, proposal as proposalOf } from '../proposals/testing.ts';
import type { ProposalView } from '../proposals/views.ts';
import { consumerRecord, officeRecord } from '../training/testing.ts';
import type { JobView, ReceiptView } from '../views.ts';
import { contractPaper } from './contract-paper.ts';
import { jobPaper } from './job-paper.ts';
import { receiptPaper } from './receipt-paper.ts';
import { recordPaper } from './record-paper.ts';

const press = openPress();
after(() => press.close());
const printer = {
  issuer: { en: 'Harbor Bank', zh: '海港银行' },
  clock: manualClock(Date.parse('2026-11-26T01:02:03Z')),
  press,
};
const id = 'ab'.repeat(32);
const languages: readonly PaperLanguage[] = ['en', 'zh'];
const names = {
  isOwn: (party: string) => party === 'bank',
  party: (party: string) => ({ bank: '海港银行', tax: '税务局' })[party] ?? party,
  product: () => '纳税信用',
};

const contract: ContractView = {
  id,
  state: 'in_force',
  usesMade: 3,
  decisions: [
    { party: 'tax', decision: 'approved', reason: '同意', atMs: Date.parse('2026-11-02T00:00:00Z') },
  ],
  countered: [],
  replacedBy: null,
  body: {
    contract: '00000000-0000-4000-8000-000000000001',
    kind: 'train',
    consumer: 'bank',
    providers: ['tax'],
    products: [id],
    purpose: { en: 'Credit', zh: '小微企业授信' },
    legalBasis: { en: 'Consent', zh: '企业授权' },
    constraints: [
      { name: 'uses', operator: 'lteq', value: 20, enforcement: 'enforced' },
      { name: 'recipient', operator: 'eq', value: 'bank', enforcement: 'promised' },
      { name: 'points_opened', operator: 'eq', value: 'consumer', enforcement: 'enforced' },
    ],
    validFrom: '2026-11-01T00:00:00Z',
    validUntil: '2027-11-01T00:00:00Z',
    leakage: contractLeakage({ kind: 'train', smallestGroup: 50, terms: { pointsOpened: 'consumer' } }, [
      'bank',
      'tax',
    ]),
  },
};

const job: JobView = {
  id: '00000000-0000-4000-8000-000000000002',
  kind: 'score',
  contract: id,
  proposal: null,
  status: 'done',
  attempt: 1,
  stage: 'open',
  roster: ['bank', 'tax'],
  dealer: 'hub',
  subject: null,
  error: null,
  result: null,
  createdAt: 0,
  updatedAt: 1000,
};

async function read(draft: PaperDraft): Promise<ReadPdf> {
  return readPdf((await printed(printer, draft)).body);
}

/** Lines are broken where the width ends. */
const plain = (text: string): string => text.replaceAll(/\s/g, '');
const cellsOf = (pdf: ReadPdf): readonly string[] => tagsOf(pdf, 'TD').map(({ text }) => text);

test('a contract on paper holds what was signed: facts, terms, who signed when, what each side learns', async () => {
  for (const language of languages) {
    const pdf = await read(contractPaper(contract, language, names));
    const cells = cellsOf(pdf);
    for (const text of [id, contract.body.purpose[language], '海港银行', '税务局', '纳税信用', '同意'])
      assert.ok(cells.includes(text), text);
    assert.equal(tagsOf(pdf, 'H2').length, 4);
    assert.ok(
      cells.some((cell) => cell.includes('20')),
      'the term on uses with its value',
    );
    const consumer = { en: 'opened to: the consumer alone', zh: '公开给：仅使用方' }[language];
    assert.ok(
      cells.some((cell) => plain(cell).includes(plain(consumer))),
      consumer,
    );
    assert.ok(!pdf.pages.join('').includes('{}'));
    // Every line of what was signed, as it was signed.
    const page = plain(pdf.pages.join(''));
    for (const line of contract.body.leakage[0]![language].split('\n').slice(0, 3))
      assert.ok(page.includes(plain(line).slice(0, 30)), line);
  }
});

test('a training on paper compares the models, and a party that learned nothing prints just that', async () => {
  const separation = { auc: 0.71234, ks: 0.3 };
  const figures = { ...separation, outOfTime: separation };
  const result = {
    model: 'm',
    rows: 12_345,
    sizes: {},
    points: { score: 600, odds: 20, pdo: 50 },
    report: {
      joint: figures,
      offices: figures,
      alone: figures,
      roc: { joint: [], offices: [] },
      features: [
        {
          party: 'tax',
          feature: 'arrears',
          iv: 0.4567,
          bins: [{ woe: -0.5, bad: 10, good: 90 }, { woe: 1 }],
        },
      ],
    },
    stages: [{ stage: 'fit', ms: 1500, bytesSent: 10, bytesReceived: 20 }],
    opened: {
      points: {
        base: 463,
        features: [
          { party: 'bank', feature: 'amount', points: [12, -7] },
          { party: 'tax', feature: 'arrears', points: [31, -19] },
        ],
      },
      coefficients: [
        { party: 'bank', feature: '', value: -1.5, standardError: 0.25, z: -6, p: 2e-9 },
        { party: 'tax', feature: 'arrears', value: 0.8125, standardError: 0.5, z: 1.625, p: 0.1042 },
      ],
    },
    labels: { amount: ['up to 5000', 'above 5000'] },
  };
  const training = {
    ...{ folds: 5, smallestGroup: 50 },
    settings: { ridge: 4, classWeights: { good: 0.5, bad: 10 }, pointsTo: 'label_holder' },
    leakage: contract.body.leakage,
  } as const;
  for (const language of languages) {
    const pdf = await read(jobPaper({ job: { ...job, kind: 'train', training, result } }, language, names));
    const cells = cellsOf(pdf);
    for (const text of ['0.7123', 'arrears', '0.457', '-0.500', '1.5']) assert.ok(cells.includes(text), text);
    // Own bins by what they are, those of others by number.
    for (const row of [
      ['amount', '海港银行', 'above 5000', '-7'],
      ['arrears', '税务局', '2', '-19'],
      ['arrears', '税务局', '0.8125', '0.5000', '1.63', '0.1042'],
    ])
      assert.ok(cells.join('|').includes(row.join('|')), row.join(' '));
    const weights = { en: 'repaid 0.5, default 10', zh: '已还清 0.5，违约 10' }[language];
    assert.ok(cells.includes(weights), weights);
    assert.ok(pdf.pages.join('').includes('463'));
    assert.ok(pdf.pages.join('').includes('12345'));
    const nothing = await read(jobPaper({ job }, language, names));
    assert.equal(tagsOf(nothing, 'Table').length, 1, 'the facts of the job alone');
  }
});

test('a training’s record on paper goes through the chapters, and carries itself as a file', async () => {
  for (const { record, entries } of [
    { record: officeRecord(), entries: 8 },
    { record: consumerRecord(), entries: 9 },
  ])
    for (const language of languages) {
      const pdf = await read(recordPaper(record, language, names));
      const [file] = pdf.attachments;
      assert.deepEqual(JSON.parse(file![1]), record);
      const titles = tagsOf(pdf, 'H2').map(({ text }) => text);
      assert.equal(titles.length, entries + 1);
      assert.ok(
        titles.includes(`6.1 ${{ en: 'Objective function', zh: '目标函数' }[language]}`),
        titles.join(),
      );
      const cells = cellsOf(pdf).map(plain);
      for (const text of [record.digest, 'arrears', '@finharbor/fusion'])
        assert.ok(cells.includes(text), text);
      assert.ok(!pdf.pages.join('').includes('{}'));
    }
});

test('a score on paper lists its reasons', async () => {
  const reasons = [{ en: 'Arrears count against it.', zh: '“欠税”一项对评分不利。' }];
  const pdf = await read(jobPaper({ job: { ...job, result: { points: 455, reasons } } }, 'zh', names));
  assert.deepEqual(
    tagsOf(pdf, 'LBody').map(({ text }) => text),
    [reasons[0]!.zh],
  );
  assert.ok(pdf.pages[0]!.includes('455'));
});

function proposed(kind: 'intersect' | 'statistics'): ProposalView {
  const { id: signed, body } = proposalOf(draft(kind), contractOf(kind));
  return {
    id: signed,
    kind,
    contract: body.contract,
    title: body.title,
    purpose: body.title,
    consumer: 'bank',
    providers: ['tax'],
    state: 'approved',
    proposedAtMs: 0,
    plan: body.plan,
    digest: id,
    data: body.data,
    leakage: body.leakage,
    answers: [],
    jobs: [],
  };
}

const stages = [{ stage: 'read', ms: 1000, bytesSent: 1, bytesReceived: 2 }];

test('an intersection on paper says who learns what, and how many firms both sides have', async () => {
  const proposal = proposed('intersect');
  const result = {
    ...{ rows: 321, usable: 320, unusable: [], duplicates: 3, peerRows: 400 },
    ...{ common: 123, written: null, protocol: 'rr22', stages },
    sum: {
      field: 'TaxPaid',
      decimals: 1,
      total: 4567.8,
      mean: 37.137,
      edges: [10, 20.5],
      bins: [1, 22, 100],
    },
  };
  for (const language of languages) {
    const printedJob: JobView = { ...job, kind: 'intersect', proposal: proposal.id, result };
    const pdf = await read(jobPaper({ job: printedJob, proposal }, language, names));
    const cells = cellsOf(pdf);
    const untold = { en: 'not told to this party', zh: '未告知本方' }[language];
    const bin = { en: '10.0 to below 20.5', zh: '10.0 至 20.5（不含）' }[language];
    for (const text of ['321', '123', untold, proposal.title[language], '4567.8', '37.137', bin, '22'])
      assert.ok(cells.includes(text), text);
    assert.ok(pdf.pages.join('').includes(language === 'en' ? 'Not prevented' : '无法防止'));
  }
});

test('an intersection that was withheld says so on paper, and not how many firms are common', async () => {
  const result = { withheld: { atLeast: 900 }, stages };
  const printedJob: JobView = { ...job, kind: 'intersect', result };
  const pdf = await read(jobPaper({ job: printedJob, proposal: proposed('intersect') }, 'zh', names));
  assert.ok(pdf.pages.join('').includes('不足 900 户'));
});

test('statistics on paper stand in the units of the data sets, with what is withheld, the noise and the budget', async () => {
  const proposal = proposed('statistics');
  const result = {
    rows: 100,
    results: [
      {
        kind: 'groups',
        name: 'tax by industry',
        cells: [{ groups: [0], rows: 60, sum: '123450', mean: 2057.5 }, { groups: [1] }],
      },
      {
        kind: 'quantiles',
        name: 'tax',
        noise: [4.5],
        counts: [1, 2, 3],
        quantiles: [{ at: 0.5, above: 25, upTo: 1250 }],
      },
    ],
    budget: { spentMicro: 1000, leftMicro: 999_000 },
    stages,
  };
  for (const language of languages) {
    const printedJob: JobView = { ...job, kind: 'statistics', proposal: proposal.id, result };
    const pdf = await read(jobPaper({ job: printedJob, proposal }, language, names));
    const cells = cellsOf(pdf);
    const withheld = { en: 'withheld', zh: '不公开' }[language];
    for (const text of ['A', '60', '1234.5', '20.575', withheld, '0.25', '12.5'])
      assert.ok(cells.includes(text), text);
    for (const text of ['4.50', '0.999']) assert.ok(pdf.pages.join('').includes(text), text);
  }
});

test('a receipt on paper carries itself as a file, its proof, its keys and the way to the page that checks it', async () => {
  const receipt: ReceiptView = {
    id: job.id,
    job: job.id,
    body: {
      party: 'bank',
      job: job.id,
      session: 's',
      kind: 'train',
      contract: id,
      subject: null,
      fields: ['arrears'],
      transcript: 'cd'.repeat(32),
      usedAt: '2026-11-03T00:00:00Z',
    },
    salt: 'ef'.repeat(32),
    logIndex: 7,
    proof: 'c2sp.org/tlog-proof@v1\nindex 7\n',
    trust: { logKey: 'log+00000000+AAAA', witnessKeys: ['tax+00000000+BBBB'] },
  };
  const checkUrl = 'https://harbor.example/app/verify';
  for (const language of languages) {
    const pdf = await read(receiptPaper(receipt, { language, names, checkUrl }));
    const [file] = pdf.attachments;
    assert.deepEqual(JSON.parse(file![1]), receipt);
    assert.match(tagsOf(pdf, 'Figure')[0]!.alt ?? '', /https:\/\/harbor\.example\/app\/verify/);
    const page = pdf.pages.join('');
    for (const text of [receipt.salt, 'index 7', receipt.trust.logKey, checkUrl, file![0]])
      assert.ok(page.includes(text), text);
    assert.ok(cellsOf(pdf).includes('cd'.repeat(32)));
  }
});

test('a certificate of rights on paper says what is registered and how it stands, and carries the signed documents', async () => {
  const history = new History();
  const evidence = [{ name: '授权书.pdf', digest: id }];
  const asked = history.register('tax', 'initial', { evidence, rights: ['hold', 'operate'] });
  const certificate = history.certify(asked.id, { noticeDays: 10 });
  const terms = { registry: 'hub', nowMs: history.nowMs };
  const [entry] = rightsRegister(history.file, terms);
  const view = { entry: entryOf(entry!), title: { en: 'Jobs', zh: '企业用工' }, atMs: history.nowMs };
  const parties = new Map([['tax', '税务局']]);
  const checkUrl = `https://hub.city.example/app/rights/${certificate}`;
  for (const language of languages) {
    const pdf = await read(certificatePaper(view, { language, names: parties, checkUrl }));
    const cells = cellsOf(pdf);
    const state = { en: 'On public notice', zh: '公示中' }[language];
    const held = {
      en: 'to hold the data resource, to operate the data product',
      zh: '数据资源持有权、数据产品经营权',
    };
    for (const text of ['税务局', view.title[language], state, held[language], '授权书.pdf'])
      assert.ok(cells.map(plain).includes(plain(text)), text);
    const [file] = pdf.attachments;
    assert.deepEqual(JSON.parse(file![1]), {
      registration: JSON.parse(JSON.stringify(asked)),
      certificate: JSON.parse(JSON.stringify(entry!.answer)),
    });
  }
});
