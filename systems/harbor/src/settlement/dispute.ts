import { verifyReceipt } from '@finharbor/evidence/verify';
import type { Json } from '@finharbor/kernel/contract';
import type { Verified } from '../documents.ts';
import { receiptCheck } from '../receipt-entry.ts';
import type { ReceiptTrust } from '../receipts.ts';
import type { DocumentStore } from '../store.ts';
import type { DisputeState, DisputeView, OpeningView } from './views.ts';

/** The other side has so long to answer; afterwards the dispute may be decided without it. */
export const answerDueMs: number = 10 * 86_400_000;

/** Everything signed about one dispute. */
export type DisputeFile = {
  readonly dispute: Verified<'line_dispute'>;
  readonly answers: readonly Verified<'dispute_answer'>[];
  readonly openings: readonly Verified<'receipt_opening'>[];
  readonly awards: readonly Verified<'dispute_award'>[];
};

/** Whose words count: the other side's first answer, and the first award of the hub. */
export function heardOf({ dispute, answers, awards }: DisputeFile, arbiter: string): Heard {
  return {
    answer: answers.find(({ issuer }) => issuer === dispute.body.against),
    award: awards.find(({ issuer }) => issuer === arbiter),
  };
}
type Heard = {
  readonly answer: Verified<'dispute_answer'> | undefined;
  readonly award: Verified<'dispute_award'> | undefined;
};

/** Where a dispute stands; derived from signed documents alone, never stored. */
export function disputeState(
  file: DisputeFile,
  { arbiter, nowMs }: { readonly arbiter: string; readonly nowMs: number },
): DisputeState {
  const { answer, award } = heardOf(file, arbiter);
  if (award) return award.body.outcome;
  if (answer) return 'answered';
  return nowMs < file.dispute.issuedAtMs + answerDueMs ? 'filed' : 'overdue';
}

/** All disputes whose documents a process holds, in the order they were filed, or those under one contract. */
export async function disputeFiles(
  documents: Pick<DocumentStore, 'find'>,
  where: { readonly contract?: string } = {},
): Promise<readonly DisputeFile[]> {
  const [disputes, answers, openings, awards] = await Promise.all([
    documents.find('line_dispute', where),
    documents.find('dispute_answer', where),
    documents.find('receipt_opening', where),
    documents.find('dispute_award', where),
  ]);
  const answersTo = Map.groupBy(answers, ({ body }) => body.dispute);
  const shownIn = Map.groupBy(openings, ({ body }) => body.dispute);
  const awardsOf = Map.groupBy(awards, ({ body }) => body.dispute);
  return disputes.map((dispute) => ({
    dispute,
    answers: answersTo.get(dispute.id) ?? [],
    openings: (shownIn.get(dispute.id) ?? []).filter(({ issuer }) => isSide(dispute, issuer)),
    awards: awardsOf.get(dispute.id) ?? [],
  }));
}

/** Whether a party is one of the two who argue. */
export function isSide({ issuer, body }: Verified<'line_dispute'>, party: string): boolean {
  return party === issuer || party === body.against;
}

type Hearing = { readonly arbiter: string; readonly nowMs: number; readonly trust: ReceiptTrust };

/** A dispute as people see it, each receipt that was shown checked here. */
export async function viewDispute(file: DisputeFile, hearing: Hearing): Promise<DisputeView> {
  const { id, issuer, issuedAtMs, body } = file.dispute;
  const { answer, award } = heardOf(file, hearing.arbiter);
  const { charge, contract, job, against, priceMinor, month, reason, words } = body;
  return {
    id,
    state: disputeState(file, hearing),
    filedBy: issuer,
    against,
    filedAtMs: issuedAtMs,
    answerDueAtMs: issuedAtMs + answerDueMs,
    charge,
    contract,
    job,
    month,
    priceMinor,
    reason,
    words,
    answer: answer
      ? { position: answer.body.position, words: answer.body.words, atMs: answer.issuedAtMs }
      : null,
    openings: await Promise.all(file.openings.map((one) => viewOpening(file, one, hearing.trust))),
    award: award
      ? {
          outcome: award.body.outcome,
          priceMinor: award.body.priceMinor,
          reason: award.body.reason,
          atMs: award.issuedAtMs,
        }
      : null,
  };
}

async function viewOpening(
  { dispute }: DisputeFile,
  { id, issuer, issuedAtMs, body }: Verified<'receipt_opening'>,
  trust: ReceiptTrust,
): Promise<OpeningView> {
  const { receipt, salt, logIndex, proof } = body;
  const isOfJob =
    receipt.party === issuer &&
    receipt.job === dispute.body.job &&
    receipt.contract === dispute.body.contract;
  const verdict = isOfJob ? await standing(body, trust) : 'other_job';
  return { id, party: issuer, atMs: issuedAtMs, receipt, salt, logIndex, proof, verdict };
}

/** Body and salt open a commitment that stands in the log at that place, under a co-signed checkpoint. */
async function standing(
  { receipt, salt, logIndex, proof }: Verified<'receipt_opening'>['body'],
  trust: ReceiptTrust,
): Promise<OpeningView['verdict']> {
  const checked = await verifyReceipt(await receiptCheck({ body: receipt as Json, salt, proof }, trust));
  return checked.kind === 'valid' && checked.index === logIndex ? 'valid' : 'not_in_log';
}
