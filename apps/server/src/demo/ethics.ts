import { codeOf } from '@finharbor/kernel';
import type { YuanClient } from './clients.ts';
import { onePage } from './one-page.ts';

/** What the demonstration has of the committee is fixed, so that a second start finds it. */
const id = (last: string): string => `01937f00-0000-7000-8000-00000000${last}`;

/** Who reviews what. */
export type EthicsPeople = {
  readonly bureau: YuanClient;
  readonly secretary: YuanClient;
  readonly firm: YuanClient;
  /** One for each field. */
  readonly members: readonly YuanClient[];
};

const madeUp = { en: 'Made up for the demonstration.', zh: '为演示编写，非真实内容。' };
const fields = ['industry', 'technology', 'law', 'security', 'academia'] as const;

/** Nine articles of our own, by the heads of JR/T 0258-2022 and the plan: the text of the real declaration is not in what we were given. */
const articles = [
  {
    en: 'We keep to the licences and the law that our business rests on.',
    zh: '依法持牌经营，守住合规底线。',
  },
  { en: 'We take no more data than a purpose needs, with consent.', zh: '最小必要采集数据，充分取得授权。' },
  { en: 'We keep data safe and answer for it.', zh: '保障数据安全，承担保护责任。' },
  { en: 'We leave nobody out for age, place or disability.', zh: '服务普惠，不因年龄、地域、残障排斥他人。' },
  { en: 'We say what a product does, costs and risks.', zh: '如实披露产品功能、费用与风险。' },
  { en: 'We explain what an algorithm decides about people.', zh: '向当事人解释算法决策。' },
  { en: 'We compete fairly and bind nobody by data.', zh: '公平竞争，不以数据捆绑用户。' },
  { en: 'We look for risks first, stop in time and make good.', zh: '风险先行识别，及时止损并补偿。' },
  { en: 'We use no more energy than a service is worth.', zh: '节约资源，绿色低碳。' },
] as const;

/**
 * A committee of five, a session, the declaration and a method, all marked as made up; and two products: one agreed to with conditions and
 * a dissent, one before the panel. Repeating it changes nothing.
 */
export async function setUpEthics(people: EthicsPeople): Promise<void> {
  const { bureau } = people;
  const title = { en: 'Ethics declaration (demonstration)', zh: '金融科技伦理宣言（演示文本）' };
  await bureau.postDeclaration({ body: { version: 1, title, articles, source: madeUp } });
  await bureau.postMethod({
    body: {
      version: 1,
      weights: { reviews: 40, conditions: 20, breaches: 20, disclosure: 10, declaration: 10 },
      breachPoints: { advice: 200, criticism: 500, removal: 1_000 },
      bands: [
        { name: 'A', from: 800 },
        { name: 'B', from: 600 },
        { name: 'C', from: 0 },
      ],
      note: madeUp,
    },
  });
  await appoint(people);
  await people.secretary.postSession({
    body: {
      ...{ id: id('e501'), heldOn: '2026-12-18', place: { en: 'Room 1 (demo)', zh: '一号会议室（演示）' } },
      agenda: [{ en: 'Reviews of the quarter (demo)', zh: '本季度审查事项（演示）' }],
    },
  });
  await agreed(people);
  await heard(people, id('e602'), advice);
}

async function appoint({ bureau, members }: EthicsPeople): Promise<void> {
  for (const [at, member] of members.entries()) {
    const { id: account, name } = (await member.getSession({})).body;
    await bureau.postMember({
      body: {
        ...{ id: id(`e40${at}`), account, name, field: fields[at]!, employer: '演示单位 An employer (demo)' },
        ...{ employerUscc: null, fromOn: '2026-01-01', untilOn: '2029-01-01' },
        office: at === 0 ? 'chair' : 'member',
      },
    });
  }
}

type Product = {
  readonly product: string;
  readonly stage: string;
  readonly summary: string;
  readonly technology: string;
};
const scoring: Product = {
  ...{ product: '小微企业信用评分（演示） Credit scores of small firms (demo)', stage: 'design' },
  summary: '依据授权数据为小微企业评分。 Scores small firms by data they have authorised.',
  technology: '梯度提升树。 Gradient-boosted trees.',
};
const advice: Product = {
  ...{ product: '智能投顾对话（演示） Advice by chat (demo)', stage: 'deployment' },
  summary: '向个人推荐基金组合。 Recommends portfolios of funds to people.',
  technology: '大语言模型。 A large language model.',
};
const heads = ['integrity', 'data', 'inclusion', 'openness', 'competition', 'risk', 'green'];

/** Takes a product as far as its panel, which is asked. */
async function heard({ firm, secretary }: EthicsPeople, case_: string, form: Product): Promise<string> {
  const params = { id: case_ };
  const { body } = await firm.postCase({ body: { procedure: 'ethics-review', id: case_ } });
  const step = async (
    by: YuanClient,
    name: string,
    said?: Readonly<Record<string, string>>,
  ): Promise<string> =>
    (await by.postStep({ params: { ...params, step: name }, body: said ? { form: said } : {} })).body.state
      .name;
  let state = body.state.name;
  if (state === 'draft')
    state = await step(firm, 'describe', { firm: '企业甲（演示） Firm A (demo)', ...form });
  if (state === 'assessing') {
    await firm.postFile({
      params: { ...params, document: 'description' },
      query: { name: 'description.pdf' },
      body: new Blob([onePage('Description (made up)')]),
    });
    state = await step(
      firm,
      'file',
      Object.fromEntries(heads.map((head) => [head, '已自评（演示）。 Assessed (demo).'])),
    );
  }
  if (state === 'filed') state = await step(secretary, 'accept');
  if (state === 'composing') {
    await secretary.postPanel({ params, body: {} });
    state = await step(secretary, 'convene');
  }
  return state;
}

async function agreed(people: EthicsPeople): Promise<void> {
  const params = { id: id('e601') };
  const { firm, secretary, bureau, members } = people;
  let state = await heard(people, params.id, scoring);
  for (const [at, member] of members.entries()) {
    const { body } = await secretary.getCase({ params });
    state = body.state.name;
    if (state !== 'hearing') break;
    const form = {
      ...Object.fromEntries(heads.map((head) => [head, 'met'])),
      ...{ verdict: at === 2 ? 'against' : 'for', dissent: 'unnamed' },
      why:
        at === 2
          ? '拒绝理由不够清楚（演示）。 Refusals are not explained well enough (demo).'
          : '总体可行（演示）。 Sound on the whole (demo).',
    };
    // Whoever spoke before the first start was cut short has spoken.
    await member.postOpinion({ params, body: { form } }).catch(spoken);
  }
  const step = async (
    by: YuanClient,
    name: string,
    form?: Readonly<Record<string, string>>,
  ): Promise<string> =>
    (await by.postStep({ params: { ...params, step: name }, body: form ? { form } : {} })).body.state.name;
  state = (await secretary.getCase({ params })).body.state.name;
  if (state === 'agreeing')
    state = await step(secretary, 'propose', {
      text: '同意，附条件（演示）。 Agreed, with a condition (demo).',
      kind: 'conditions',
      conditions: '2027-06-30 向被拒绝的企业说明主要原因（演示） Tell refused firms the main reasons (demo)',
    });
  if (state === 'proposed') state = await step(bureau, 'issue-conditions');
  if (state === 'conditioned') await step(firm, 'accept-conditions');
}

function spoken(error: unknown): void {
  if (codeOf(error) !== 'case.opinion_given') throw error;
}
