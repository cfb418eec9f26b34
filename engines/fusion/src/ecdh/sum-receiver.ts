import { inconsistent, receiveExactly } from '../ot/wire.ts';
import { combine, eraseScalar, raise, raiseGenerator, randomScalar, type Scalar } from '../psi/group.ts';
import { randomPermutation } from '../psi/permutation.ts';
import { exactly, receiveRecords, textOf } from '../psi/records.ts';
import { elementBytes, jobElements } from '../ristretto/jobs.ts';
import { piped } from '../ristretto/pipeline.ts';
import { sumsIn } from './discrete-log.ts';
import { sayEnough } from './enough.ts';
import { elementAt, elementsOf } from './items.ts';
import type { EcdhRun } from './session.ts';
import { raisedList, sendBlinded } from './shuffled.ts';
import { streams } from './streams.ts';
import type { SumInput, SumOutcome } from './sum.ts';
import { toldBytes, valueSumOf } from './sum-result.ts';
import { boundsOf, pairsOf, partsOf } from './sum-terms.ts';

/** The side of the party that learns count and sums. */
export async function receiveSum(run: EcdhRun, { terms, atLeast }: SumInput): Promise<SumOutcome> {
  const { channel, random } = run;
  const parts = partsOf(terms);
  const key = randomScalar(random);
  const order = randomPermutation(run.own.ids.length, random);
  try {
    const [{ open, answered }] = await Promise.all([
      listen(run, parts),
      sendBlinded(run, streams(channel).asked, { key, order }),
    ]);
    const encrypted = await matched(run, { key, answered, stream: pairsOf(run, terms) });
    const isEnough = encrypted.length >= atLeast;
    await sayEnough(run, isEnough);
    if (!isEnough) return { kind: 'refused', count: encrypted.length };
    const totals = await addedUp(run, encrypted, parts + 1);
    const elements = await decrypted(run, totals, open);
    const sums = await sumsIn(run, { elements, bounds: boundsOf(run, terms) });
    const result = valueSumOf(encrypted.length, sums);
    if (run.learns === 'both') await channel.send('ecdh/sum', toldBytes(result));
    return { kind: 'told', ...result };
  } finally {
    eraseScalar(key);
  }
}

type Heard = { readonly open: readonly Uint8Array[]; readonly answered: ReadonlySet<string> };

async function listen(run: EcdhRun, parts: number): Promise<Heard> {
  const keys = await receiveExactly(run.channel, 'ecdh/keys', elementBytes * parts);
  const stream = streams(run.channel).answered;
  const answered = new Set<string>();
  for await (const { records } of receiveRecords(stream, exactly(run.own.ids.length)))
    for (let k = 0; k < records.length / elementBytes; k++) answered.add(textOf(elementAt(records, k)));
  return { open: Array.from({ length: parts }, (_, q) => elementAt(keys, q)), answered };
}

type Matching = {
  readonly key: Scalar;
  readonly answered: ReadonlySet<string>;
  readonly stream: ReturnType<typeof pairsOf>;
};

/** The encrypted numbers of each identifier that is common. */
async function matched(run: EcdhRun, { key, answered, stream }: Matching): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = [];
  for await (const { records, elements } of raisedList(run, { stream, size: run.peerSize, key })) {
    const count = elements.length / elementBytes;
    for (let k = 0; k < count; k++)
      if (answered.has(textOf(elementAt(elements, k))))
        found.push(records.subarray(stream.width * k + elementBytes, stream.width * (k + 1)));
    run.worked(count);
  }
  return found;
}

/** Each part of the encryptions added up, which is the encryption of the sum. */
async function addedUp(
  run: EcdhRun,
  encrypted: readonly Uint8Array[],
  parts: number,
): Promise<readonly Uint8Array[]> {
  const batches = Array.from({ length: parts }, (_, q) => q).flatMap((q) =>
    Array.from({ length: Math.ceil(encrypted.length / jobElements) }, (_, k) => ({
      q,
      elements: Buffer.concat(
        encrypted.slice(jobElements * k, jobElements * (k + 1)).map((record) => elementAt(record, q)),
      ),
    })),
  );
  const totals = Array.from({ length: parts }, () => new Uint8Array(elementBytes));
  for await (const { input, done } of piped(run.pool, batches, ({ elements }) => ({ op: 'sum', elements })))
    totals[input.q] = combine(
      '+',
      totals[input.q]!,
      elementsOf(run.channel, done),
    )! as Uint8Array<ArrayBuffer>;
  return totals;
}

/** Has the sums decrypted under fresh randomness and masks of its own, which it takes off again. */
async function decrypted(
  run: EcdhRun,
  [shared, ...sums]: readonly Uint8Array[],
  open: readonly Uint8Array[],
): Promise<readonly Uint8Array[]> {
  const { channel, random } = run;
  const fresh = randomScalar(random);
  const masks = sums.map(() => {
    const mask = randomScalar(random);
    const element = raiseGenerator(mask);
    eraseScalar(mask);
    return element;
  });
  const total = sums.map((sum, q) => {
    const renewed = raise(fresh, open[q]!);
    const masked = renewed && combine('+', sum, renewed);
    return masked ? combine('+', masked, masks[q]!)! : inconsistent(channel, 'one of its keys is no element');
  });
  await channel.send('ecdh/total', Buffer.concat([combine('+', shared!, raiseGenerator(fresh))!, ...total]));
  eraseScalar(fresh);
  const opened = await receiveExactly(channel, 'ecdh/opened', elementBytes * sums.length);
  return masks.map(
    (mask, q) => combine('-', elementAt(opened, q), mask) ?? elementsOf(channel, { refused: q }),
  );
}
