import { type CaseFacts, type Letter, type Procedure, type PublicCase, procedure } from '@finharbor/cases';
import type { z } from 'zod';
import { type Outcome, outcomes, stages } from '../words.ts';
import { readConditions } from './conditions.ts';
import { application, assessment, conclusion, opinion, refusal } from './forms.ts';

const files = ['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'];
/** One seat for each of the five fields: all have to be heard. */
const panel = {
  by: 'member',
  form: 'opinion',
  seats: 5,
  quorum: 5,
  passesAt: 600,
  isBlind: true,
} as const;

/**
 * A firm's product before the ethics committee, at one of the seven stages of its life. Five members of five fields look at it without
 * knowing of each other; what they come to is drafted by the secretary and issued by the bureau, which did not draft it; a firm may have
 * it heard again by five others. Days and the share of votes are the procedure's own configuration: JR/T 0258-2022 sets none.
 */
export const ethicsReview: Procedure = procedure({
  name: 'ethics-review',
  version: 1,
  prefix: 'LL',
  title: { en: 'Ethics review', zh: '金融科技伦理审查' },
  office: 'hub',
  keptYears: 10,
  subject: ({ application: said }) => (said ? `${said.product} · ${said.firm}` : ''),
  actors: {
    firm: { side: 'applicant', title: { en: 'Firm', zh: '申请企业' }, roles: ['owner'] },
    secretary: {
      side: 'office',
      title: { en: 'Secretary', zh: '秘书处' },
      roles: ['operator'],
      assigned: true,
    },
    issuer: { side: 'office', title: { en: 'Bureau', zh: '主管部门' }, roles: ['bureau'] },
    member: { side: 'seat', title: { en: 'Member of the committee', zh: '委员' } },
  },
  forms: { application, assessment, opinion, conclusion, refusal },
  documents: {
    description: { title: { en: 'Description of the product', zh: '产品说明' }, types: files, most: 10 },
  },
  states: {
    draft: { title: { en: 'Being filled in', zh: '填报中' } },
    assessing: { title: { en: 'Being assessed by the firm', zh: '企业自评中' } },
    filed: { title: { en: 'Filed', zh: '待受理' } },
    completing: { title: { en: 'To be completed by the firm', zh: '待补正' } },
    composing: { title: { en: 'Panel being composed', zh: '组成评审组' } },
    hearing: {
      title: { en: 'Before the committee', zh: '委员审查中' },
      panel: { ...panel, passed: 'agree', failed: 'disagree' },
    },
    agreeing: { title: { en: 'Opinion being drafted', zh: '拟稿中（同意）' } },
    proposed: { title: { en: 'Opinion to be issued', zh: '待签发（同意）' } },
    disagreeing: { title: { en: 'Opinion not to agree being drafted', zh: '拟稿中（不同意）' } },
    'refusal-proposed': { title: { en: 'Opinion not to agree to be issued', zh: '待签发（不同意）' } },
    conditioned: { title: { en: 'Conditions told to the firm', zh: '条件已告知企业' } },
    disagreed: { title: { en: 'Disagreement told to the firm', zh: '不同意已告知企业' } },
    'conditions-appealed': { title: { en: 'Conditions appealed', zh: '对条件申诉中' } },
    'refusal-appealed': { title: { en: 'Disagreement appealed', zh: '对不同意申诉中' } },
    'rehearing-conditions': {
      title: { en: 'Conditions before others', zh: '另组评审（条件）' },
      panel: { ...panel, passed: 'conditions-reversed', failed: 'conditions-upheld' },
    },
    'rehearing-refusal': {
      title: { en: 'Disagreement before others', zh: '另组评审（不同意）' },
      panel: { ...panel, passed: 'refusal-reversed', failed: 'refusal-upheld' },
    },
    agreed: { title: { en: 'Agreed', zh: '同意' }, ends: 'granted' },
    conditional: { title: { en: 'Agreed with conditions', zh: '附条件同意' }, ends: 'granted' },
    refused: { title: { en: 'Not agreed', zh: '不同意' }, ends: 'refused' },
    withdrawn: { title: { en: 'Withdrawn', zh: '已撤回' }, ends: 'withdrawn' },
    lapsed: { title: { en: 'Lapsed', zh: '已失效' }, ends: 'lapsed' },
  },
  steps: {
    describe: {
      ...{ title: { en: 'Describe the product', zh: '填写产品情况' }, from: ['draft'], to: 'assessing' },
      ...{ by: ['firm'], form: 'application' },
    },
    file: {
      ...{ title: { en: 'File', zh: '提交审查' }, from: ['assessing'], to: 'filed', by: ['firm'] },
      ...{ form: 'assessment', needs: ['description'] },
      effects: (facts) => [
        follow(facts, { kind: 'filed', ...product(facts.forms) }),
        { port: 'ethics-conflicts', body: { firm: facts.applicant.party } },
      ],
    },
    accept: {
      ...{ title: { en: 'Accept', zh: '受理' }, from: ['filed'], to: 'composing', by: ['secretary'] },
    },
    'ask-more': {
      ...{ title: { en: 'Ask for more', zh: '要求补正' }, from: ['filed', 'composing'], to: 'completing' },
      ...{ by: ['secretary'], asksReason: true },
    },
    complete: {
      ...{ title: { en: 'Send again', zh: '提交补正' }, from: ['completing'], to: 'filed', by: ['firm'] },
      form: 'assessment',
    },
    convene: {
      ...{ title: { en: 'Ask the panel', zh: '送委员审查' }, from: ['composing'], to: 'hearing' },
      by: ['secretary'],
    },
    agree: {
      ...{
        title: { en: 'The panel agrees', zh: '评审同意' },
        from: ['hearing'],
        to: 'agreeing',
        by: ['clock'],
      },
      effects: (facts) => [follow(facts, { kind: 'heard', agrees: true })],
    },
    disagree: {
      ...{
        title: { en: 'The panel does not agree', zh: '评审不同意' },
        from: ['hearing'],
        to: 'disagreeing',
      },
      by: ['clock'],
      effects: (facts) => [follow(facts, { kind: 'heard', agrees: false })],
    },
    'compose-anew': {
      ...{ title: { en: 'Not everybody was heard', zh: '委员意见不齐' }, from: ['hearing'], to: 'composing' },
      by: ['clock'],
    },
    propose: {
      ...{ title: { en: 'Draft the opinion', zh: '拟定意见' }, from: ['agreeing'], to: 'proposed' },
      ...{ by: ['secretary'], form: 'conclusion' },
      guard: ({ forms: { conclusion: said } }) =>
        said?.kind === 'conditions' && !readConditions(said.conditions)
          ? {
              code: 'ethics.conditions_unread',
              text: {
                en: 'One condition a line, each with its day before it: 2027-03-31 explain refusals.',
                zh: '条件每行一项，行首写完成日期，例如：2027-03-31 向用户解释拒绝理由。',
              },
            }
          : undefined,
    },
    'propose-refusal': {
      ...{
        title: { en: 'Draft the opinion', zh: '拟定意见' },
        from: ['disagreeing'],
        to: 'refusal-proposed',
      },
      ...{ by: ['secretary'], form: 'refusal' },
    },
    return: {
      ...{ title: { en: 'Send back', zh: '退回重拟' }, from: ['proposed'], to: 'agreeing', by: ['issuer'] },
      asksReason: true,
    },
    'return-refusal': {
      ...{ title: { en: 'Send back', zh: '退回重拟' }, from: ['refusal-proposed'], to: 'disagreeing' },
      ...{ by: ['issuer'], asksReason: true },
    },
    issue: {
      ...{
        title: { en: 'Issue: agreed', zh: '签发：同意' },
        from: ['proposed'],
        to: 'agreed',
        by: ['issuer'],
      },
      notBy: ['propose'],
      guard: ({ forms: { conclusion: said } }) => (said?.kind === 'plain' ? undefined : otherWay),
      effects: (facts) => issued(facts, 'agreed'),
      publishes: (facts) => published(facts, 'agreed'),
      letter: (facts) => letterOf(facts, 'agreed'),
    },
    'issue-conditions': {
      ...{ title: { en: 'Issue: with conditions', zh: '签发：附条件同意' }, from: ['proposed'] },
      ...{ to: 'conditioned', by: ['issuer'], notBy: ['propose'] },
      guard: ({ forms: { conclusion: said } }) => (said?.kind === 'conditions' ? undefined : otherWay),
      letter: (facts) => letterOf(facts, 'conditional'),
    },
    'issue-refusal': {
      ...{ title: { en: 'Issue: not agreed', zh: '签发：不同意' }, from: ['refusal-proposed'] },
      ...{ to: 'disagreed', by: ['issuer'], notBy: ['propose-refusal'] },
      letter: (facts) => letterOf(facts, 'refused'),
    },
    'accept-conditions': {
      ...{ title: { en: 'Accept the conditions', zh: '接受条件' }, from: ['conditioned'], to: 'conditional' },
      by: ['firm'],
      effects: (facts) => issued(facts, 'conditional'),
      publishes: (facts) => published(facts, 'conditional'),
    },
    'conditions-stand': {
      ...{ title: { en: 'The conditions stand', zh: '条件生效' }, from: ['conditioned'], to: 'conditional' },
      by: ['clock'],
      effects: (facts) => issued(facts, 'conditional'),
      publishes: (facts) => published(facts, 'conditional'),
    },
    'refusal-stands': {
      ...{ title: { en: 'The disagreement stands', zh: '不同意生效' }, from: ['disagreed'], to: 'refused' },
      by: ['clock'],
      effects: (facts) => issued(facts, 'refused'),
      publishes: (facts) => published(facts, 'refused'),
    },
    'appeal-conditions': {
      ...{
        title: { en: 'Appeal', zh: '申诉' },
        from: ['conditioned'],
        to: 'conditions-appealed',
        by: ['firm'],
      },
      asksReason: true,
    },
    'appeal-refusal': {
      ...{ title: { en: 'Appeal', zh: '申诉' }, from: ['disagreed'], to: 'refusal-appealed', by: ['firm'] },
      asksReason: true,
    },
    'rehear-conditions': {
      ...{ title: { en: 'Ask five others', zh: '送另五名委员审查' }, from: ['conditions-appealed'] },
      ...{ to: 'rehearing-conditions', by: ['secretary'] },
    },
    'rehear-refusal': {
      ...{ title: { en: 'Ask five others', zh: '送另五名委员审查' }, from: ['refusal-appealed'] },
      ...{ to: 'rehearing-refusal', by: ['secretary'] },
    },
    'conditions-reversed': {
      ...{ title: { en: 'Others are of the firm’s mind', zh: '申诉成立' }, from: ['rehearing-conditions'] },
      ...{ to: 'agreeing', by: ['clock'] },
      effects: (facts) => [follow(facts, { kind: 'heard', agrees: true })],
    },
    'conditions-upheld': {
      ...{ title: { en: 'Others uphold the conditions', zh: '维持条件' }, from: ['rehearing-conditions'] },
      ...{ to: 'conditional', by: ['clock'] },
      effects: (facts) => [follow(facts, { kind: 'heard', agrees: false }), ...issued(facts, 'conditional')],
      publishes: (facts) => published(facts, 'conditional'),
      letter: (facts) => letterOf(facts, 'conditional'),
    },
    'conditions-silent': {
      ...{ title: { en: 'Not everybody was heard', zh: '委员意见不齐' }, from: ['rehearing-conditions'] },
      ...{ to: 'conditions-appealed', by: ['clock'] },
    },
    'refusal-reversed': {
      ...{ title: { en: 'Others are of the firm’s mind', zh: '申诉成立' }, from: ['rehearing-refusal'] },
      ...{ to: 'agreeing', by: ['clock'] },
      effects: (facts) => [follow(facts, { kind: 'heard', agrees: true })],
    },
    'refusal-upheld': {
      ...{ title: { en: 'Others do not agree either', zh: '维持不同意' }, from: ['rehearing-refusal'] },
      ...{ to: 'refused', by: ['clock'] },
      effects: (facts) => [follow(facts, { kind: 'heard', agrees: false }), ...issued(facts, 'refused')],
      publishes: (facts) => published(facts, 'refused'),
      letter: (facts) => letterOf(facts, 'refused'),
    },
    'refusal-silent': {
      ...{ title: { en: 'Not everybody was heard', zh: '委员意见不齐' }, from: ['rehearing-refusal'] },
      ...{ to: 'refusal-appealed', by: ['clock'] },
    },
    withdraw: {
      ...{ title: { en: 'Withdraw', zh: '撤回' }, to: 'withdrawn', by: ['firm'] },
      from: ['draft', 'assessing', 'filed', 'completing', 'composing', 'hearing'],
    },
    lapse: { title: { en: 'Lapse', zh: '逾期失效' }, from: ['completing'], to: 'lapsed', by: ['clock'] },
  },
  terms: {
    acceptance: {
      ...{ title: { en: 'To accept', zh: '受理期限' }, while: ['filed'], days: 5, promisedDays: 3 },
      over: 'tell',
    },
    completion: {
      ...{ title: { en: 'To complete', zh: '补正期限' }, while: ['completing'], days: 20 },
      over: { step: 'lapse' },
    },
    hearing: {
      ...{ title: { en: 'To be heard', zh: '委员审查期限' }, while: ['hearing'], days: 15 },
      over: { step: 'compose-anew' },
    },
    opinion: {
      ...{
        title: { en: 'To give the opinion', zh: '出具意见期限' },
        days: 40,
        promisedDays: 30,
        over: 'tell',
      },
      while: [
        'composing',
        'hearing',
        'completing',
        'agreeing',
        'proposed',
        'disagreeing',
        'refusal-proposed',
      ],
      ...{ suspendedIn: ['completing'], extension: { days: 20, by: ['issuer'] } },
    },
    'appeal-conditions': {
      ...{ title: { en: 'To appeal', zh: '申诉期限' }, while: ['conditioned'], days: 10 },
      over: { step: 'conditions-stand' },
    },
    'appeal-refusal': {
      ...{ title: { en: 'To appeal', zh: '申诉期限' }, while: ['disagreed'], days: 10 },
      over: { step: 'refusal-stands' },
    },
    'rehearing-conditions': {
      ...{ title: { en: 'To be heard again', zh: '再审期限' }, while: ['rehearing-conditions'], days: 15 },
      over: { step: 'conditions-silent' },
    },
    'rehearing-refusal': {
      ...{ title: { en: 'To be heard again', zh: '再审期限' }, while: ['rehearing-refusal'], days: 15 },
      over: { step: 'refusal-silent' },
    },
  },
});

type Forms = {
  readonly application: z.output<typeof application.schema>;
  readonly assessment: z.output<typeof assessment.schema>;
  readonly opinion: z.output<typeof opinion.schema>;
  readonly conclusion: z.output<typeof conclusion.schema>;
  readonly refusal: z.output<typeof refusal.schema>;
};
type Facts = CaseFacts<Forms>;
type Effect = { readonly port: string; readonly body: { readonly [key: string]: string | boolean | number } };

const otherWay = {
  code: 'ethics.other_outcome',
  text: { en: 'The draft says otherwise.', zh: '与拟定的结论不一致。' },
} as const;

function product(forms: Facts['forms']): {
  readonly firmName: string;
  readonly product: string;
  readonly stage: string;
} {
  const { firm, product: name, stage } = forms.application!;
  return { firmName: firm, product: name, stage };
}

/** What the committee's own register is told. */
function follow({ applicant, atMs }: Facts, body: Effect['body']): Effect {
  return { port: 'ethics', body: { ...body, firm: applicant.party, atMs } };
}

function textOf(forms: Facts['forms'], outcome: Outcome): string {
  return outcome === 'refused' ? forms.refusal!.text : forms.conclusion!.text;
}

function conditionsOf(forms: Facts['forms'], outcome: Outcome): string {
  return outcome === 'conditional' ? forms.conclusion!.conditions : '';
}

function issued(facts: Facts, outcome: Outcome): readonly Effect[] {
  const { forms, number } = facts;
  const said = { outcome, text: textOf(forms, outcome), conditions: conditionsOf(forms, outcome) };
  return [
    follow(facts, { kind: 'issued', ...product(forms), ...said }),
    { port: 'evidence', body: { kind: 'ethics-opinion', number, ...said } },
  ];
}

function published({ forms }: Facts, outcome: Outcome): PublicCase {
  const { firm, product: name, stage } = forms.application!;
  const conditions = conditionsOf(forms, outcome);
  return {
    title: { en: 'Opinion of the ethics committee', zh: '金融科技伦理审查意见' },
    facts: [
      { title: { en: 'Firm', zh: '企业' }, value: firm },
      { title: { en: 'Product', zh: '产品' }, value: name },
      { title: { en: 'Stage', zh: '阶段' }, value: `${stages[stage].zh} ${stages[stage].en}` },
      { title: { en: 'Outcome', zh: '结论' }, value: `${outcomes[outcome].zh} ${outcomes[outcome].en}` },
      { title: { en: 'Opinion', zh: '意见' }, value: textOf(forms, outcome) },
      ...(conditions ? [{ title: { en: 'Conditions', zh: '条件' }, value: conditions }] : []),
    ],
  };
}

function letterOf({ forms }: Facts, outcome: Outcome): Letter {
  const text = textOf(forms, outcome);
  const conditions = conditionsOf(forms, outcome);
  const { product: name } = forms.application!;
  const { en, zh } = outcomes[outcome];
  return {
    title: { en: 'Opinion of the ethics committee', zh: '金融科技伦理审查意见书' },
    paragraphs: [
      { en: `${name}: ${en}.`, zh: `${name}：${zh}。` },
      { en: text, zh: text },
      ...(conditions ? [{ en: `Conditions:\n${conditions}`, zh: `条件：\n${conditions}` }] : []),
    ],
  };
}
