import type { SignedDocument } from '@finharbor/access';
import { type Kysely, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Body, DocumentType, Verified } from '../documents.ts';
import { contractState, limitOf } from '../domain.ts';
import { type OverseenJob, overseenJobs, refusalsIn } from '../oversight.ts';

type Db = Kysely<HarborTables>;

/** Brings the rows on a document's job or contract up to date; part of the transaction that stores it. */
export async function projectOverseen(tx: Db, { id, type, body }: SignedDocument): Promise<void> {
  switch (type as DocumentType) {
    case 'job':
    case 'job_answer':
    case 'use':
      return projectJob(tx, (body as unknown as Body<'job'>).job);
    case 'contract': {
      await projectContract(tx, id);
      const { previous } = body as unknown as Body<'contract'>;
      return previous === undefined ? undefined : projectContract(tx, previous);
    }
    case 'approval':
    case 'termination':
      return projectContract(tx, (body as unknown as Body<'approval'>).contract);
  }
}

async function projectJob(tx: Db, id: string): Promise<void> {
  const rows = await tx
    .selectFrom('document')
    .select(['seq', 'type', 'signed'])
    .where('job_id', '=', id)
    .where('type', 'in', ['job', 'job_answer', 'use'])
    .orderBy('seq')
    .execute();
  const of = <T extends DocumentType>(wanted: T) =>
    rows.filter(({ type }) => type === wanted).map(({ signed }) => signed as unknown as Verified<T>);
  // An answer may come before what it answers; it is found again with that.
  const [job] = overseenJobs({ contracts: [], jobs: of('job'), answers: of('job_answer'), uses: of('use') });
  if (!job) return;
  const row = {
    seq: rows.find(({ type }) => type === 'job')!.seq,
    kind: job.kind,
    contract_id: job.contract,
    consumer: job.consumer,
    state: job.state,
    used_at_ms: job.uses[0] ? BigInt(job.uses[0].usedAtMs) : null,
    view: JSON.stringify(job),
  };
  await tx
    .insertInto('overseen_job')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await putRefusals(tx, job);
  await putUses(tx, job);
}

async function putRefusals(tx: Db, job: OverseenJob): Promise<void> {
  const refusals = refusalsIn([job]);
  if (refusals.length === 0) return;
  await tx
    .insertInto('overseen_refusal')
    .values(
      refusals.map(({ job: job_id, party, attempt, atMs, code, reason }) => ({
        job_id,
        party,
        attempt,
        at_ms: BigInt(atMs),
        code,
        reason: JSON.stringify(reason),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function putUses(tx: Db, { id, contract, kind, consumer, uses }: OverseenJob): Promise<void> {
  // The earliest stands first, and is the one that counts.
  for (const { party, fields, usedAtMs, logIndex } of uses.toReversed()) {
    const row = {
      contract_id: contract,
      kind,
      consumer,
      used_at_ms: BigInt(usedAtMs),
      fields: [...fields],
      log_index: BigInt(logIndex),
    };
    await tx
      .insertInto('overseen_use')
      .values({ provider: party, job_id: id, ...row })
      .onConflict((conflict) => conflict.columns(['provider', 'job_id']).doUpdateSet(row))
      .execute();
  }
}

async function projectContract(tx: Db, id: string): Promise<void> {
  const rows = await tx
    .selectFrom('document')
    .select(['seq', 'signed'])
    .where('type', 'in', ['contract', 'approval', 'termination'])
    .where((on) =>
      on.or([
        on('id', '=', id),
        on.and([on('contract_id', '=', id), on('type', '<>', 'contract')]),
        on.and([on('type', '=', 'contract'), sql<boolean>`signed #>> '{body,previous}' = ${id}`]),
      ]),
    )
    .orderBy('seq')
    .execute();
  const documents = rows.map(({ signed }) => signed as unknown as Verified<DocumentType>);
  const contract = documents.find((doc): doc is Verified<'contract'> => doc.id === id);
  if (!contract) return;
  const of = <T extends DocumentType>(type: T) =>
    documents.filter((doc): doc is Verified<T> => doc.type === type);
  const { body, issuedAtMs } = contract;
  const [fromMs, untilMs] = [Date.parse(body.validFrom), Date.parse(body.validUntil)];
  const file = {
    contract,
    approvals: of('approval'),
    terminations: of('termination'),
    replacements: of('contract').filter((one) => one.body.previous === id),
  };
  const state = contractState(file, fromMs);
  const row = {
    kind: body.kind,
    consumer: body.consumer,
    providers: [...body.providers],
    products: [...body.products],
    purpose: JSON.stringify(body.purpose),
    standing: state === 'in_force' || state === 'expired' ? 'approved' : state,
    uses_allowed: limitOf(body, 'uses') === undefined ? null : BigInt(limitOf(body, 'uses')!),
    asked_at_ms: BigInt(issuedAtMs),
    valid_from_ms: BigInt(fromMs),
    valid_until: body.validUntil,
    valid_until_ms: BigInt(untilMs),
  };
  await tx
    .insertInto('overseen_contract')
    .values({ id, seq: rows.find(({ signed }) => (signed as { id: string }).id === id)!.seq, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
