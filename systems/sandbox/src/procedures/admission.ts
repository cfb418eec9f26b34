import {
  type Actor,
  type CaseStateSpec,
  choiceField,
  dateField,
  type Letter,
  lineField,
  numberField,
  type Procedure,
  type PublicCase,
  procedure,
  type StepSpec,
  type TermSpec,
  textField,
  verdictField,
} from '@finharbor/cases';
import { z } from 'zod';
import { type Track, type TrackName, trackNames, tracks } from '../tracks.ts';
import { applicantsOf, notYetFiled, type Sections, sectionForms } from './declaration.ts';
import { type Declared, pilotEffectSpec } from './effect.ts';
import { admissionHeads, scale, scored } from './heads.ts';
import { registerActor } from './register.ts';

/** On any track. */
const longestMonths = Math.max(...trackNames.map((name) => tracks[name].testMonths));

const scans = ['application/pdf', 'image/jpeg', 'image/png'];
const section = { from: ['draft'], to: 'draft', by: ['firm'] } as const;

const forms = {
  ...sectionForms,
  check: {
    title: { en: 'Formal check', zh: '形式审查' },
    schema: z.strictObject({
      findings: textField({ en: 'What was found', zh: '审查意见' }, 2_000),
      batch: lineField({ en: 'Batch', zh: '批次', hint: { en: 'Such as 2026-1', zh: '如 2026-1' } }, 20),
    }),
  },
  review: { title: { en: 'Expert’s review', zh: '专家评审' }, schema: scored(admissionHeads) },
  minutes: {
    title: { en: 'Minutes of the meeting', zh: '会议纪要' },
    schema: z.strictObject({
      heldOn: dateField({ en: 'Held on', zh: '会议日期' }),
      present: textField({ en: 'Present', zh: '参会人员' }, 1_000),
      discussed: textField({ en: 'What was discussed', zh: '讨论情况' }),
      conclusion: textField({ en: 'Conclusion', zh: '会议结论' }, 2_000),
    }),
  },
  supervision: {
    title: { en: 'Supervisor’s opinion', zh: '监管部门意见' },
    schema: z.strictObject({
      verdict: verdictField,
      reference: lineField({ en: 'Own reference', zh: '文号' }, 60),
      why: textField({ en: 'Reasons and conditions', zh: '理由与监管要求' }, 2_000),
    }),
  },
  registration: {
    title: { en: 'Number', zh: '登记编号' },
    schema: z.strictObject({
      number: lineField({ en: 'Number of the application', zh: '创新应用编号' }, 40),
    }),
  },
  decision: {
    title: { en: 'Decision', zh: '决定' },
    schema: z.strictObject({
      months: numberField({ en: 'Months of testing', zh: '测试期限（月）' }, { min: 1, max: longestMonths }),
      comments: choiceField(
        { en: 'What the public said', zh: '公众意见采纳情况' },
        {
          none: { en: 'Nothing was said', zh: '未收到意见' },
          answered: { en: 'Answered', zh: '已回应' },
          taken: { en: 'Taken up', zh: '已采纳' },
        },
      ),
    }),
  },
};

type Values = {
  readonly [K in keyof typeof forms]: z.output<(typeof forms)[K]['schema']>;
};

const documents = {
  licence: { title: { en: 'Licences', zh: '金融牌照' }, types: scans },
  assessment: { title: { en: 'Security assessment by others', zh: '第三方安全评估报告' }, types: scans },
  agreement: { title: { en: 'Agreement of the applicants', zh: '合作协议' }, types: scans },
  minutes: { title: { en: 'Signed minutes', zh: '签字会议纪要' }, types: scans },
};

/** Where a declaration can stand; how many sit on its panels is the track's to say. */
function statesOf(track: Track): Readonly<Record<string, CaseStateSpec>> {
  return {
    draft: { title: { en: 'Being filled in', zh: '填报中' } },
    filed: { title: { en: 'Formal check', zh: '形式审查' } },
    reviewing: {
      title: { en: 'Before the experts', zh: '专家评审中' },
      panel: {
        ...{ by: 'expert', form: 'review', seats: track.experts, quorum: track.experts },
        ...{ passesAt: 501, isBlind: true, passed: 'recommend', failed: 'doubt' },
        scores: { heads: Object.keys(admissionHeads), ...scale },
      },
    },
    meeting: { title: { en: 'Before the meeting', zh: '待会议审议' } },
    doubted: { title: { en: 'Experts advise against it', zh: '专家评审未通过' } },
    supervising: {
      title: { en: 'Before the supervisors', zh: '监管部门会商中' },
      panel: {
        ...{ by: 'supervisor', form: 'supervision', seats: track.supervisors.length },
        ...{ quorum: track.supervisors.length, passesAt: 1_000, isBlind: true },
        ...{ passed: 'agree', failed: 'disagree' },
      },
    },
    agreed: { title: { en: 'To be announced', zh: '待公示' } },
    numbering: { title: { en: 'Getting its number', zh: '登记编号中' } },
    announced: { title: { en: 'Open to comments', zh: '公示中' } },
    deciding: { title: { en: 'To be decided', zh: '待决定' } },
    admitted: { title: { en: 'Admitted', zh: '准予测试' }, ends: 'granted' },
    refused: { title: { en: 'Refused', zh: '不予测试' }, ends: 'refused' },
    withdrawn: { title: { en: 'Withdrawn', zh: '已撤回' }, ends: 'withdrawn' },
    lapsed: { title: { en: 'Lapsed', zh: '已失效' }, ends: 'lapsed' },
  };
}

type Step = StepSpec<Values> & { readonly form?: keyof Values };
type Steps = Readonly<Record<string, Step>>;

const filling: Steps = {
  lead: { ...section, title: { en: 'Leading institution', zh: '填写牵头机构' }, form: 'lead' },
  second: { ...section, title: { en: 'Second institution', zh: '填写联合机构（一）' }, form: 'second' },
  third: { ...section, title: { en: 'Third institution', zh: '填写联合机构（二）' }, form: 'third' },
  declare: { ...section, title: { en: 'Declaration', zh: '填写创新应用声明' }, form: 'declaration' },
  secure: { ...section, title: { en: 'Safeguards', zh: '填写合规与风险防控' }, form: 'safeguards' },
  file: {
    ...{ title: { en: 'File', zh: '提交申报' }, from: ['draft'], to: 'filed', by: ['firm'] },
    ...{ needs: ['licence', 'assessment'], guard: notYetFiled },
  },
  'ask-more': {
    ...{ title: { en: 'Ask for more', zh: '退回补正' }, from: ['filed'], to: 'draft', by: ['secretary'] },
    asksReason: true,
    letter: ({ reason }) => ({
      title: { en: 'More is needed', zh: '补正通知书' },
      paragraphs: [{ en: `Please complete: ${reason}`, zh: `请补正：${reason}` }],
    }),
  },
  accept: {
    ...{ title: { en: 'Pass on to the experts', zh: '送专家评审' }, from: ['filed'], to: 'reviewing' },
    ...{ by: ['secretary'], form: 'check' },
  },
};

const judging: Steps = {
  recommend: {
    ...{ title: { en: 'Experts recommend it', zh: '专家评审通过' }, from: ['reviewing'], to: 'meeting' },
    by: ['clock'],
  },
  doubt: {
    ...{ title: { en: 'Experts doubt it', zh: '专家评审未通过' }, from: ['reviewing'], to: 'doubted' },
    by: ['clock'],
  },
  again: {
    ...{ title: { en: 'Review again', zh: '重新评审' }, from: ['doubted'], to: 'reviewing' },
    ...{ by: ['board'], asksReason: true },
  },
  meet: {
    ...{ title: { en: 'Hold the meeting', zh: '审议通过' }, from: ['meeting'], to: 'supervising' },
    ...{ by: ['board'], form: 'minutes' },
  },
  agree: {
    ...{ title: { en: 'Supervisors agree', zh: '监管部门同意' }, from: ['supervising'], to: 'agreed' },
    by: ['clock'],
  },
  disagree: {
    ...{ title: { en: 'A supervisor disagrees', zh: '监管部门不同意' }, from: ['supervising'] },
    ...{ to: 'meeting', by: ['clock'] },
  },
};

const announcing = ({ name, commentDays }: Track): Steps => ({
  announce: {
    ...{ title: { en: 'Announce', zh: '公示' }, from: ['agreed'], to: 'numbering', by: ['board'] },
    effects: ({ applicant: { party }, forms }) => [
      pilotEffectSpec({
        ...{ kind: 'announce', track: name, batch: forms.check!.batch, party },
        declared: declaredIn(forms),
      }),
    ],
  },
  number: {
    ...{ title: { en: 'Enter in the register', zh: '登记编号' }, from: ['numbering'], to: 'announced' },
    ...{ by: ['register'], form: 'registration' },
    publishes: ({ forms }) => announcement(forms, forms.registration!.number),
    objection: { procedure: 'objection', days: commentDays },
  },
  'comments-over': {
    ...{ title: { en: 'Time for comments is over', zh: '公示期满' }, from: ['announced'] },
    ...{ to: 'deciding', by: ['clock'] },
  },
});

const deciding = ({ title, testMonths }: Track): Steps => ({
  admit: {
    ...{ title: { en: 'Admit', zh: '准予测试' }, from: ['deciding'], to: 'admitted', by: ['board'] },
    ...{ form: 'decision', notBy: ['accept'] },
    guard: ({ forms: { decision } }) =>
      decision!.months > testMonths
        ? {
            code: 'pilot.too_long',
            text: {
              en: `At most ${testMonths} months are tested on this track.`,
              zh: `该类试点测试期限最长${testMonths}个月。`,
            },
          }
        : undefined,
    effects: ({ forms: { decision } }) => [pilotEffectSpec({ kind: 'admit', untilMonths: decision!.months })],
    letter: ({ forms: { declaration, registration, decision } }) => ({
      title: { en: 'Decision to admit', zh: '准予测试决定书' },
      paragraphs: [
        {
          en: `${declaration!.name} (${registration!.number}) is admitted to ${title.en}.`,
          zh: `准予${declaration!.name}（${registration!.number}）开展${title.zh}测试。`,
        },
        {
          en: `It may be tested for ${decision!.months} months.`,
          zh: `测试期限为${decision!.months}个月。`,
        },
      ],
    }),
  },
});

const ending: Steps = {
  refuse: {
    ...{ title: { en: 'Refuse', zh: '不予测试' }, from: ['doubted', 'meeting', 'agreed', 'deciding'] },
    ...{ to: 'refused', by: ['board'], asksReason: true, notBy: ['accept'] },
    effects: ({ forms }) => (forms.registration ? [pilotEffectSpec({ kind: 'refuse' })] : []),
    letter: ({ forms: { declaration, registration }, reason }) =>
      refusal(declaration!.name, { reason, isRegistered: registration !== undefined }),
  },
  withdraw: {
    ...{ title: { en: 'Withdraw', zh: '撤回' }, to: 'withdrawn', by: ['firm'] },
    from: ['draft', 'filed', 'reviewing', 'meeting', 'doubted', 'agreed', 'announced', 'deciding'],
    effects: ({ forms }) => (forms.registration ? [pilotEffectSpec({ kind: 'withdraw' })] : []),
  },
  lapse: { title: { en: 'Lapse', zh: '逾期失效' }, from: ['draft'], to: 'lapsed', by: ['clock'] },
};

function termsOf({ commentDays }: Track): Readonly<Record<string, TermSpec>> {
  return {
    drafting: {
      ...{ title: { en: 'To fill in', zh: '填报期限' }, while: ['draft'], days: 180 },
      ...{ counts: 'calendar', over: { step: 'lapse' } },
    },
    check: {
      ...{ title: { en: 'Formal check', zh: '形式审查期限' }, while: ['filed'], days: 10 },
      ...{ promisedDays: 5, over: 'tell' },
    },
    review: {
      ...{ title: { en: 'Experts’ review', zh: '专家评审期限' }, while: ['reviewing'], days: 20 },
      ...{ over: { step: 'doubt' }, extension: { days: 10, by: ['board'] } },
    },
    supervision: {
      ...{ title: { en: 'Supervisors’ opinion', zh: '监管会商期限' }, while: ['supervising'], days: 30 },
      ...{ over: { step: 'disagree' }, extension: { days: 20, by: ['board'] } },
    },
    decision: {
      ...{
        title: { en: 'To decide', zh: '审议期限' },
        while: ['meeting', 'doubted', 'agreed', 'deciding'],
      },
      ...{ days: 30, promisedDays: 15, over: 'tell', extension: { days: 15, by: ['board'] } },
    },
    comments: {
      ...{ title: { en: 'Open to comments', zh: '公示期' }, while: ['announced'], days: commentDays },
      over: { step: 'comments-over' },
    },
  };
}

function actorsOf(track: Track): Readonly<Record<string, Actor>> {
  return {
    firm: { side: 'applicant', title: { en: 'Applicant', zh: '申请机构' }, roles: ['owner'] },
    secretary: {
      side: 'office',
      title: { en: 'Secretary', zh: '秘书处' },
      roles: ['operator'],
      assigned: true,
    },
    board: { side: 'office', title: { en: 'Board', zh: '试点工作组' }, roles: ['bureau'] },
    expert: { side: 'seat', title: { en: 'Expert', zh: '评审专家' } },
    supervisor: {
      side: 'seat',
      title: {
        en: track.supervisors.map(({ en }) => en).join('; '),
        zh: track.supervisors.map(({ zh }) => zh).join('、'),
      },
    },
    register: registerActor,
  };
}

/**
 * A declaration on its way to admission, by the rules of a track: formal check, blind experts, meeting, supervisors, number and announcement,
 * comments, decision.
 */
export function pilotAdmission(name: TrackName): Procedure {
  const track = tracks[name];
  return procedure({
    name: `pilot-${name}`,
    version: 1,
    prefix: track.prefix,
    title: track.title,
    office: 'hub',
    keptYears: 15,
    subject: ({ declaration }) => declaration?.name ?? '',
    alongside: (sections) => applicantsOf(sections).map(({ uscc }) => `firm:${uscc}`),
    actors: actorsOf(track),
    forms,
    documents,
    states: statesOf(track),
    steps: { ...filling, ...judging, ...announcing(track), ...deciding(track), ...ending },
    terms: termsOf(track),
  });
}

/** The declaration of a case that has been filed, as it is kept and published. */
function declaredIn(forms: Sections): Declared {
  const { declaration, safeguards } = forms;
  return { applicants: applicantsOf(forms), declaration: declaration!, safeguards: safeguards! };
}

function announcement(forms: Sections, number: string): PublicCase {
  const { declaration, safeguards } = forms;
  return {
    title: { en: 'Declaration of an innovative application', zh: '金融科技创新应用声明公示' },
    facts: [
      { title: { en: 'Number', zh: '创新应用编号' }, value: number },
      { title: { en: 'Name', zh: '创新应用名称' }, value: declaration!.name },
      {
        title: { en: 'Applicants', zh: '申请机构' },
        value: applicantsOf(forms)
          .map(({ name }) => name)
          .join('、'),
      },
      { title: { en: 'What it does', zh: '功能服务' }, value: declaration!.function },
      { title: { en: 'What is new', zh: '创新性说明' }, value: declaration!.innovation },
      { title: { en: 'Risks and how they are prevented', zh: '风险防控措施' }, value: safeguards!.risks },
      { title: { en: 'Where to complain', zh: '投诉响应机制' }, value: safeguards!.complaints },
    ],
  };
}

type Refusing = { readonly reason: string | null; readonly isRegistered: boolean };

function refusal(name: string, { reason, isRegistered }: Refusing): Letter {
  return {
    title: { en: 'Decision not to admit', zh: '不予测试决定书' },
    paragraphs: [
      { en: `${name} is not admitted.`, zh: `对${name}不予测试。` },
      { en: `Reason: ${reason}`, zh: `理由：${reason}` },
      isRegistered
        ? {
            en: 'You may appeal within 60 days; others will decide than those who decided.',
            zh: '您可自收到本决定之日起六十日内申诉，由其他人员审理。',
          }
        : { en: 'You may file again at any time.', zh: '您可随时重新申报。' },
    ],
  };
}
