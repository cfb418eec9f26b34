import { choiceField, lineField, numberField, type Procedure, procedure, textField } from '@finharbor/cases';
import { z } from 'zod';
import { actors, documents } from './registration-parts.ts';
import { refusedLetter, registering, shown } from './registration-texts.ts';

/**
 * A firm has its address registered in a park: it applies, the park's operator checks completeness and the premises, the bureau announces what
 * it is about to decide. After five business days that takes effect by itself, unless somebody has objected: then the bureau weighs it.
 * The days are the procedure's own configuration, not a statute's.
 */
export const parkRegistration: Procedure = procedure({
  name: 'park-registration',
  version: 1,
  prefix: 'ZC',
  title: { en: 'Registration in a park', zh: '园区企业注册托管' },
  office: 'hub',
  keptYears: 10,
  subject: ({ application }) => application?.firm ?? '',
  ...{ actors, documents },
  forms: {
    application: {
      title: { en: 'Application', zh: '申请表' },
      schema: z.strictObject({
        firm: lineField({ en: 'Name of the firm', zh: '企业名称' }, 100),
        business: textField({ en: 'What it does', zh: '主营业务' }, 2_000),
        premises: choiceField(
          { en: 'Premises', zh: '用房方式' },
          {
            lease: { en: 'Rents rooms here', zh: '租赁入驻' },
            hosted: { en: 'Address only', zh: '仅地址托管' },
          },
        ),
        area: numberField({ en: 'Area in square metres', zh: '面积（平方米）' }, { max: 100_000 }),
        staff: numberField({ en: 'Staff', zh: '员工人数' }, { max: 100_000 }),
        contact: lineField({ en: 'Whom to call', zh: '联系人' }, 100),
      }),
    },
    inspection: {
      title: { en: 'Look at the premises', zh: '现场核查' },
      schema: z.strictObject({ findings: textField({ en: 'What was found', zh: '核查情况' }, 2_000) }),
    },
    decision: {
      title: { en: 'Decision', zh: '决定' },
      schema: z.strictObject({ address: lineField({ en: 'Registered address', zh: '注册地址' }) }),
    },
  },
  states: {
    draft: { title: { en: 'Being filled in', zh: '填报中' } },
    filed: { title: { en: 'Filed', zh: '待受理' } },
    checking: { title: { en: 'Being checked', zh: '审核中' } },
    completing: { title: { en: 'To be completed by the firm', zh: '待补正' } },
    deciding: { title: { en: 'Before the bureau', zh: '待决定' } },
    announced: { title: { en: 'Announced', zh: '公示中' } },
    objected: { title: { en: 'Objections are weighed', zh: '异议核查中' } },
    registered: { title: { en: 'Registered', zh: '已登记' }, ends: 'granted' },
    refused: { title: { en: 'Refused', zh: '不予登记' }, ends: 'refused' },
    withdrawn: { title: { en: 'Withdrawn', zh: '已撤回' }, ends: 'withdrawn' },
    lapsed: { title: { en: 'Lapsed', zh: '已失效' }, ends: 'lapsed' },
  },
  steps: {
    file: {
      ...{ title: { en: 'File', zh: '提交申请' }, from: ['draft'], to: 'filed', by: ['firm'] },
      ...{ form: 'application', needs: ['charter', 'lease'] },
      guard: ({ forms: { application } }) =>
        application?.premises === 'lease' && application.area === 0
          ? {
              code: 'registration.no_area',
              text: { en: 'Whoever rents rooms here says how large they are.', zh: '租赁入驻须填写面积。' },
            }
          : undefined,
    },
    accept: { title: { en: 'Accept', zh: '受理' }, from: ['filed'], to: 'checking', by: ['clerk'] },
    'ask-more': {
      ...{ title: { en: 'Ask for more', zh: '要求补正' }, from: ['filed', 'checking'], to: 'completing' },
      ...{ by: ['clerk'], asksReason: true },
    },
    complete: {
      ...{ title: { en: 'Send again', zh: '提交补正' }, from: ['completing'], to: 'checking', by: ['firm'] },
      form: 'application',
    },
    recommend: {
      ...{ title: { en: 'Pass on to the bureau', zh: '提请决定' }, from: ['checking'], to: 'deciding' },
      ...{ by: ['clerk'], form: 'inspection' },
    },
    announce: {
      ...{ title: { en: 'Announce', zh: '公示' }, from: ['deciding'], to: 'announced', by: ['bureau'] },
      ...{ form: 'decision', notBy: ['recommend'], objection: { procedure: 'objection', days: 5 } },
      publishes: ({ forms }) => shown(forms, 'announced'),
    },
    'take-effect': {
      ...{
        title: { en: 'Take effect', zh: '登记生效' },
        from: ['announced'],
        to: 'registered',
        by: ['clock'],
      },
      ...registering,
    },
    weigh: {
      ...{ title: { en: 'Weigh objections', zh: '核查异议' }, from: ['announced'], to: 'objected' },
      by: ['clock'],
    },
    register: {
      ...{ title: { en: 'Register', zh: '准予登记' }, from: ['objected'], to: 'registered', by: ['bureau'] },
      ...{ notBy: ['recommend'], asksReason: true, ...registering },
    },
    refuse: {
      ...{ title: { en: 'Refuse', zh: '不予登记' }, by: ['bureau'], to: 'refused', asksReason: true },
      from: ['checking', 'deciding', 'announced', 'objected'],
      publishes: ({ forms }) => shown(forms, 'dropped'),
      letter: ({ forms, reason }) => refusedLetter(forms, reason),
    },
    withdraw: {
      ...{ title: { en: 'Withdraw', zh: '撤回' }, by: ['firm'], to: 'withdrawn' },
      from: ['draft', 'filed', 'checking', 'completing', 'deciding', 'announced', 'objected'],
      publishes: ({ forms }) => shown(forms, 'dropped'),
    },
    lapse: { title: { en: 'Lapse', zh: '逾期失效' }, from: ['completing'], to: 'lapsed', by: ['clock'] },
  },
  terms: {
    acceptance: {
      ...{ title: { en: 'To accept', zh: '受理期限' }, while: ['filed'], days: 5, promisedDays: 1 },
      over: 'tell',
    },
    decision: {
      ...{ title: { en: 'To decide', zh: '办结期限' }, while: ['checking', 'completing', 'deciding'] },
      ...{ suspendedIn: ['completing'], days: 20, promisedDays: 5, over: 'tell' },
      extension: { days: 10, by: ['bureau'] },
    },
    announcement: {
      ...{ title: { en: 'To object', zh: '公示期限' }, while: ['announced'], days: 5 },
      over: { step: 'take-effect', objected: 'weigh' },
    },
    weighing: {
      ...{ title: { en: 'To weigh objections', zh: '异议核查期限' }, while: ['objected'], days: 10 },
      over: 'tell',
    },
    completion: {
      ...{ title: { en: 'To complete', zh: '补正期限' }, while: ['completing'], days: 15 },
      over: { step: 'lapse' },
    },
  },
});
