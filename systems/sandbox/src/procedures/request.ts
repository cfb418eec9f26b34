import {
  type CaseFacts,
  type CaseForm,
  type CaseStateSpec,
  type EffectSpec,
  type Letter,
  lineField,
  type Procedure,
  procedure,
} from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { z } from 'zod';
import { pilotEffectSpec } from './effect.ts';
import { registerActor } from './register.ts';

type Forms = Readonly<Record<string, unknown>>;

/** A request about a project: what is asked, what the answer says, and what follows where it is granted. */
export type PilotRequest = {
  readonly name: string;
  readonly prefix: string;
  readonly title: Bilingual;
  readonly wants: 'extension' | 'change' | 'appeal';
  /** Its form has a field `project`. */
  readonly request: CaseForm;
  readonly decision: CaseForm;
  readonly days: number;
  readonly granted: (request: unknown) => EffectSpec;
};

/** The number of the project that a request is about. */
export const projectField: z.ZodString = lineField(
  {
    ...{ en: 'Number of the project', zh: '创新应用编号' },
    hint: { en: 'As it was announced', zh: '见公示信息' },
  },
  40,
);

const documents = {
  proof: {
    title: { en: 'Supporting documents', zh: '证明材料' },
    types: ['application/pdf', 'image/jpeg', 'image/png'],
  },
};

const states = {
  draft: { title: { en: 'Being filled in', zh: '填报中' } },
  'looking-up': { title: { en: 'Looked up in the register', zh: '核对登记信息' } },
  weighing: { title: { en: 'Before the board', zh: '审议中' } },
  granted: { title: { en: 'Granted', zh: '同意' }, ends: 'granted' },
  refused: { title: { en: 'Refused', zh: '不同意' }, ends: 'refused' },
  withdrawn: { title: { en: 'Withdrawn', zh: '已撤回' }, ends: 'withdrawn' },
} as const satisfies Record<string, CaseStateSpec>;

/**
 * A request about a project: the register looks the project up and holds it for the request, the board decides. A request of somebody else's
 * project, or at a wrong time, comes back with the reason.
 */
export function pilotRequest({
  name,
  prefix,
  title,
  wants,
  request,
  decision,
  days,
  granted,
}: PilotRequest): Procedure {
  const projectOf = (forms: Forms): string => (forms.request as { readonly project: string }).project;
  const giveUp = ({ forms }: CaseFacts): readonly EffectSpec[] =>
    forms.request ? [pilotEffectSpec({ kind: 'give-up', project: projectOf(forms) })] : [];
  return procedure({
    ...{ name, version: 1, prefix, title, office: 'hub', keptYears: 15 },
    subject: (forms) => (forms.request ? projectOf(forms) : ''),
    actors: {
      firm: { side: 'applicant', title: { en: 'Applicant', zh: '申请机构' }, roles: ['owner'] },
      board: { side: 'office', title: { en: 'Board', zh: '试点工作组' }, roles: ['bureau'] },
      register: registerActor,
    },
    forms: { request, decision },
    documents,
    states,
    steps: {
      ask: {
        ...{ title: { en: 'Send', zh: '提交' }, from: ['draft'], to: 'looking-up', by: ['firm'] },
        form: 'request',
        effects: ({ applicant: { party }, forms }) => [
          pilotEffectSpec({ kind: 'look-up', project: projectOf(forms), party, wants }),
        ],
      },
      found: {
        ...{ title: { en: 'Stands in the register', zh: '登记信息相符' }, from: ['looking-up'] },
        ...{ to: 'weighing', by: ['register'] },
      },
      'not-found': {
        ...{ title: { en: 'Cannot be asked', zh: '登记信息不符，退回' }, from: ['looking-up'] },
        ...{ to: 'draft', by: ['register'], asksReason: true },
      },
      grant: {
        ...{ title: { en: 'Grant', zh: '同意' }, from: ['weighing'], to: 'granted', by: ['board'] },
        form: 'decision',
        effects: ({ forms }) => [granted(forms.request)],
        letter: ({ forms }) => letter(title, { project: projectOf(forms), isGranted: true }),
      },
      refuse: {
        ...{ title: { en: 'Refuse', zh: '不同意' }, from: ['weighing'], to: 'refused', by: ['board'] },
        ...{ asksReason: true, effects: giveUp },
        letter: ({ forms, reason }) => letter(title, { project: projectOf(forms), isGranted: false, reason }),
      },
      withdraw: {
        ...{ title: { en: 'Withdraw', zh: '撤回' }, from: ['draft', 'weighing'], to: 'withdrawn' },
        ...{ by: ['firm'], effects: giveUp },
      },
    },
    terms: {
      decision: {
        ...{ title: { en: 'To decide', zh: '审议期限' }, while: ['weighing'], days, over: 'tell' },
        extension: { days: 10, by: ['board'] },
      },
    },
  });
}

type Saying = { readonly project: string; readonly isGranted: boolean; readonly reason?: string | null };

function letter(title: Bilingual, { project, isGranted, reason }: Saying): Letter {
  return {
    title: { en: `Answer: ${title.en}`, zh: `${title.zh}答复书` },
    paragraphs: [
      {
        en: `Your request about project ${project} is ${isGranted ? 'granted' : 'refused'}.`,
        zh: `您就试点项目${project}提出的申请，${isGranted ? '予以同意' : '不予同意'}。`,
      },
      ...(reason ? [{ en: `Reason: ${reason}`, zh: `理由：${reason}` }] : []),
    ],
  };
}
