import { Readable } from 'node:stream';
import {
  act,
  attachFile,
  type CasesContext,
  caseFiles,
  caseStore,
  chinaCalendar,
  type FilesContext,
  openCase,
  type Person,
  type Procedure,
} from '@finharbor/cases';
import { parkRegistration } from '@finharbor/cluster';
import { complaint } from '@finharbor/community';
import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { openServerDatabase, tablesOf } from '../database.ts';
import type { YuanClient } from './clients.ts';
import { onePage } from './one-page.ts';

/** Cases of the demonstration are fixed, so that a second start finds them. */
const id = (last: string): string => `01937f00-0000-7000-8000-00000000${last}`;
const monthMs = 30 * 24 * 60 * 60 * 1000;

/** Who complains of what, who answers, and who looks at it again. */
export type CasePeople = {
  readonly bureau: YuanClient;
  /** Who runs the park. */
  readonly operator: YuanClient;
  readonly firms: readonly [YuanClient, YuanClient];
  readonly residents: readonly [YuanClient, YuanClient];
  readonly reviewers: readonly YuanClient[];
  /** Of the hub: what has happened a month ago cannot be asked of a process whose clock is today's. */
  readonly databaseUrl: string;
};

type Said = { readonly about: string; readonly kind: string; readonly story: string; readonly wish: string };

const doubled: Said = {
  about: '演示商业银行 Demo Commercial Bank',
  kind: 'charges',
  story:
    '九月账户管理费扣了两次，每次三十元。 The account fee of September was taken twice, thirty yuan each time.',
  wish: '退回多扣的三十元。 Thirty yuan back.',
};
const handedOn: Said = {
  about: '健身房 Gym',
  kind: 'data',
  story: '我的电话号码被转给了贷款中介。 My telephone number was handed on to a loan broker.',
  wish: '停止使用并删除。 To stop using it, and to delete it.',
};
const unheard: Said = {
  about: '第三方支付公司 A payment company',
  kind: 'service',
  story: '退款申请三周无人答复。 A refund was asked for three weeks ago and nobody answered.',
  wish: '尽快退款。 The refund.',
};
const frightened: Said = {
  about: '自称银行客服的来电 A caller who claimed to be the bank',
  kind: 'fraud',
  story: '来电要求提供短信验证码。 The caller asked for the code of a text message.',
  wish: '核查该号码。 To look into that number.',
};

/**
 * Four complaints: one answered, one before a blind panel of which one has spoken, one that nobody took up in time, and one that has just
 * come in; a firm whose registration in the park was announced today, and one that was a month ago, which the clock registers: everybody may
 * read both. Repeating it changes nothing.
 */
export async function setUpCases(people: CasePeople): Promise<void> {
  const { bureau, firms, residents, reviewers, databaseUrl } = people;
  await answered({ by: firms[0], bureau }, id('ca01'), doubled);
  await reviewed({ by: residents[0], bureau }, reviewers);
  await overdue(databaseUrl, await personOf(residents[1]));
  await filed(firms[1], id('ca04'), frightened);
  await announced(people);
  await registered(people);
}

type Sides = { readonly by: YuanClient; readonly bureau: YuanClient };

async function filed(by: YuanClient, case_: string, form: Said): Promise<void> {
  const { body: begun } = await by.postCase({ body: { procedure: complaint.name, id: case_ } });
  if (begun.state.name === 'draft')
    await by.postStep({ params: { id: case_, step: 'file' }, body: { form } });
}

async function answered({ by, bureau }: Sides, case_: string, said: Said): Promise<void> {
  await filed(by, case_, said);
  const params = { id: case_ };
  const { body: one } = await bureau.getCase({ params });
  if (one.state.name === 'received')
    await bureau.postStep({ params: { ...params, step: 'accept' }, body: {} });
  if (one.state.name !== 'received' && one.state.name !== 'investigating') return;
  const form = {
    findings: '经核实，投诉所述情况属实。 What the complaint says was found to be so.',
    answer:
      '已责成被投诉方改正，并于五个工作日内答复您。 They were told to put it right and to answer you within five business days.',
  };
  await bureau.postStep({ params: { ...params, step: 'answer' }, body: { form } });
}

/** Its complainant was not content: three look at it again, who know nothing of each other. */
async function reviewed(sides: Sides, reviewers: readonly YuanClient[]): Promise<void> {
  const params = { id: id('ca02') };
  const { by, bureau } = sides;
  await answered(sides, params.id, handedOn);
  if ((await by.getCase({ params })).body.state.name !== 'answered') return;
  const seats = await Promise.all(reviewers.map(async (one) => ({ account: (await personOf(one)).account })));
  await bureau.postSeats({ params, body: { seats } });
  const reason = '中介仍在来电。 The broker still calls.';
  await by.postStep({ params: { ...params, step: 'object' }, body: { reason } });
  const form = { verdict: 'against', why: '未查明号码如何外泄。 How the number got out was not found.' };
  await reviewers[0]!.postOpinion({ params, body: { form } });
}

/** Filed a month ago and taken up by nobody. */
async function overdue(databaseUrl: string, by: Person): Promise<void> {
  await aMonthAgo({ databaseUrl, id: id('ca03'), procedure: complaint }, async ({ cases }) => {
    const opened = await openCase(cases, complaint.name, by);
    if (opened.kind === 'refused' || opened.case.state.state !== 'draft') return;
    const command = { type: 'step', step: 'file', form: unheard } as const;
    await act(cases, { id: opened.case.id, by, command });
  });
}

type Past = { readonly databaseUrl: string; readonly id: string; readonly procedure: Procedure };

/** The same is done as over the routes, by a clock of then. */
async function aMonthAgo(
  { databaseUrl, id, procedure }: Past,
  work: (then: FilesContext) => Promise<void>,
): Promise<void> {
  const db = openServerDatabase(databaseUrl, 'demo-cases');
  const clock = { ...systemClock, nowMs: () => systemClock.nowMs() - monthMs };
  try {
    const cases: CasesContext = {
      ...{ store: caseStore(tablesOf(db)), procedures: [procedure], calendar: chinaCalendar },
      ...{ clock, random: systemRandom, newId: () => id },
    };
    await work({ cases, files: caseFiles(tablesOf(db), { clock, newId: idSource(clock, systemRandom) }) });
  } finally {
    await db.destroy();
  }
}

const found = { findings: '现场与租赁合同相符。 The rooms are as the lease says.' };
const papers = [
  ['charter', 'Charter (made up)'],
  ['lease', 'Lease of two rooms (made up)'],
] as const;
const firmOf = (firm: string) => ({
  ...{ firm, business: '供应链数据服务。 Data services for supply chains.' },
  ...{ premises: 'lease', area: 120, staff: 14, contact: '张三 Zhang San' },
});

/** A firm has its address registered: it applies with two documents, the park's operator looks, the bureau announces it. */
async function announced({ firms: [firm], operator, bureau }: CasePeople): Promise<void> {
  const params = { id: id('ca05') };
  const { body: begun } = await firm.postCase({ body: { procedure: parkRegistration.name, id: params.id } });
  if (begun.state.name === 'draft') {
    for (const [document, line] of papers)
      await firm.postFile({
        params: { ...params, document },
        query: { name: `${document}.pdf` },
        body: new Blob([onePage(line)]),
      });
    const form = firmOf('演示科技有限公司 Demo Technology');
    await firm.postStep({ params: { ...params, step: 'file' }, body: { form } });
  }
  const step = async (by: YuanClient, name: string, form?: object): Promise<void> => {
    await by.postStep({ params: { ...params, step: name }, body: { ...(form && { form: { ...form } }) } });
  };
  const stateNow = async (): Promise<string> => (await operator.getCase({ params })).body.state.name;
  if ((await stateNow()) === 'filed') await step(operator, 'accept');
  if ((await stateNow()) === 'checking') await step(operator, 'recommend', found);
  if ((await stateNow()) === 'deciding')
    await step(bureau, 'announce', { address: '金科港一号楼801室 Room 801, Building 1' });
}

/** The same a month ago: nobody objected, so that it takes effect as soon as the hub's clock looks at it. */
async function registered({ firms, operator, bureau, databaseUrl }: CasePeople): Promise<void> {
  const by = await Promise.all([firms[1], operator, bureau].map(personOf));
  const [firm, clerk, officer] = by as [Person, Person, Person];
  const past = { databaseUrl, id: id('ca06'), procedure: parkRegistration };
  await aMonthAgo(past, async (then) => {
    const opened = await openCase(then.cases, parkRegistration.name, firm);
    if (opened.kind === 'refused') return;
    const { case: one } = opened;
    for (const [document, line] of one.state.state === 'draft' ? papers : []) {
      const bytes = onePage(line);
      const arriving = { document, name: `${document}.pdf`, size: bytes.length, most: bytes.length };
      await attachFile(then, one, { ...arriving, by: firm, bytes: Readable.from([bytes]) });
    }
    const address = '金科港二号楼305室 Room 305, Building 2';
    const way = [
      [firm, 'draft', 'file', firmOf('演示供应链有限公司 Demo Supply')],
      [clerk, 'filed', 'accept', undefined],
      [clerk, 'checking', 'recommend', found],
      [officer, 'deciding', 'announce', { address }],
    ] as const;
    for (const [who, from, step, form] of way) {
      if ((await then.cases.store.read(one.id))?.state.state !== from) continue;
      await act(then.cases, { id: one.id, by: who, command: { type: 'step', step, form } });
    }
  });
}

async function personOf(client: YuanClient): Promise<Person> {
  const { id: account, party, roles } = (await client.getSession({})).body;
  return { account, party, roles };
}
