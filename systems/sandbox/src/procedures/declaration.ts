import {
  type CaseForm,
  choiceField,
  dateField,
  leiField,
  lineField,
  type NotYet,
  numberField,
  textField,
  usccField,
} from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import { z } from 'zod';

type Text = z.ZodString;

type ApplicantSchema = z.ZodObject<
  {
    name: Text;
    uscc: Text;
    lei: z.ZodOptional<Text>;
    kind: z.ZodEnum<{ licensed: 'licensed'; technology: 'technology' }>;
    licence: z.ZodOptional<Text>;
    licenceNumber: z.ZodOptional<Text>;
    issuer: z.ZodOptional<Text>;
  },
  z.core.$strict
>;

const applicantSchema: ApplicantSchema = z.strictObject({
  name: lineField({ en: 'Name of the institution', zh: '机构名称' }, 100),
  uscc: usccField({ en: 'Unified social credit code', zh: '统一社会信用代码' }),
  lei: leiField({ en: 'Legal entity identifier', zh: '全球法人识别编码' }).optional(),
  kind: choiceField(
    { en: 'Kind of institution', zh: '机构类型' },
    {
      licensed: { en: 'Licensed financial institution', zh: '持牌金融机构' },
      technology: { en: 'Technology firm', zh: '科技公司' },
    },
  ),
  licence: lineField({ en: 'Name of its financial licence', zh: '持有金融牌照名称' }).optional(),
  licenceNumber: lineField({ en: 'Number of the licence', zh: '牌照编号' }, 60).optional(),
  issuer: lineField({ en: 'Issued by', zh: '发证机关' }, 100).optional(),
});

type DeclarationSchema = z.ZodObject<
  {
    name: Text;
    kind: z.ZodEnum<{ service: 'service'; technology: 'technology' }>;
    launch: z.ZodISODate;
    technology: Text;
    function: Text;
    innovation: Text;
    effect: Text;
    users: z.ZodInt;
    yuan: z.ZodInt;
  },
  z.core.$strict
>;

const declarationSchema: DeclarationSchema = z.strictObject({
  name: lineField({ en: 'Name of the application', zh: '创新应用名称' }, 100),
  kind: choiceField(
    { en: 'Type', zh: '创新应用类型' },
    {
      service: { en: 'Financial service', zh: '金融服务' },
      technology: { en: 'Technology product', zh: '科技产品' },
    },
  ),
  launch: dateField({ en: 'Planned launch', zh: '拟正式运营时间' }),
  technology: textField({ en: 'Technology used', zh: '技术应用' }, 3_000),
  function: textField({ en: 'What it does', zh: '功能服务' }, 3_000),
  innovation: textField({ en: 'What is new', zh: '创新性说明' }, 3_000),
  effect: textField({ en: 'Expected effect', zh: '预期效果' }, 3_000),
  users: numberField({ en: 'Expected users', zh: '预期规模（用户数）' }, { min: 1 }),
  yuan: numberField({ en: 'Expected amount a year, in yuan', zh: '预期年交易金额（元）' }),
});

type SafeguardsSchema = z.ZodObject<
  {
    compliance: Text;
    security: Text;
    risks: Text;
    compensation: Text;
    exit: Text;
    emergency: Text;
    complaints: Text;
  },
  z.core.$strict
>;

const safeguardsSchema: SafeguardsSchema = z.strictObject({
  compliance: textField({ en: 'Compliance assessment', zh: '合法合规性评估' }, 3_000),
  security: textField({ en: 'Technical security assessment', zh: '技术安全性评估' }, 3_000),
  risks: textField({ en: 'Risks and how they are prevented', zh: '风险防控措施' }, 3_000),
  compensation: textField({ en: 'How customers are compensated', zh: '风险补偿机制' }, 3_000),
  exit: textField({ en: 'How it is ended', zh: '退出机制' }, 3_000),
  emergency: textField({ en: 'Plan for emergencies', zh: '应急预案' }, 3_000),
  complaints: textField({ en: 'Where to complain', zh: '投诉响应机制（渠道）' }, 1_000),
});

/** One of the institutions that apply together. */
export type Applicant = z.output<ApplicantSchema>;
/** What is declared of an application. */
export type Declaration = z.output<DeclarationSchema>;
/** How its risks are kept. */
export type Safeguards = z.output<SafeguardsSchema>;

/** The sections of a declaration as somebody fills them in, one after the other and in any order. */
export type Sections = {
  readonly lead?: Applicant;
  readonly second?: Applicant;
  readonly third?: Applicant;
  readonly declaration?: Declaration;
  readonly safeguards?: Safeguards;
};

type FormOf<S extends z.ZodObject> = CaseForm & { readonly schema: S };
type Forms = {
  readonly lead: FormOf<ApplicantSchema>;
  readonly second: FormOf<ApplicantSchema>;
  readonly third: FormOf<ApplicantSchema>;
  readonly declaration: FormOf<DeclarationSchema>;
  readonly safeguards: FormOf<SafeguardsSchema>;
};

/** Their forms. */
export const sectionForms: Forms = {
  lead: { title: { en: 'Leading institution', zh: '牵头申请机构' }, schema: applicantSchema },
  second: { title: { en: 'Second institution', zh: '联合申请机构（一）' }, schema: applicantSchema },
  third: { title: { en: 'Third institution', zh: '联合申请机构（二）' }, schema: applicantSchema },
  declaration: { title: { en: 'Declaration', zh: '创新应用声明' }, schema: declarationSchema },
  safeguards: { title: { en: 'Safeguards', zh: '合规与风险防控' }, schema: safeguardsSchema },
};

/** The institutions that apply, the leading one first. */
export function applicantsOf({ lead, second, third }: Sections): readonly Applicant[] {
  return [lead, second, third].filter((one) => one !== undefined);
}

type Filed = {
  readonly forms: Sections;
  readonly documents: Readonly<Record<string, number>>;
  readonly applicant: { readonly party: string };
};

/** Why a declaration cannot be filed yet; undefined where it can. */
export function notYetFiled({ forms, documents, applicant: { party } }: Filed): NotYet | undefined {
  const needed = ['lead', 'declaration', 'safeguards'] as const;
  const missing = needed.filter((section) => forms[section] === undefined);
  if (missing.length > 0) {
    const titles = missing.map((section) => sectionForms[section].title);
    return notYet('pilot.sections_missing', {
      en: `Fill in first: ${titles.map(({ en }) => en).join(', ')}.`,
      zh: `请先填写：${titles.map(({ zh }) => zh).join('、')}。`,
    });
  }
  const applicants = applicantsOf(forms);
  const codes = applicants.map(({ uscc }) => uscc);
  if (new Set(codes).size < codes.length)
    return notYet('pilot.applicant_twice', {
      en: 'An institution stands here twice.',
      zh: '同一机构不能重复填写。',
    });
  const own = /^firm:([0-9A-Z]{18})$/.exec(party)?.[1];
  if (own !== undefined && !codes.includes(own))
    return notYet('pilot.not_among_applicants', {
      en: 'Your own institution is not among those that apply.',
      zh: '申请机构中没有本机构。',
    });
  if (!applicants.some(({ kind }) => kind === 'licensed'))
    return notYet('pilot.none_licensed', {
      en: 'At least one institution has to be a licensed financial institution: a technology firm applies together with one.',
      zh: '至少一家申请机构应为持牌金融机构，科技公司应与其联合申请。',
    });
  if (
    applicants.some(({ kind, licence, licenceNumber }) => kind === 'licensed' && !(licence && licenceNumber))
  )
    return notYet('pilot.licence_missing', {
      en: 'Of each licensed institution the licence and its number are needed.',
      zh: '持牌金融机构应填写牌照名称和编号。',
    });
  if (applicants.length > 1 && !documents.agreement)
    return notYet('pilot.agreement_missing', {
      en: 'Institutions that apply together attach their agreement.',
      zh: '联合申请须上传合作协议。',
    });
  return undefined;
}

function notYet(code: string, text: Bilingual): NotYet {
  return { code, text };
}
