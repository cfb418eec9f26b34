import type { Bilingual } from '../documents.ts';

/** A law or rule: what it is called, under which number it was published, and from when on it holds. */
export type Source = {
  readonly id: string;
  readonly title: Bilingual;
  readonly number: Bilingual;
  readonly inForce: string;
};

/** What says the same of every transfer, beside the rule that decides its path. */
type Duty = { readonly source: Source; readonly article: Bilingual; readonly says: Bilingual };

const cac = (number: number): Bilingual => ({
  en: `Order No. ${number} of the Cyberspace Administration of China`,
  zh: `国家互联网信息办公室令第${number}号`,
});

/** Where the rules come from. */
export const ruleSource: Source = {
  id: 'flows',
  title: {
    en: 'Provisions on Promoting and Regulating Cross-Border Data Flows',
    zh: '《促进和规范数据跨境流动规定》',
  },
  number: cac(16),
  inForce: '2024-03-22',
};
const law: Source = {
  id: 'law',
  title: { en: 'Personal Information Protection Law', zh: '《中华人民共和国个人信息保护法》' },
  number: { en: 'Order No. 91 of the President', zh: '中华人民共和国主席令第91号' },
  inForce: '2021-11-01',
};
const assessment: Source = {
  id: 'assessment',
  title: {
    en: 'Measures for Security Assessment of Outbound Data Transfers',
    zh: '《数据出境安全评估办法》',
  },
  number: cac(11),
  inForce: '2022-09-01',
};
const contract: Source = {
  id: 'contract',
  title: {
    en: 'Measures for the Standard Contract for Outbound Transfer of Personal Information',
    zh: '《个人信息出境标准合同办法》',
  },
  number: cac(13),
  inForce: '2023-06-01',
};
const certification: Source = {
  id: 'certification',
  title: {
    en: 'Measures for Certification of Outbound Transfer of Personal Information',
    zh: '《个人信息出境认证办法》',
  },
  number: {
    en: 'Order No. 20 of the Cyberspace Administration of China and the State Administration for Market Regulation',
    zh: '国家互联网信息办公室、国家市场监督管理总局令第20号',
  },
  inForce: '2026-01-01',
};

/** All of them, the law first. */
export const ruleSources: readonly Source[] = [law, ruleSource, assessment, contract, certification];

const article = (en: string, zh: string): Bilingual => ({ en: `Article ${en}`, zh: `第${zh}条` });

/** What is asked of who gives personal information abroad by any path, and of each path. */
export const transferDuties: readonly Duty[] = [
  {
    source: law,
    article: article('38', '三十八'),
    says: {
      en: 'Personal information goes abroad by a passed security assessment, a certification, the standard contract, or as other laws and rules provide.',
      zh: '向境外提供个人信息，应当通过安全评估、经专业机构认证、按标准合同订立合同，或者符合法律、行政法规及国家网信部门规定的其他条件。',
    },
  },
  {
    source: law,
    article: article('39', '三十九'),
    says: {
      en: 'Each person is told the recipient’s name and contact, purpose, manner and kinds of information, and how to exercise their rights against it, and gives a separate consent.',
      zh: '应当向个人告知境外接收方的名称或者姓名、联系方式、处理目的、处理方式、个人信息的种类以及行使权利的方式和程序，并取得个人的单独同意。',
    },
  },
  {
    source: law,
    article: article('40', '四十'),
    says: {
      en: 'Operators of critical information infrastructure, and who handles as many persons’ information as the authority lays down, keep it in the mainland; what must go abroad passes the security assessment.',
      zh: '关键信息基础设施运营者和处理个人信息达到规定数量的处理者，应当将个人信息存储在境内；确需向境外提供的，应当通过安全评估。',
    },
  },
  {
    source: law,
    article: article('55', '五十五'),
    says: {
      en: 'Before personal information goes abroad its impact is assessed, and the assessment recorded.',
      zh: '向境外提供个人信息前，应当进行个人信息保护影响评估并予以记录。',
    },
  },
  {
    source: assessment,
    article: article('5', '五'),
    says: {
      en: 'Who applies for the security assessment first makes this self-assessment.',
      zh: '申报数据出境安全评估前，应当开展数据出境风险自评估。',
    },
  },
  {
    source: ruleSource,
    article: article('9', '九'),
    says: {
      en: 'A passed security assessment holds for three years; an extension is applied for within 60 working days before its end. Article 14 of the Measures for Security Assessment said two years before.',
      zh: '通过数据出境安全评估的结果有效期为3年；可以在届满前60个工作日内申请延长。此前《数据出境安全评估办法》第十四条规定为2年。',
    },
  },
  {
    source: contract,
    article: article('4', '四'),
    says: {
      en: 'Numbers are not split so that what needs the security assessment goes abroad under the standard contract.',
      zh: '不得采取数量拆分等手段，将应当通过安全评估的个人信息以订立标准合同的方式向境外提供。',
    },
  },
  {
    source: contract,
    article: article('7', '七'),
    says: {
      en: 'The standard contract is filed with the provincial authority within 10 working days after it takes effect.',
      zh: '应当在标准合同生效之日起10个工作日内向所在地省级网信部门备案。',
    },
  },
  {
    source: certification,
    article: { en: 'on certificates', zh: '关于认证证书的规定' },
    says: {
      en: 'A certificate holds for three years. It is open to the numbers of persons that may go by the standard contract, not to operators of critical information infrastructure nor for important data.',
      zh: '认证证书有效期为3年。适用于可以订立标准合同的人数范围，不适用于关键信息基础设施运营者及重要数据。',
    },
  },
];
