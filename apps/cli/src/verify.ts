import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { signedCertificateSchema } from '@finharbor/access/personal-contract';
import { verifyReceipt } from '@finharbor/evidence';
import { receiptCheck } from '@finharbor/harbor';
import { FinharborError, fail, type Json } from '@finharbor/kernel';
import { z } from 'zod';
import { verifyCertificate } from './verify-certificate.ts';

const trustSchema = z.strictObject({ logKey: z.string(), witnessKeys: z.array(z.string()).min(1) });
type ReceiptFile = { readonly body: Json; readonly salt: string; readonly proof: string };

const receiptSchema = z.object({
  id: z.string(),
  job: z.string(),
  body: z.looseObject({ party: z.string(), contract: z.string(), usedAt: z.string() }),
  salt: z.string().regex(/^[0-9a-f]{64}$/),
  logIndex: z.int(),
  proof: z.string(),
  trust: trustSchema,
});

/** Checks a certificate of erasure, or an exported receipt: does the salt open the commitment, does it stand in the log, has another party's node co-signed? */
export async function verify(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { trust: { type: 'string' } },
  });
  const [file] = positionals;
  if (!file) fail('usage', 'Name the receipt file: finharbor verify receipt.json');
  if (isSigned(parsed(file))) return verifyCertificate(read(signedCertificateSchema, file));
  const receipt = read(receiptSchema, file);
  const trust = values.trust === undefined ? receipt.trust : read(trustSchema, values.trust);
  const verdict = await verifyReceipt(await receiptCheck(receipt as ReceiptFile, trust));
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  if (verdict.kind === 'invalid') {
    say(`NOT VALID: ${verdict.reason}`);
    return 1;
  }
  say(`Valid. ${receipt.body.party} logged this use at ${receipt.body.usedAt} as entry ${verdict.index}.`);
  say(`Co-signed by ${verdict.cosigners.map(({ name }) => name).join(', ')}.`);
  if (values.trust === undefined)
    say(
      'Keys were taken from the receipt itself. Compare them with ones you got elsewhere, or give --trust FILE.',
    );
  say('It does not prove that the inputs were true, nor that nothing was used beside the log.');
  return 0;
}

/** Receipts bear a proof of the log, certificates a signature. */
function isSigned(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'signature' in value;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    return fail('file.unreadable', `${file} cannot be read as JSON.`, cause);
  }
}

function read<T>(schema: z.ZodType<T>, file: string): T {
  const result = schema.safeParse(parsed(file));
  if (result.success) return result.data;
  throw new FinharborError({
    code: 'file.malformed',
    publicMessage: `${file} is not what an export looks like.`,
    fields: result.error.issues.map((issue) => ({
      pointer: `/${issue.path.join('/')}`,
      detail: issue.message,
    })),
  });
}
