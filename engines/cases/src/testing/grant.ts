import { z } from 'zod';
import { choiceField, lineField, numberField, textField, verdictField } from '../definition/fields.ts';
import { type Procedure, procedure } from '../definition/procedure.ts';

/** A procedure with everything a procedure can have, for tests: a grant that a panel judges and a second person pays out. */
export const grant: Procedure = procedure({
  name: 'grant',
  version: 1,
  prefix: 'GR',
  title: { en: 'Grant', zh: '资助' },
  office: 'hub',
  keptYears: 5,
  subject: ({ application }) => application?.name ?? '',
  actors: {
    firm: { side: 'applicant', title: { en: 'Firm', zh: '企业' }, roles: ['owner'] },
    clerk: { side: 'office', title: { en: 'Clerk', zh: '经办' }, roles: ['clerk'], assigned: true },
    chief: { side: 'office', title: { en: 'Chief', zh: '审批' }, roles: ['chief', 'clerk'] },
    expert: { side: 'seat', title: { en: 'Expert', zh: '专家' } },
  },
  forms: {
    application: {
      title: { en: 'Application', zh: '申请' },
      schema: z.strictObject({
        name: lineField({ en: 'Name', zh: '名称' }, 80),
        yuan: numberField({ en: 'Yuan', zh: '金额' }, { min: 1, max: 1_000_000 }),
        kind: choiceField(
          { en: 'Kind', zh: '类别' },
          { new: { en: 'New', zh: '新' }, old: { en: 'Old', zh: '旧' } },
        ),
      }),
    },
    opinion: {
      title: { en: 'Opinion', zh: '意见' },
      schema: z.strictObject({ verdict: verdictField, why: textField({ en: 'Why', zh: '理由' }, 500) }),
    },
  },
  documents: { plan: { title: { en: 'Plan', zh: '方案' }, types: ['application/pdf'], most: 2 } },
  states: {
    draft: { title: { en: 'Draft', zh: '草稿' } },
    filed: { title: { en: 'Filed', zh: '已提交' } },
    waiting: { title: { en: 'Waiting for the firm', zh: '待补正' } },
    judged: {
      title: { en: 'Before the panel', zh: '评审中' },
      panel: {
        ...{ by: 'expert', form: 'opinion', seats: 3, quorum: 2, passesAt: 667, isBlind: true },
        ...{ passed: 'pass', failed: 'fail' },
      },
    },
    passed: { title: { en: 'Passed', zh: '通过' } },
    paid: { title: { en: 'Paid', zh: '已拨付' }, ends: 'granted' },
    refused: { title: { en: 'Refused', zh: '不予资助' }, ends: 'refused' },
    lapsed: { title: { en: 'Lapsed', zh: '失效' }, ends: 'lapsed' },
  },
  steps: {
    file: {
      ...{
        title: { en: 'File', zh: '提交' },
        from: ['draft'],
        to: 'filed',
        by: ['firm'],
        form: 'application',
      },
      needs: ['plan'],
      guard: ({ forms: { application } }) =>
        application?.kind === 'old' && application.yuan > 1_000
          ? {
              code: 'grant.old_is_small',
              text: { en: 'At most 1,000 for what is old.', zh: '旧项目最多一千元。' },
            }
          : undefined,
    },
    ask: {
      ...{ title: { en: 'Ask for more', zh: '要求补正' }, from: ['filed'], to: 'waiting', by: ['clerk'] },
      asksReason: true,
      letter: ({ reason }) => ({
        title: { en: 'More is needed', zh: '补正通知书' },
        paragraphs: [{ en: `Please send: ${reason}`, zh: `请补正：${reason}` }],
      }),
    },
    answer: { title: { en: 'Answer', zh: '补正' }, from: ['waiting'], to: 'filed', by: ['firm'] },
    judge: { title: { en: 'To the panel', zh: '送评审' }, from: ['filed'], to: 'judged', by: ['clerk'] },
    pass: { title: { en: 'Pass', zh: '通过' }, from: ['judged'], to: 'passed', by: ['clock'] },
    fail: { title: { en: 'Fail', zh: '不通过' }, from: ['judged'], to: 'refused', by: ['clock'] },
    pay: {
      ...{ title: { en: 'Pay', zh: '拨付' }, from: ['passed'], to: 'paid', by: ['chief'], notBy: ['judge'] },
      effects: ({ number, forms: { application } }) => [
        { port: 'ledger', body: { number, yuan: application!.yuan } },
      ],
      publishes: ({ forms: { application } }) => ({
        title: { en: 'Granted', zh: '资助公示' },
        facts: [{ title: { en: 'Name', zh: '名称' }, value: application!.name }],
      }),
      objection: { procedure: 'grant', days: 5 },
      letter: ({ forms: { application } }) => ({
        title: { en: 'Decision', zh: '资助决定书' },
        paragraphs: [{ en: `${application!.yuan} yuan are paid.`, zh: `拨付${application!.yuan}元。` }],
      }),
    },
    lapse: { title: { en: 'Lapse', zh: '失效' }, from: ['waiting'], to: 'lapsed', by: ['clock'] },
  },
  terms: {
    handling: {
      ...{ title: { en: 'To handle', zh: '办理' }, while: ['filed', 'waiting'], suspendedIn: ['waiting'] },
      ...{ days: 20, promisedDays: 5, over: 'tell', extension: { days: 10, by: ['chief'] } },
    },
    answering: {
      ...{
        title: { en: 'To answer', zh: '补正期限' },
        while: ['waiting'],
        days: 10,
        over: { step: 'lapse' },
      },
    },
    judging: {
      ...{ title: { en: 'To judge', zh: '评审期限' }, while: ['judged'], days: 10, over: { step: 'fail' } },
    },
  },
});
