import type { Mesh } from '../mesh.ts';
import { inconsistent, receiveExactly } from '../ot/wire.ts';
import { countMatches, serveCount } from './match.ts';
import { type EcdhInput, type EcdhRun, ecdhSession } from './session.ts';

/** What a party has after a count. */
export type IntersectionSize = {
  /** Identifiers both hold; undefined for a party that learns nothing. */
  readonly size: number | undefined;
  /** Distinct identifiers the peer declared. */
  readonly peerSize: number;
  /** Own rows left out because an earlier row had the same identifier. */
  readonly duplicates: number;
};

/**
 * Counts the identifiers that both parties of the mesh hold, without telling anybody which. Adversary: semi-honest, static. Leaks: both
 * numbers of distinct identifiers to both; how many are common to the receiver, and by its word to the other with `learns: 'both'`.
 * Two counts over lists that differ in one identifier tell whether it is common: callers count uses. Errors: as `intersectByEcdh`.
 * Source: docs/crypto.md; De Cristofaro, Gasti, Tsudik, CANS 2012.
 */
export async function intersectionSize(mesh: Mesh, input: EcdhInput): Promise<IntersectionSize> {
  return ecdhSession(mesh, { input, operator: { name: 'size', settings: [], again: 'own' } }, async (run) => {
    const size = await (run.isReceiver ? tellSize(run) : hearSize(run));
    return { size, peerSize: run.peerSize, duplicates: run.own.duplicates };
  });
}

async function tellSize(run: EcdhRun): Promise<number> {
  const { matches } = await countMatches(run);
  if (run.learns === 'both') await run.channel.send('ecdh/size', numberBytes(matches.length));
  return matches.length;
}

async function hearSize(run: EcdhRun): Promise<number | undefined> {
  await serveCount(run);
  if (run.learns === 'receiver') return undefined;
  const size = Buffer.from(await receiveExactly(run.channel, 'ecdh/size', 4)).readUInt32LE(0);
  if (size > Math.min(run.own.ids.length, run.peerSize))
    inconsistent(run.channel, 'it says that more is common than one list holds');
  return size;
}

function numberBytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
