import {
  type CaseFacts,
  choiceField,
  dateField,
  type EffectSpec,
  lineField,
  numberField,
  type Procedure,
  procedure,
  textField,
  verdictField,
} from '@finharbor/cases';
import { z } from 'zod';
import { pilotEffectSpec } from './effect.ts';
import { exitHeads, scale, scored } from './heads.ts';
import { registerActor } from './register.ts';
import { projectField } from './request.ts';

const papers = ['application/pdf'];
const scans = ['application/pdf', 'image/jpeg', 'image/png'];

/** A project leaves the pilot: request, self-test, audit, blind experts by the eight heads, confirmation, certificate. */
export const pilotExit: Procedure = procedure({
  name: 'pilot-exit',
  version: 1,
  prefix: 'SDC',
  title: { en: 'Exit from the pilot', zh: '试点出盒' },
  office: 'hub',
  keptYears: 15,
  subject: ({ request }) => request?.project ?? '',
  actors: {
    firm: { side: 'applicant', title: { en: 'Applicant', zh: '申请机构' }, roles: ['owner'] },
    secretary: { side: 'office', title: { en: 'Secretary', zh: '秘书处' }, roles: ['operator'] },
    board: { side: 'office', title: { en: 'Board', zh: '试点工作组' }, roles: ['bureau'] },
    auditor: { side: 'seat', title: { en: 'Auditor', zh: '外部审计机构' } },
    expert: { side: 'seat', title: { en: 'Expert', zh: '评审专家' } },
    register: registerActor,
  },
  forms: {
    request: {
      title: { en: 'Request', zh: '出盒申请' },
      schema: z.strictObject({
        project: projectField,
        name: lineField({ en: 'Name of the application', zh: '创新应用名称' }, 100),
        summary: textField({ en: 'What the test has shown', zh: '测试总结' }),
        users: numberField({ en: 'Users served', zh: '服务用户数' }),
        next: choiceField(
          { en: 'What comes next', zh: '出盒后安排' },
          {
            'roll-out': { en: 'Roll-out', zh: '推广应用' },
            'go-on': { en: 'Goes on as it is', zh: '维持现有规模' },
            end: { en: 'It is ended', zh: '终止运营' },
          },
        ),
      }),
    },
    'self-test': {
      title: { en: 'Self-test', zh: '自测评' },
      schema: z.strictObject(
        Object.fromEntries(Object.entries(exitHeads).map(([head, title]) => [head, textField(title, 2_000)])),
      ),
    },
    audit: {
      title: { en: 'Audit', zh: '外部审计意见' },
      schema: z.strictObject({
        verdict: verdictField,
        report: lineField({ en: 'Number of the report', zh: '审计报告编号' }, 60),
        findings: textField({ en: 'What was found', zh: '审计发现' }),
      }),
    },
    review: { title: { en: 'Expert’s review', zh: '专家评审' }, schema: scored(exitHeads) },
    confirmation: {
      title: { en: 'Confirmation', zh: '出盒确认' },
      schema: z.strictObject({ conclusion: textField({ en: 'Conclusion', zh: '确认意见' }, 2_000) }),
    },
    entry: {
      title: { en: 'Entry of the register', zh: '登记信息' },
      schema: z.strictObject({
        name: lineField({ en: 'Project', zh: '项目名称' }),
        track: lineField({ en: 'Track', zh: '试点类别' }, 100),
        applicants: textField({ en: 'Applicants, one a line', zh: '申请机构（每行一家）' }, 1_000),
        from: dateField({ en: 'Tested from', zh: '测试起始日' }),
        until: dateField({ en: 'Tested until', zh: '测试截止日' }),
      }),
    },
  },
  documents: {
    report: { title: { en: 'Report of the test', zh: '测试报告' }, types: papers },
    audit: { title: { en: 'Auditor’s report', zh: '审计报告' }, types: scans },
  },
  states: {
    draft: { title: { en: 'Being filled in', zh: '填报中' } },
    'looking-up': { title: { en: 'Looked up in the register', zh: '核对登记信息' } },
    testing: { title: { en: 'Self-test', zh: '自测评' } },
    auditing: {
      title: { en: 'With the auditor', zh: '外部审计中' },
      panel: {
        ...{ by: 'auditor', form: 'audit', seats: 1, quorum: 1, passesAt: 1_000, isBlind: true },
        ...{ passed: 'audited', failed: 'audit-failed' },
      },
    },
    waiting: { title: { en: 'To be passed on to the experts', zh: '待送评审' } },
    reviewing: {
      title: { en: 'Before the experts', zh: '专家评审中' },
      panel: {
        ...{ by: 'expert', form: 'review', seats: 2, quorum: 2, passesAt: 501, isBlind: true },
        ...{ passed: 'recommend', failed: 'doubt' },
        scores: { heads: Object.keys(exitHeads), ...scale },
      },
    },
    confirming: { title: { en: 'To be confirmed', zh: '待确认' } },
    recording: { title: { en: 'Entered in the register', zh: '登记中' } },
    exited: { title: { en: 'Has left the pilot', zh: '已出盒' }, ends: 'granted' },
    refused: { title: { en: 'Refused', zh: '不予出盒' }, ends: 'refused' },
    withdrawn: { title: { en: 'Withdrawn', zh: '已撤回' }, ends: 'withdrawn' },
  },
  steps: {
    ask: {
      ...{ title: { en: 'Send', zh: '提交申请' }, from: ['draft'], to: 'looking-up', by: ['firm'] },
      form: 'request',
      effects: ({ applicant: { party }, forms: { request } }) => [
        pilotEffectSpec({ kind: 'look-up', project: request!.project, party, wants: 'exit' }),
      ],
    },
    found: {
      ...{ title: { en: 'Stands in the register', zh: '登记信息相符' }, from: ['looking-up'] },
      ...{ to: 'testing', by: ['register'] },
    },
    'not-found': {
      ...{ title: { en: 'Cannot be asked', zh: '登记信息不符，退回' }, from: ['looking-up'] },
      ...{ to: 'draft', by: ['register'], asksReason: true },
    },
    'self-test': {
      ...{ title: { en: 'Hand in the self-test', zh: '提交自测评' }, from: ['testing'], to: 'auditing' },
      ...{ by: ['firm'], form: 'self-test', needs: ['report'] },
    },
    audited: {
      ...{ title: { en: 'Audit passed', zh: '审计通过' }, from: ['auditing'], to: 'waiting', by: ['clock'] },
    },
    'audit-failed': {
      ...{ title: { en: 'Audit not passed', zh: '审计未通过' }, from: ['auditing'], to: 'testing' },
      by: ['clock'],
    },
    'pass-on': {
      ...{ title: { en: 'Pass on to the experts', zh: '送专家评审' }, from: ['waiting'], to: 'reviewing' },
      by: ['secretary'],
    },
    recommend: {
      ...{ title: { en: 'Experts recommend it', zh: '专家评审通过' }, from: ['reviewing'] },
      ...{ to: 'confirming', by: ['clock'] },
    },
    doubt: {
      ...{ title: { en: 'Experts doubt it', zh: '专家评审未通过' }, from: ['reviewing'], to: 'testing' },
      by: ['clock'],
    },
    confirm: {
      ...{ title: { en: 'Confirm', zh: '确认出盒' }, from: ['confirming'], to: 'recording', by: ['board'] },
      ...{ form: 'confirmation', notBy: ['pass-on'] },
      effects: ({ forms: { request } }) => [pilotEffectSpec({ kind: 'exit', project: request!.project })],
    },
    record: {
      ...{ title: { en: 'Enter in the register', zh: '登记出盒' }, from: ['recording'], to: 'exited' },
      ...{ by: ['register'], form: 'entry' },
      effects: (facts) => [certificate(facts)],
      publishes: ({ forms: { request, confirmation } }) => ({
        title: { en: 'Has left the innovation pilot', zh: '创新应用出盒公示' },
        facts: [
          { title: { en: 'Number', zh: '创新应用编号' }, value: request!.project },
          { title: { en: 'Name', zh: '创新应用名称' }, value: request!.name },
          { title: { en: 'Conclusion', zh: '确认意见' }, value: confirmation!.conclusion },
        ],
      }),
      letter: ({ forms: { request, confirmation } }) => ({
        title: { en: 'Confirmation of exit', zh: '出盒确认书' },
        paragraphs: [
          {
            en: `${request!.name} (${request!.project}) has left the innovation pilot.`,
            zh: `${request!.name}（${request!.project}）已完成测试，准予出盒。`,
          },
          { en: confirmation!.conclusion, zh: confirmation!.conclusion },
        ],
      }),
    },
    'not-recorded': {
      ...{ title: { en: 'Cannot be entered', zh: '不能登记' }, from: ['recording'], to: 'confirming' },
      ...{ by: ['register'], asksReason: true },
    },
    refuse: {
      ...{ title: { en: 'Refuse', zh: '不予出盒' }, from: ['testing', 'waiting', 'confirming'] },
      ...{ to: 'refused', by: ['board'], asksReason: true, effects: givenUp },
      letter: ({ forms: { request }, reason }) => ({
        title: { en: 'Decision on exit', zh: '不予出盒决定书' },
        paragraphs: [
          {
            en: `${request!.name} (${request!.project}) stays in the pilot.`,
            zh: `${request!.name}（${request!.project}）不予出盒，继续测试。`,
          },
          { en: `Reason: ${reason}`, zh: `理由：${reason}` },
        ],
      }),
    },
    withdraw: {
      ...{ title: { en: 'Withdraw', zh: '撤回' }, to: 'withdrawn', by: ['firm'], effects: givenUp },
      from: ['draft', 'testing', 'auditing', 'waiting', 'confirming'],
    },
  },
  terms: {
    testing: {
      ...{ title: { en: 'Self-test', zh: '自测评期限' }, while: ['testing'], days: 30, over: 'tell' },
    },
    audit: {
      ...{ title: { en: 'Audit', zh: '审计期限' }, while: ['auditing'], days: 40 },
      over: { step: 'audit-failed' },
    },
    review: {
      ...{ title: { en: 'Experts’ review', zh: '专家评审期限' }, while: ['reviewing'], days: 20 },
      over: { step: 'doubt' },
    },
    decision: {
      ...{ title: { en: 'To decide', zh: '审议期限' }, while: ['waiting', 'confirming'], days: 20 },
      ...{ promisedDays: 10, over: 'tell' },
    },
  },
});

function givenUp({
  forms: { request },
}: CaseFacts<{ readonly request: { readonly project: string } }>): readonly EffectSpec[] {
  return request ? [pilotEffectSpec({ kind: 'give-up', project: request.project })] : [];
}

type Exited = CaseFacts<{
  readonly request: { readonly project: string };
  readonly entry: {
    readonly name: string;
    readonly track: string;
    readonly applicants: string;
    readonly from: string;
    readonly until: string;
  };
}>;

/** The certificate of exit, as whoever issues credentials is asked for it. */
function certificate({ forms: { request, entry } }: Exited): EffectSpec {
  const { name, track, applicants, from, until } = entry!;
  return {
    port: 'credential',
    body: {
      type: 'pilot-exit',
      claims: {
        ...{ project_number: request!.project, project: name, applicants: applicants.split('\n'), track },
        ...{ tested_from: from, tested_until: until, confirmed_on: until },
      },
    },
  };
}
