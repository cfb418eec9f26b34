import type { Bilingual } from '@finharbor/kernel/contract';

type Words<K extends string> = { readonly [key in K]: Bilingual };

/** A stage of a product's life. */
export type Stage =
  | 'research'
  | 'design'
  | 'architecture'
  | 'development'
  | 'deployment'
  | 'monitoring'
  | 'iteration';
/** A head of JR/T 0258-2022. */
export type Head = 'integrity' | 'data' | 'inclusion' | 'openness' | 'competition' | 'risk' | 'green';
/** A field of the committee. */
export type Field = 'industry' | 'technology' | 'law' | 'security' | 'academia';
/** What an opinion comes to. */
export type Outcome = 'agreed' | 'conditional' | 'refused';

/** The seven stages of a product's life at which it is reviewed, as the city's plan names them (2023 to 2025, task 3 of its safeguards). */
export const stages: Words<Stage> = {
  research: { en: 'Early research', zh: '前期研究' },
  design: { en: 'Product design', zh: '产品设计' },
  architecture: { en: 'Choice of architecture', zh: '架构选择' },
  development: { en: 'Development and implementation', zh: '开发实施' },
  deployment: { en: 'Deployment', zh: '部署落地' },
  monitoring: { en: 'Monitoring of performance', zh: '绩效监测' },
  iteration: { en: 'Iteration and upgrade', zh: '迭代升级' },
};

/** The seven heads of JR/T 0258-2022. */
export const heads: Words<Head> = {
  integrity: { en: 'Innovation within what is right', zh: '守正创新' },
  data: { en: 'Data security', zh: '数据安全' },
  inclusion: { en: 'Inclusion', zh: '包容普惠' },
  openness: { en: 'Openness and transparency', zh: '公开透明' },
  competition: { en: 'Fair competition', zh: '公平竞争' },
  risk: { en: 'Prevention and control of risk', zh: '风险防控' },
  green: { en: 'Green and low in carbon', zh: '绿色低碳' },
};

/** The five fields that the committee's members come from. */
export const fields: Words<Field> = {
  industry: { en: 'Industry', zh: '产业' },
  technology: { en: 'Technology', zh: '技术' },
  law: { en: 'Law', zh: '法律' },
  security: { en: 'Security', zh: '安全' },
  academia: { en: 'Academia', zh: '学术' },
};

/** What the committee's opinion comes to. */
export const outcomes: Words<Outcome> = {
  agreed: { en: 'Agreed', zh: '同意' },
  conditional: { en: 'Agreed with conditions', zh: '附条件同意' },
  refused: { en: 'Not agreed', zh: '不同意' },
};

/** The names of a table of words. */
export function keysOf<const K extends string>(words: Readonly<Record<K, unknown>>): readonly [K, ...K[]] {
  return Object.keys(words) as unknown as readonly [K, ...K[]];
}
