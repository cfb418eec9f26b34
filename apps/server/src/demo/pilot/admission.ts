import { codeOf } from '@finharbor/kernel';
import { onePage } from '../one-page.ts';
import type { Past, PastClient } from './past.ts';
import type { DemoProject } from './projects.ts';

/** Days from the filing of a declaration to what comes after it. */
const pace = { accept: 2, review: 4, meet: 10, supervise: 14, announce: 16, admit: 45 } as const;

/** How far a declaration has come. */
export type Reached =
  | 'draft'
  | 'filed'
  | 'panel'
  | 'doubted'
  | 'meeting'
  | 'supervising'
  | 'announced'
  | 'admitted'
  | 'refused'
  | 'withdrawn';

/** The whole id that something of the demonstration has, so that a second start finds it. */
export const demoId = (last: string): string => `01937f00-0000-7000-8000-00000000${last}`;

type Form = Readonly<Record<string, string | number>>;

/** What people do with a case. */
type Steps = {
  readonly step: (
    login: string,
    name: string,
    said?: { readonly form?: Form; readonly reason?: string },
  ) => Promise<void>;
  readonly seats: (login: string, ...people: readonly string[]) => Promise<void>;
  readonly opinion: (login: string, form: Form) => Promise<void>;
};

/** Steps of a case, each taken once: what was done before a start was cut short is passed over. */
export function stepsOf(past: Past, id: string): Steps {
  const params = { id };
  const step: Steps['step'] = async (login, name, { form, reason } = {}) => {
    const body = { ...(form && { form: { ...form } }), ...(reason === undefined ? {} : { reason }) };
    await unlessDone(past.as(login).postStep({ params: { ...params, step: name }, body }));
    await past.settle([id]);
  };
  const seats: Steps['seats'] = async (login, ...people) => {
    const accounts = await Promise.all(people.map(past.accountOf));
    await unlessDone(
      past.as(login).postSeats({ params, body: { seats: accounts.map((account) => ({ account })) } }),
      // The case is before a panel of another size by now.
      'case.person_unfit',
    );
  };
  // Who gave up a seat to the next panel does not find the case any more.
  const opinion: Steps['opinion'] = (login, form) =>
    unlessDone(past.as(login).postOpinion({ params, body: { form: { ...form } } }), 'case.not_found');
  return { step, seats, opinion };
}

const done = ['case.step_closed', 'case.ended', 'case.opinion_given', 'case.no_panel', 'case.seats_wrong'];

async function unlessDone(call: Promise<unknown>, ...also: readonly string[]): Promise<void> {
  await call.catch((error: unknown) => {
    if (![...done, ...also].includes(codeOf(error))) throw error;
  });
}

/** Begins a case; the one that is there where it has been. */
export async function began(
  past: Past,
  login: string,
  { id, procedure }: { readonly id: string; readonly procedure: string },
): Promise<void> {
  const { body } = await past.as(login).postCase({ body: { procedure, id } });
  if (body.procedure.name !== procedure) throw new Error(`${id} is a case of ${body.procedure.name}.`);
  await past.settle([id]);
}

/** Attaches papers that say what they are, those that are missing. */
export async function attached(
  by: PastClient,
  id: string,
  papers: Readonly<Record<string, string>>,
): Promise<void> {
  const { documents } = (await by.getCase({ params: { id } })).body;
  for (const [document, line] of Object.entries(papers)) {
    if (documents.some(({ name, files }) => name === document && files.length > 0)) continue;
    await by.postFile({
      ...{ params: { id, document }, query: { name: `${document}.pdf` } },
      body: new Blob([onePage(`${line} (made up for the demonstration)`)]),
    });
  }
}

async function filled(past: Past, project: DemoProject, id: string): Promise<void> {
  const { owner, licensed, declaration, safeguards } = project;
  const own = {
    ...{ name: ownNames[owner], uscc: past.partyOf(owner).slice('firm:'.length), kind: 'technology' },
  };
  const by = past.as(owner);
  const { body } = await by.getCase({ params: { id } });
  if (body.state.name !== 'draft') return;
  const { step } = stepsOf(past, id);
  const [lead, second, third] = [...licensed, own];
  await step(owner, 'lead', { form: lead! });
  if (second) await step(owner, 'second', { form: second });
  if (third) await step(owner, 'third', { form: third });
  await step(owner, 'declare', { form: declaration });
  await step(owner, 'secure', { form: safeguards });
  await attached(by, id, { licence: 'Licences', assessment: 'Security assessment', agreement: 'Agreement' });
}

const ownNames = {
  'owner-a': '企业甲（演示） Firm A (demo)',
  'owner-b': '企业乙（演示） Firm B (demo)',
  'owner-c': '企业丙（演示） Firm C (demo)',
} as const;

const scores = {
  inclusion: 4,
  innovation: 4,
  control: 4,
  need: 3,
  verdict: 'for',
  why: '目标清楚，风险可控。 A clear aim, and risks under control.',
};
const low = {
  ...scores,
  innovation: 2,
  control: 1,
  verdict: 'against',
  why: '个人投资者风险过高。 Too much risk for people.',
};
const agreed = { verdict: 'for', reference: '演示函〔2026〕1号', why: '无异议。 No objection.' };

/** Who sits on panels: experts know nothing of each other. */
const seated = {
  'pilot-banking': { experts: ['teller', 'resident-a'], supervisors: ['supervisor'] },
  'pilot-capital-market': { experts: ['teller', 'resident-a', 'resident-b'], supervisors: ['supervisor'] },
  'pilot-joint': {
    experts: ['teller', 'resident-a', 'resident-b'],
    supervisors: ['supervisor', 'regulator-hk'],
  },
} as const;

/** Takes a declaration, begun so many days ago, as far as it has come; gives its number where it has one. */
export async function admission(
  past: Past,
  project: DemoProject,
  { daysAgo, reached }: { readonly daysAgo: number; readonly reached: Reached },
): Promise<string> {
  const id = demoId(project.id);
  const { owner, procedure, batch } = project;
  const { experts, supervisors } = seated[procedure];
  const { step, seats, opinion } = stepsOf(past, id);
  past.goTo(daysAgo);
  await began(past, owner, { id, procedure });
  await filled(past, project, id);
  if (reached === 'draft') return '';
  await step(owner, 'file');
  if (reached === 'filed') return '';
  past.goTo(daysAgo - pace.accept);
  await seats('operator', ...experts);
  await step('operator', 'accept', {
    form: { batch, findings: '材料齐备，符合受理条件。 Complete, and fit to be taken up.' },
  });
  past.goTo(daysAgo - pace.review);
  for (const expert of reached === 'panel' ? experts.slice(1) : experts)
    await opinion(expert, reached === 'doubted' ? low : scores);
  if (reached === 'panel' || reached === 'meeting') return '';
  past.goTo(daysAgo - pace.meet);
  if (reached === 'doubted') {
    await step('bureau', 'refuse', {
      reason: '专家认为可控性不足，不予测试。 The experts find too little control of risks.',
    });
    return '';
  }
  await step('bureau', 'meet', {
    form: {
      heldOn: past.day(),
      present: '试点工作组、人民银行、证监局代表（演示） The board and both regulators (demo)',
      discussed:
        '讨论了数据来源、风险补偿和退出安排。 Sources of data, compensation and exit were discussed.',
      conclusion: '同意送监管部门会商。 To be put to the supervisors.',
    },
  });
  await seats('bureau', ...supervisors);
  past.goTo(daysAgo - pace.supervise);
  for (const supervisor of reached === 'supervising' ? supervisors.slice(0, 1) : supervisors)
    await opinion(supervisor, agreed);
  if (reached === 'supervising') return '';
  past.goTo(daysAgo - pace.announce);
  await step('bureau', 'announce');
  const number = await numberOf(past.as(owner), id);
  if (reached === 'announced') return number;
  past.goTo(daysAgo - pace.admit);
  if (reached === 'withdrawn') await step(owner, 'withdraw');
  else if (reached === 'refused')
    await step('bureau', 'refuse', {
      reason:
        '公示期间公众反映录音攻击风险，补充材料未能说明。 During the comments recordings were shown to pass, and what was handed in later does not answer it.',
    });
  else await step('bureau', 'admit', { form: { months: 12, comments: 'answered' } });
  return number;
}

async function numberOf(by: PastClient, id: string): Promise<string> {
  const { forms, state } = (await by.getCase({ params: { id } })).body;
  const given = forms.registration as { readonly number: string } | undefined;
  if (!given) throw new Error(`${id} has no number; it is ${state.name}.`);
  return given.number;
}
