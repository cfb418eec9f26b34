import { leakageStatement, trainingPlan } from '@finharbor/fusion';
import type { Bilingual, ContractKind } from './documents.ts';

/** What each side of a contract learns, in plain words; it is part of what the sides sign. */
export function contractLeakage(kind: ContractKind, roster: readonly string[]): readonly Bilingual[] {
  if (kind === 'intersect' || kind === 'statistics') return [saidByEachProposal];
  const sides = { parties: roster, labelHolder: roster[0]! };
  return [leakageStatement(kind === 'train' ? trainingPlan(sides) : { kind, ...sides, model: '' })];
}

const saidByEachProposal: Bilingual = {
  en:
    'This contract alone tells nobody anything. The consumer proposes each computation with a statement of what every side would ' +
    'learn by it, and it runs only after every provider has approved exactly that, within the terms of this contract.',
  zh: '本合同本身不使任何一方得知任何数据。使用方逐项提交计算方案并列明各方将得知的内容，经全部提供方批准其确切方案后，方可在本合同条款范围内运行。',
};
