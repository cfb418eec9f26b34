import { leakageStatement } from '@finharbor/fusion';
import type { ContractDraft } from './contracts.ts';
import { deliveryStatement } from './delivery/statement.ts';
import type { Bilingual } from './documents.ts';
import { opening, planUnder } from './training/settings.ts';

/** What each side of a contract learns at most, in plain words; it is part of what the sides sign. */
export function contractLeakage(
  { kind, smallestGroup, terms }: Pick<ContractDraft, 'kind' | 'smallestGroup' | 'terms'>,
  roster: readonly string[],
): readonly Bilingual[] {
  if (kind === 'intersect' || kind === 'statistics') return [saidByEachProposal];
  if (kind === 'deliver') return [deliveryStatement(roster)];
  if (kind === 'score')
    return [leakageStatement({ kind, parties: roster, labelHolder: roster[0]!, model: '' })];
  const opened = opening(terms?.pointsOpened);
  const statement = leakageStatement(planUnder(opened, { roster, smallestGroup }));
  return opened.pointsTo === undefined ? [statement] : [statement, openedByEachPlan];
}

const openedByEachPlan: Bilingual = {
  en:
    'Points of the bins and coefficients are opened only by a training whose own plan says so; each job states what it opens. ' +
    'Whoever has the points can score any firm whose bins it knows, without asking anybody.',
  zh:
    '仅当某次训练自身的计划载明时，才公开各分箱的分值及系数；每项任务都会列明其公开的内容。' +
    '取得分值的一方，对其知悉分箱的企业均可自行评分，无须征询任何一方。',
};

const saidByEachProposal: Bilingual = {
  en:
    'This contract alone tells nobody anything. The consumer proposes each computation with a statement of what every side would ' +
    'learn by it, and it runs only after every provider has approved exactly that, within the terms of this contract.',
  zh: '本合同本身不使任何一方得知任何数据。使用方逐项提交计算方案并列明各方将得知的内容，经全部提供方批准其确切方案后，方可在本合同条款范围内运行。',
};
