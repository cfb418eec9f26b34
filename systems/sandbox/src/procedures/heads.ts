import { numberField, textField, verdictField } from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import { z } from 'zod';

/** What experts look at, each head with its score from 1 to 5. */
type Heads = Readonly<Record<string, Bilingual>>;

/** The four heads of admission. */
export const admissionHeads: Heads = {
  inclusion: { en: 'Inclusiveness', zh: '普惠性' },
  innovation: { en: 'Innovation', zh: '创新性' },
  control: { en: 'Control of risks', zh: '可控性' },
  need: { en: 'Need of supervision’s support', zh: '需监管支持' },
};

/** The eight heads of exit. */
export const exitHeads: Heads = {
  value: { en: 'Value of the innovation', zh: '创新价值' },
  quality: { en: 'Quality of service', zh: '服务质量' },
  satisfaction: { en: 'Satisfaction of users', zh: '用户满意度' },
  continuity: { en: 'Continuity of business', zh: '业务连续性' },
  legality: { en: 'Legality', zh: '合法合规' },
  transactions: { en: 'Security of transactions', zh: '交易安全' },
  data: { en: 'Security of data', zh: '数据安全' },
  risks: { en: 'Prevention of risks', zh: '风险防控' },
};

/** Scores go from 1 to 5, and of each head the mean has to be 3. */
export const scale = { min: 1, max: 5, atLeast: 3 } as const;

/** An expert's opinion by heads: of each a score, then the verdict and why. */
export function scored(heads: Heads): z.ZodObject {
  const hint: Bilingual = { en: '1 is poor, 5 is excellent', zh: '1分为差，5分为优' };
  const scores = Object.fromEntries(
    Object.entries(heads).map(([head, title]) => [head, numberField({ ...title, hint }, scale)]),
  );
  return z.strictObject({
    ...scores,
    verdict: verdictField,
    why: textField({ en: 'Why', zh: '评审理由' }, 2_000),
  });
}
