import { leakageStatement, trainingPlan } from '@finharbor/fusion';
import type { Bilingual, ContractKind } from './documents.ts';

/** What each side of a contract learns, in plain words; it is part of what the sides sign. */
export function contractLeakage(kind: ContractKind, roster: readonly string[]): readonly Bilingual[] {
  const sides = { parties: roster, labelHolder: roster[0]! };
  return [leakageStatement(kind === 'train' ? trainingPlan(sides) : { kind, ...sides, model: '' })];
}
