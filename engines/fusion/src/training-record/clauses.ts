import type { Bilingual } from '../scorecard/disclosures.ts';
import type { RecordedContents } from './entries.ts';

/**
 * Which clause of the standard an entry answers. `checked` is true where the clause's number and title were read in its table of contents;
 * for the others the chapter's subject is known from the standard's own framework, its number only by the order of the chapters.
 */
export type Clause = { readonly clause: string; readonly checked: boolean; readonly heading: Bilingual };

/** Every subject of a record, in the order of the standard's chapters. */
export const clauses: { readonly [K in keyof RecordedContents]: Clause } = {
  objective: read('6.1', 'Objective function', '目标函数'),
  protection: read(
    '6.2',
    'Protection against attacks: protocol and leakage',
    '常见攻击防范：协议与信息泄露说明',
  ),
  libraries: read('6.3', 'Libraries the algorithm rests on', '算法依赖库'),
  data: read('6.4', 'Traceability of the training data', '算法可追溯性：训练数据'),
  process: read('6.4', 'Traceability of the modelling', '算法可追溯性：建模过程'),
  features: read(
    '7.2',
    'Interpretability: preparation, features and bins',
    '可解释性：建模准备（特征与分箱）',
  ),
  coefficients: read('7.3', 'Interpretability: modelling, coefficients', '可解释性：建模过程（系数）'),
  accuracy: { clause: '8', checked: false, heading: { en: 'Accuracy', zh: '精准性' } },
  performance: { clause: '9', checked: false, heading: { en: 'Performance', zh: '性能' } },
};

function read(clause: string, en: string, zh: string): Clause {
  return { clause, checked: true, heading: { en, zh } };
}
