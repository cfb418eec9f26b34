import type { Bilingual } from '../documents.ts';
import type { AssessmentDraft, Filing } from './facts.ts';
import { ruleFor, type TransferPath, type TransferRule, transferPaths } from './rules.ts';
import { ruleSource } from './sources.ts';

/** What follows from an assessment: the path, whether the data may leave, why, and until when that holds. */
export type Judgement = {
  readonly rule: TransferRule;
  readonly outcome: 'may_leave' | 'may_not_leave';
  readonly reasons: readonly Bilingual[];
  readonly validUntilMs: number;
};

const yearMs = 365 * 86_400_000;
/** A security assessment and a certification hold for three years (`transferDuties`); no rule ends a filed standard contract, which is not counted on for longer either. */
const longestFilingYears = 3;

/**
 * Judges a self-assessment made at an instant. Data may leave where every point was found adequate and the path that the rule asks
 * for, or a stricter one, has been taken and still holds. It holds until the filing ends, no longer than a year without one, and where
 * persons are counted not beyond the calendar year in which they were.
 */
export function judgeTransfer({ facts, findings, filing }: AssessmentDraft, assessedMs: number): Judgement {
  const rule = ruleFor(facts);
  const validUntilMs = Math.min(
    rule.isCounted ? yearEndMs(assessedMs) : Number.POSITIVE_INFINITY,
    filing ? filingEndMs(filing, assessedMs) : assessedMs + yearMs,
  );
  const faults = [
    ...findings.filter(({ isAdequate }) => !isAdequate).map(({ point }) => inadequate[point]),
    ...(rule.path === 'exempt' || isTaken(rule.path, filing) ? [] : [missing[rule.path]]),
    ...(validUntilMs > assessedMs ? [] : [outdated]),
  ];
  return {
    rule,
    outcome: faults.length === 0 ? 'may_leave' : 'may_not_leave',
    reasons: [because(rule), ...faults],
    validUntilMs,
  };
}

function isTaken(path: TransferPath, filing: Filing | null): boolean {
  const taken = filing?.kind === 'certification' ? 'standard_contract' : (filing?.kind ?? 'exempt');
  return transferPaths.indexOf(taken) >= transferPaths.indexOf(path);
}

function filingEndMs({ validUntil }: Filing, assessedMs: number): number {
  return Math.min(Date.parse(validUntil), assessedMs + longestFilingYears * yearMs);
}

/** The first instant of the next calendar year where the rule is in force. */
function yearEndMs(nowMs: number): number {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO('Asia/Shanghai');
  return Temporal.PlainDate.from({ year: now.year + 1, month: 1, day: 1 }).toZonedDateTime('Asia/Shanghai')
    .epochMilliseconds;
}

function because({ article, says }: TransferRule): Bilingual {
  return {
    en: `${ruleSource.title.en}, ${article.en} (paraphrased): ${says.en}`,
    zh: `${ruleSource.title.zh}${article.zh}（大意）：${says.zh}`,
  };
}

const inadequate: Readonly<Record<AssessmentDraft['findings'][number]['point'], Bilingual>> = {
  necessity: {
    en: 'Purpose, scope and manner of the transfer were found not lawful, proper or necessary.',
    zh: '出境目的、范围、方式等的合法性、正当性、必要性不足。',
  },
  data: {
    en: 'The risk that comes with amount, kind and sensitivity of the data was found too high.',
    zh: '出境数据的规模、种类、敏感程度所带来的风险过高。',
  },
  recipient: {
    en: 'The recipient’s duties, measures and abilities were found insufficient to keep the data safe.',
    zh: '境外接收方承诺的责任义务、管理和技术措施、能力不足以保障数据安全。',
  },
  leak: {
    en: 'The risk of leaks or misuse, or the ways for persons to defend their rights, were found inadequate.',
    zh: '数据泄露、滥用等风险较高，或个人信息权益维护渠道不通畅。',
  },
  legal: {
    en: 'The legal documents with the recipient were found not to fix the duties of data protection fully.',
    zh: '与境外接收方订立的法律文件未充分约定数据安全保护责任义务。',
  },
};
const missing: Readonly<Record<Exclude<TransferPath, 'exempt'>, Bilingual>> = {
  standard_contract: {
    en: 'No filed standard contract and no certification is named.',
    zh: '未提供标准合同备案号或个人信息保护认证编号。',
  },
  security_assessment: {
    en: 'No passed security assessment is named.',
    zh: '未提供已通过的数据出境安全评估编号。',
  },
};
const outdated: Bilingual = {
  en: 'What was filed holds no longer.',
  zh: '所备案、认证或评估的结果已过有效期。',
};
