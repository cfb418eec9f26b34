import { fail } from '@finharbor/kernel';
import type { EcdhInput } from '../ecdh/session.ts';
import { intersectionSize } from '../ecdh/size.ts';
import { intersectionSum } from '../ecdh/sum.ts';
import type { Mesh } from '../mesh.ts';
import type { LoadedShard } from '../shards/load.ts';
import { receiveBytes, sendBytes } from '../shares/network.ts';
import { numbersAt } from './numbers.ts';
import type { IntersectionOperation } from './plan.ts';
import type { Figures } from './store.ts';
import type { Work } from './work.ts';

/** Both whole tables, as one shard. */
export type Counting = {
  readonly mesh: Mesh;
  readonly input: EcdhInput;
  readonly table: LoadedShard;
};

/** What the operation tells, by ECDH. Errors: those of `intersectionSize`, `intersectionSum`, `numbersAt`. */
export async function figuresOf(
  work: Work,
  operation: IntersectionOperation,
  counting: Counting,
): Promise<Figures> {
  switch (operation.kind) {
    case 'rows':
      return thresholdOf(work, operation.atLeast ?? 1, counting);
    case 'count': {
      const { mesh, input } = counting;
      const { size } = await intersectionSize(mesh, { ...input, learns: operation.learns });
      return { isEnough: true, ...(size !== undefined && { common: size }) };
    }
    case 'sum':
      return sumOf(work, operation, counting);
  }
}

/** The receiver counts, and says whether that is enough. */
async function thresholdOf({ channel }: Work, atLeast: number, { mesh, input }: Counting): Promise<Figures> {
  const { size } = await intersectionSize(mesh, input);
  if (size !== undefined) {
    await sendBytes(channel, 'job/enough', Uint8Array.of(Number(size >= atLeast)));
    return { isEnough: size >= atLeast, common: size };
  }
  const [word] = await receiveBytes(channel, 'job/enough', 1);
  if (word! > 1) fail('fusion.malformed_message', `${channel.peer} sent neither yes nor no (job/enough).`);
  return { isEnough: word === 1 };
}

async function sumOf(
  { plan, source, spilled }: Work,
  { learns, atLeast, column }: Extract<IntersectionOperation, { readonly kind: 'sum' }>,
  { mesh, input, table }: Counting,
): Promise<Figures> {
  const { most, edges } = column;
  const terms = { most, ...(edges && { edges }) };
  const values = new Array<number>(input.ids.length).fill(0);
  if (mesh.self !== plan.receiver) {
    const numbers = await numbersAt(source, spilled, { column, at: table.firstRows });
    for (const [k, number] of numbers.entries()) values[k] = number;
  }
  const outcome = await intersectionSum(mesh, { ...input, learns, atLeast, terms, values });
  switch (outcome.kind) {
    case 'refused':
      return { isEnough: false, ...(outcome.count !== undefined && { common: outcome.count }) };
    case 'served':
      return { isEnough: true };
    case 'told': {
      const { count, sum, histogram } = outcome;
      return { isEnough: true, common: count, sum: { sum, histogram } };
    }
  }
}
