import type { Verified } from '../documents.ts';
import { type ContractFile, contractState } from '../domain.ts';
import type { ProposalState } from './views.ts';

/** Everything a party's node has verified that bears on one proposed computation. */
export type ProposalFile = {
  readonly proposal: Verified<'proposal'>;
  readonly contract: ContractFile;
  readonly answers: readonly Verified<'proposal_answer'>[];
};

/** Derives where a proposal stands: its consumer may take it back for good; of each provider the latest answer counts. */
export function proposalState(file: ProposalFile, nowMs: number): ProposalState {
  const { providers } = file.contract.contract.body;
  if (isWithdrawn(file)) return 'withdrawn';
  const decisions = providers.map((provider) => decisionOf(file, provider));
  if (decisions.includes('declined')) return 'declined';
  if (contractState(file.contract, nowMs) !== 'in_force') return 'contract_over';
  return decisions.every((decision) => decision === 'approved') ? 'approved' : 'proposed';
}

/** Whether the consumer has taken it back. */
export function isWithdrawn({ contract, answers }: ProposalFile): boolean {
  const { consumer } = contract.contract.body;
  return answers.some(({ issuer, body }) => issuer === consumer && body.decision === 'withdrawn');
}

/** A provider's latest answer; undefined where it has given none. */
export function decisionOf({ answers }: ProposalFile, provider: string): 'approved' | 'declined' | undefined {
  return answers
    .toSorted((a, b) => a.issuedAtMs - b.issuedAtMs)
    .flatMap(({ issuer, body: { decision } }) =>
      issuer === provider && decision !== 'withdrawn' ? [decision] : [],
    )
    .at(-1);
}
