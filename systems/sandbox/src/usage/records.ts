import type { ContractOnFile, SandboxContext } from '../context.ts';
import type { RecordBody } from '../watch/record.ts';
import { recordsOf, type SeenRecord } from '../watch/records.ts';

/** A record for those with access: of data with what the harbor has on file of the contract, null where it knows none. */
export type UsedRecord = SeenRecord & { readonly onFile: ContractOnFile | null };

/** Data as the public reads it: under which contract is not said, only whether there is one and it is live. */
export type PublicData = {
  readonly kind: 'data';
  readonly product: string;
  readonly purpose: string;
  readonly contract: 'live' | 'not_live' | 'unknown';
};

/** What of a record everybody may read. */
export type PublicRecord = Omit<SeenRecord, 'body'> & {
  readonly body: Exclude<RecordBody, { readonly kind: 'data' }> | PublicData;
};

/** The records of a project with what the harbor has of their contracts at this moment. */
export async function usedRecords(
  ctx: Pick<SandboxContext, 'db' | 'contractOnFile'>,
  number: string,
): Promise<readonly UsedRecord[]> {
  const records = await recordsOf(ctx, number, { isPublic: false });
  return Promise.all(records.map(async (one) => ({ ...one, onFile: await onFile(ctx, one.body) })));
}

/** The records of a project as everybody may read them. */
export async function publicRecords(
  ctx: Pick<SandboxContext, 'db' | 'contractOnFile'>,
  number: string,
): Promise<readonly PublicRecord[]> {
  return openRecords(ctx, await recordsOf(ctx, number, { isPublic: true }));
}

/** The same of records that were read already. */
export function openRecords(
  ctx: Pick<SandboxContext, 'contractOnFile'>,
  records: readonly SeenRecord[],
): Promise<readonly PublicRecord[]> {
  return Promise.all(
    records.map(async ({ body, ...one }) => {
      if (body.kind !== 'data') return { ...one, body };
      const { kind, product, purpose } = body;
      const found = await onFile(ctx, body);
      const contract = found === null ? 'unknown' : found.state === 'in_force' ? 'live' : 'not_live';
      return { ...one, body: { kind, product, purpose, contract } };
    }),
  );
}

async function onFile(
  { contractOnFile }: Pick<SandboxContext, 'contractOnFile'>,
  body: RecordBody,
): Promise<ContractOnFile | null> {
  return body.kind === 'data' ? ((await contractOnFile(body.contract)) ?? null) : null;
}
