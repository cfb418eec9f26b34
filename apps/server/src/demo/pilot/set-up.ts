import { admission, attached, began, demoId, stepsOf } from './admission.ts';
import { openPast, type Past, type PastParts } from './past.ts';
import { demoProjects } from './projects.ts';
import { governed, kept, measuredOf, reported } from './watched.ts';

/**
 * Projects of the innovation pilot in every stage and ended in every way, with what was reported, recorded, said and complained of them; all
 * marked as made up. Goes before anybody works on what follows from the hub's cases. A second start finds the last of it and changes nothing.
 */
export async function setUpPilot(parts: PastParts): Promise<void> {
  const isThere = await parts.db
    .selectFrom('pilot_comment')
    .select('id')
    .where('id', '=', demoId(lastSaid))
    .executeTakeFirst();
  if (isThere) return;
  // Each at days of its own, all at once: one after the other a start would wait for them.
  const [first, second, third, fourth] = await Promise.all([1, 2, 3, 4].map(() => openPast(parts)));
  const [tested, announced] = await allOf([running(first!), underWay(second!), left(third!), ended(fourth!)]);
  await admission(first!, demoProjects.drafted, { daysAgo: 1, reached: 'draft' });
  await spoken(first!, { tested: tested!, announced: announced! });
}

/** Waits for all of them, also where one fails: nothing goes on behind a start that is over. */
async function allOf(work: readonly Promise<string>[]): Promise<readonly string[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

/** The comment that is made last of everything. */
const lastSaid = 'd302';

/** Those that are looked at now, before they are admitted. */
async function underWay(past: Past): Promise<string> {
  const number = await admission(past, demoProjects.announced, { daysAgo: 20, reached: 'announced' });
  await admission(past, demoProjects.supervising, { daysAgo: 16, reached: 'supervising' });
  await admission(past, demoProjects.meeting, { daysAgo: 8, reached: 'meeting' });
  await admission(past, demoProjects.panel, { daysAgo: 6, reached: 'panel' });
  await admission(past, demoProjects.filed, { daysAgo: 2, reached: 'filed' });
  return number;
}

/** Those that never ran. */
async function ended(past: Past): Promise<string> {
  await admission(past, demoProjects.doubted, { daysAgo: 120, reached: 'doubted' });
  await admission(past, demoProjects.withdrawn, { daysAgo: 110, reached: 'withdrawn' });
  const refused = await admission(past, demoProjects.refused, { daysAgo: 100, reached: 'refused' });
  await upheld(past, refused);
  await stopped(past);
  return refused;
}

type Comment = {
  readonly daysAgo: number;
  readonly id: string;
  readonly body: string;
  readonly answer?: string;
};

async function commented(past: Past, number: string, { daysAgo, id, body, answer }: Comment): Promise<void> {
  past.goTo(daysAgo);
  await past.as().postPilotComment({ params: { number }, body: { id: demoId(id), body } });
  if (answer === undefined) return;
  await past.as('operator').postModeration({ params: { id: demoId(id) }, body: { state: 'shown', answer } });
}

/** What people say who have no account, the oldest first: how much they may say is counted by the clock. */
async function spoken(
  past: Past,
  { tested, announced }: { readonly tested: string; readonly announced: string },
): Promise<void> {
  await commented(past, tested, {
    ...{ daysAgo: 250, id: 'd303', body: '企业能否随时撤回授权？ Can a firm take its consent back?' },
    answer: '可以，撤回后立即停止使用。 Yes, and nothing is used from then on.',
  });
  await commented(past, announced, {
    ...{ daysAgo: 3, id: 'd301', body: '保证金退还需要多久？ How long until a deposit is given back?' },
    answer: '出函当日退还。 The same day.',
  });
  past.goTo(2);
  await past.as().postPilotComplaint({
    body: {
      ...{ id: demoId('d153'), project: tested, kind: 'data' },
      story: '未申请也收到营销短信。 Advertisements by text message, without having applied.',
      wish: '停止并说明来源。 To stop, and where they have the number from.',
    },
  });
  const body = '联合体投标能否申请？ Can bidders apply who bid together?';
  await commented(past, announced, { daysAgo: 1, id: lastSaid, body });
}

/** Refused, appealed for, and the appeal was not granted. */
async function upheld(past: Past, number: string): Promise<void> {
  const id = demoId('d121');
  const { step } = stepsOf(past, id);
  past.goTo(50);
  await began(past, 'owner-c', { id, procedure: 'pilot-appeal' });
  await step('owner-c', 'ask', {
    form: { project: number, why: '已增加活体检测。 Recordings are detected now.' },
  });
  past.goTo(40);
  await step('bureau-b', 'refuse', {
    reason: '检测报告未覆盖方言样本，维持原决定。 The report has no dialects in it; the decision stands.',
  });
}

/** One that was stopped and compensates its customers to the end; and one whose stop is appealed against, before somebody else. */
async function stopped(past: Past): Promise<void> {
  const first = await admission(past, demoProjects.stopped, { daysAgo: 300, reached: 'admitted' });
  past.goTo(150);
  await measured(past, first, {
    id: 'd401',
    kind: 'suspend',
    reason: '多起投诉反映误判。 Several complaints of wrong hints.',
  });
  past.goTo(140);
  await measured(past, first, {
    id: 'd402',
    kind: 'stop',
    reason:
      '群体间误判率差异过大，整改无效，终止测试。 Wrong hints differ too much between groups, and what was changed did not help.',
  });
  const owed = {
    kind: 'compensation',
    cause: '误判导致贷款被拒。 Loans were refused by wrong hints.',
    customers: 9,
    dueFen: 180_000,
  } as const;
  const owing = { number: first, owner: demoProjects.stopped.owner };
  past.goTo(120);
  await kept(past, owing, {
    id: 'd205',
    versions: [
      { ...owed, paidCustomers: 3, paidFen: 60_000 },
      { ...owed, paidCustomers: 9, paidFen: 180_000 },
    ],
  });
  const second = await admission(past, demoProjects.appealed, { daysAgo: 200, reached: 'admitted' });
  past.goTo(20);
  await measured(past, second, {
    id: 'd403',
    kind: 'stop',
    reason: '使用了未声明的数据来源。 It used a source of data that was not declared.',
  });
  const id = demoId('d122');
  past.goTo(9);
  await began(past, 'owner-c', { id, procedure: 'pilot-appeal' });
  const why =
    '该数据来源已在变更申请中说明，申请早于检查。 The source stands in a request for change that came before the inspection.';
  await stepsOf(past, id).step('owner-c', 'ask', { form: { project: second, why } });
}

type Measure = { readonly id: string; readonly kind: 'suspend' | 'resume' | 'stop'; readonly reason: string };

async function measured(past: Past, number: string, { id, kind, reason }: Measure): Promise<void> {
  await past.as('bureau').postMeasure({ params: { number }, body: { id: demoId(id), kind, reason } });
}

/** Those that run, one of which stands still by itself. */
async function running(past: Past): Promise<string> {
  const { running, suspended, advising, joint } = demoProjects;
  const first = {
    number: await admission(past, running, { daysAgo: 280, reached: 'admitted' }),
    owner: running.owner,
  };
  await reported(past, first, { measured: measuredOf.running, weeks: 32 });
  await governed(past, first, 200);
  await asked(past, first, 'extension');
  const second = {
    number: await admission(past, suspended, { daysAgo: 190, reached: 'admitted' }),
    owner: suspended.owner,
  };
  await reported(past, second, { measured: measuredOf.suspended(20), weeks: 20 });
  const third = {
    number: await admission(past, advising, { daysAgo: 150, reached: 'admitted' }),
    owner: advising.owner,
  };
  await reported(past, third, { measured: measuredOf.advising, weeks: 14 });
  await asked(past, third, 'change');
  const fourth = {
    number: await admission(past, joint, { daysAgo: 130, reached: 'admitted' }),
    owner: joint.owner,
  };
  await reported(past, fourth, { measured: measuredOf.joint, weeks: 11 });
  await complained(past, first.number, fourth.number);
  return first.number;
}

/** A longer time, which the board has before it; and another declaration, which was granted: its second version. */
async function asked(
  past: Past,
  { number, owner }: { readonly number: string; readonly owner: string },
  what: 'extension' | 'change',
): Promise<void> {
  const id = demoId(what === 'extension' ? 'd131' : 'd132');
  const { step } = stepsOf(past, id);
  past.goTo(what === 'extension' ? 3 : 60);
  await began(past, owner, { id, procedure: `pilot-${what}` });
  const extension = {
    months: 6,
    why: '需覆盖完整年度的还款周期。 A whole year of repayments has to be seen.',
  };
  const change = {
    kind: 'safeguards',
    risks:
      '组合回撤硬限值由百分之二十收紧至百分之十五；市场剧烈波动时停止推荐。 The hard bound of drawdown goes from twenty to fifteen per cent; no advice while markets are wild.',
    why: '专家建议收紧限值。 The experts advised so.',
  };
  await step(owner, 'ask', { form: { project: number, ...(what === 'extension' ? extension : change) } });
  if (what === 'extension') return;
  past.goTo(50);
  await step('bureau', 'grant', {
    form: { findings: '变更有利于风险防控，同意。 The change keeps risks better; agreed.' },
  });
}

/** One that has left with a certificate and is followed into its roll-out, and one whose exit is before the experts. */
async function left(past: Past): Promise<string> {
  const { exited, exiting } = demoProjects;
  const first = {
    number: await admission(past, exited, { daysAgo: 500, reached: 'admitted' }),
    owner: exited.owner,
  };
  await exit(past, first, {
    id: 'd141',
    name: exited.declaration.name as string,
    daysAgo: 120,
    isConfirmed: true,
  });
  for (const [at, users, text] of [
    [60, 420, '推广至两家银行。 Two banks use it.'],
    [
      5,
      910,
      '推广至五家银行，覆盖全市七成信用证业务。 Five banks, and seven in ten letters of credit of the city.',
    ],
  ] as const) {
    past.goTo(at);
    const body = {
      kind: 'follow_up',
      users,
      yuan: users * 4_000_000,
      institutions: at === 60 ? 2 : 5,
      text,
    } as const;
    await kept(past, first, { id: at === 60 ? 'd206' : 'd207', versions: [body] });
  }
  const second = {
    number: await admission(past, exiting, { daysAgo: 320, reached: 'admitted' }),
    owner: exiting.owner,
  };
  await exit(past, second, {
    id: 'd142',
    name: exiting.declaration.name as string,
    daysAgo: 25,
    isConfirmed: false,
  });
  return first.number;
}

const exitHeads = [
  'value',
  'quality',
  'satisfaction',
  'continuity',
  'legality',
  'transactions',
  'data',
  'risks',
];
type Exit = {
  readonly id: string;
  readonly name: string;
  readonly daysAgo: number;
  readonly isConfirmed: boolean;
};

async function exit(
  past: Past,
  { number, owner }: { readonly number: string; readonly owner: string },
  { id: last, name, daysAgo, isConfirmed }: Exit,
): Promise<void> {
  const id = demoId(last);
  const { step, seats, opinion } = stepsOf(past, id);
  past.goTo(daysAgo);
  await began(past, owner, { id, procedure: 'pilot-exit' });
  const summary =
    '测试期内运行平稳，指标均在限值内，客户满意度百分之九十六。 It ran steadily, all figures within bounds; 96 per cent of customers are content.';
  await step(owner, 'ask', { form: { project: number, name, summary, users: 310, next: 'roll-out' } });
  await attached(past.as(owner), id, { report: 'Report of the test' });
  await step(owner, 'self-test', {
    form: Object.fromEntries(exitHeads.map((head) => [head, '符合要求（演示）。 Met (demo).'])),
  });
  await seats('bureau', 'supervisor');
  past.goTo(daysAgo - 8);
  await opinion('supervisor', {
    verdict: 'for',
    report: 'DEMO-AUDIT-1',
    findings: '无保留意见。 Without reservation.',
  });
  await step('operator', 'pass-on');
  await seats('operator', 'teller', 'resident-a');
  past.goTo(daysAgo - 14);
  const said = {
    ...Object.fromEntries(exitHeads.map((head) => [head, 4])),
    verdict: 'for',
    why: '具备推广条件。 Fit for roll-out.',
  };
  await opinion('teller', said);
  if (!isConfirmed) return;
  await opinion('resident-a', said);
  past.goTo(daysAgo - 18);
  await step('bureau', 'confirm', {
    form: { conclusion: '测试达到预期目标，准予出盒。 The test has reached its aims.' },
  });
}

/** Two complaints of somebody with an account: one was answered, one is before the board. */
async function complained(past: Past, credit: string, wallet: string): Promise<void> {
  const params = { id: demoId('d151') };
  past.goTo(40);
  await began(past, 'resident-b', { id: params.id, procedure: 'pilot-complaint' });
  const first = stepsOf(past, params.id);
  await first.step('resident-b', 'file', {
    form: {
      project: credit,
      kind: 'service',
      story: '申请被拒，页面没有说明原因。 Refused, and the page did not say why.',
      wish: '说明原因。 The reasons.',
    },
  });
  past.goTo(33);
  await first.step('operator', 'answer', {
    form: {
      answer:
        '已要求机构在页面列出前五项影响因素，并向您补充说明。 They now show the five factors that weighed most, and have written to you.',
      published:
        '一起关于拒贷理由展示的投诉，已整改办结。 A complaint about reasons that were not shown; put right.',
    },
  });
  const second = demoId('d152');
  past.goTo(30);
  await began(past, 'resident-b', { id: second, procedure: 'pilot-complaint' });
  const { step } = stepsOf(past, second);
  await step('resident-b', 'file', {
    form: {
      project: wallet,
      kind: 'money',
      story: '退款少了汇率差。 The refund lacks the difference of the rate.',
      wish: '补足差额。 The rest.',
    },
  });
  past.goTo(16);
  await step('operator', 'answer', {
    form: {
      answer: '按付款日汇率退回。 Paid back at the rate of the day.',
      published: '一起退款汇率投诉，已答复。 A complaint about the rate of a refund; answered.',
    },
  });
  past.goTo(10);
  await step('resident-b', 'object', {
    reason: '声明书写明退款按原汇率。 The declaration says at the rate of the purchase.',
  });
}
