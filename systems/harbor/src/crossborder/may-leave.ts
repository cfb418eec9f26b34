import { instantMs } from '@finharbor/kernel/contract';
import type { Bilingual, Verified } from '../documents.ts';
import { judgeTransfer } from './judge.ts';

/** Whether a contract's data may leave the mainland; a refusal's code is stable. */
export type Leave =
  | { readonly kind: 'stays' | 'may_leave' }
  | { readonly kind: 'refused'; readonly code: string; readonly reasons: readonly Bilingual[] };

/**
 * Decides, before a holder agrees to a contract and at every use under it, whether its data may go where the contract says.
 * `assessments` are the holder's own; the last about this contract, recipient and place counts. What follows from one is derived
 * anew from its facts: an outcome that was only written down opens nothing.
 */
export function mayLeave(
  contract: Verified<'contract'>,
  assessments: readonly Verified<'transfer_assessment'>[],
  nowMs: number,
): Leave {
  const { place, consumer } = contract.body;
  if (place === undefined) return { kind: 'stays' };
  const last = assessments
    .filter(
      ({ body }) => body.contract === contract.id && body.recipient === consumer && body.place === place,
    )
    .toSorted((a, b) => a.issuedAtMs - b.issuedAtMs)
    .at(-1);
  if (!last) return refused('transfer.not_assessed', [notAssessed]);
  const { outcome, reasons, validUntilMs } = judgeTransfer(last.body, last.issuedAtMs);
  if (outcome === 'may_not_leave' || last.body.outcome === 'may_not_leave')
    return refused('transfer.may_not_leave', reasons);
  return nowMs < Math.min(validUntilMs, instantMs(last.body.validUntil))
    ? { kind: 'may_leave' }
    : refused('transfer.assessment_expired', [expired]);
}

const notAssessed: Bilingual = {
  en: 'Data would leave the mainland and its holder has not assessed that yet.',
  zh: '数据将出境，而提供方尚未开展数据出境风险自评估。',
};
const expired: Bilingual = {
  en: 'The self-assessment holds no longer; the holder has to make a new one.',
  zh: '数据出境风险自评估已失效，须由提供方重新评估。',
};

function refused(code: string, reasons: readonly Bilingual[]): Leave {
  return { kind: 'refused', code, reasons };
}
