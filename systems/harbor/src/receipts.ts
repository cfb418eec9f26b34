import { saltedCommitment, verifyReceipt } from '@finharbor/evidence';
import { fail, instantText, type Json } from '@finharbor/kernel';
import type { NodeContext } from './context.ts';
import { findContract } from './contracts.ts';
import type { Body, ContractKind } from './documents.ts';
import { issueDocument } from './issue-document.ts';
import { receiptEntry } from './receipt-entry.ts';
import type { StoredReceipt } from './store.ts';
import type { JobPart, JobTransfer } from './transfers/plane.ts';
import { type HeldTerm, heldTerms } from './usage/held-terms.ts';

/** What a receipt says, before it is salted and hashed. The hub sees the hash alone. */
export type ReceiptBody = {
  readonly party: string;
  readonly job: string;
  readonly session: string;
  readonly kind: ContractKind;
  readonly contract: string;
  readonly subject: string | null;
  readonly fields: readonly string[];
  /** Hash over the plan and everything sent and received in the session up to the last message. */
  readonly transcript: string;
  readonly usedAt: string;
  /** The terms under which it was used, and how each is held; receipts from before they were written down have none. */
  readonly terms?: readonly HeldTerm[];
  /** What carried it, at a provider its own alone; receipts from before jobs were transfers have none. */
  readonly transfers?: readonly Carrier[];
};

/** A transfer of the Dataspace Protocol as a receipt names it, the numbers of both sides. */
export type Carrier = {
  readonly product: string;
  readonly agreement: string;
  readonly consumerPid: string;
  readonly providerPid: string;
};

function carrierOf({ product, agreementId, role, pid, peerPid }: JobTransfer): Carrier {
  // Where it has started both sides know both numbers.
  const [consumerPid, providerPid] = role === 'consumer' ? [pid, peerPid!] : [peerPid!, pid];
  return { product, agreement: agreementId, consumerPid, providerPid };
}

/**
 * Puts a salted commitment to this use into the evidence log and keeps salt and proof here. Returns only once the proof stands in a
 * checkpoint that another party's node has co-signed; until then the caller holds back the last message of the job.
 */
export async function logReceipt(
  { ctx, job, transfers }: Used,
  { digest, fields }: { digest: Uint8Array; fields: readonly string[] },
): Promise<StoredReceipt> {
  const file = await findContract(ctx, job.contract);
  const body: ReceiptBody = {
    party: ctx.party,
    job: job.job,
    session: job.session,
    kind: job.kind,
    contract: job.contract,
    subject: job.subject,
    fields,
    transcript: Buffer.from(digest).toString('hex'),
    usedAt: instantText(ctx.clock.nowMs()),
    ...(file ? { terms: heldTerms(file.contract.body, ctx.party) } : {}),
    transfers: transfers.map(carrierOf),
  };
  const salt = ctx.random.bytes(32);
  const commitment = Buffer.from(await saltedCommitment(body as unknown as Json, salt)).toString('hex');
  const entry = receiptEntry(ctx.party, commitment);
  const { proof } = await ctx.hub.log(commitment);
  const index = await indexIn(ctx, entry, proof);
  const receipt: StoredReceipt = {
    id: ctx.newId(),
    jobId: job.job,
    session: job.session,
    body: body as unknown as Json,
    salt: Buffer.from(salt).toString('hex'),
    logIndex: index,
    proof,
  };
  await ctx.store.results.putReceipt(receipt);
  if (job.roster[0] !== ctx.party) await tellFirms(ctx, job, { body, commitment, index });
  return receipt;
}

/** What a receipt is about: a job of this party and the transfers that carry it. */
type Used = Pick<JobPart, 'ctx' | 'job'> & { readonly transfers: readonly JobTransfer[] };

/** Where the proof says the entry stands. Errors: `receipt.not_cosigned`. */
async function indexIn(ctx: NodeContext, entry: Uint8Array, proof: string): Promise<number> {
  const checked = await verifyReceipt({ entry, proof, ...(await receiptTrust(ctx)), quorum: 1 });
  if (checked.kind === 'invalid')
    fail(
      'receipt.not_cosigned',
      `The evidence log gave no valid proof (${checked.reason}); the job's last message was not sent.`,
    );
  return checked.index;
}

/** The keys this node believes about the log: the hub's, and those of the other parties' witnesses; its own does not count. */
export async function receiptTrust(
  ctx: Pick<NodeContext, 'store' | 'party' | 'hubParty'>,
): Promise<ReceiptTrust> {
  const peers = await ctx.store.peers.list();
  const hub = peers.find(({ party }) => party === ctx.hubParty);
  if (!hub) fail('hub.not_pinned', "The hub's key is not pinned at this node.");
  const others = peers.filter(({ party }) => party !== ctx.hubParty && party !== ctx.party);
  return { logKey: hub.noteKey, witnessKeys: others.map(({ noteKey }) => noteKey) };
}
/** Verifier keys (vkeys) as C2SP writes them. */
export type ReceiptTrust = { readonly logKey: string; readonly witnessKeys: readonly string[] };

type Logged = { readonly body: ReceiptBody; readonly commitment: string; readonly index: number };

/** Tells the firm concerned, or every firm where a training used many, who used what, when, under which contract. */
async function tellFirms(
  ctx: NodeContext,
  job: Body<'job'>,
  { body, commitment, index }: Logged,
): Promise<void> {
  await issueDocument(ctx, {
    type: 'use',
    audience: [...job.roster, job.subject === null ? '*' : `firm:${job.subject}`],
    body: {
      job: job.job,
      contract: job.contract,
      kind: job.kind,
      consumer: job.roster[0]!,
      uscc: job.subject,
      fields: body.fields,
      usedAt: body.usedAt,
      commitment,
      logIndex: index,
    },
  });
}
