import { timingSafeEqual } from 'node:crypto';
import { inconsistent } from '../ot/wire.ts';
import { badMessage, placeBytes, receiveRecords, sendRecords } from '../psi/records.ts';
import type { EcdhRun } from './session.ts';
import { streams } from './streams.ts';

/** A place in the sender's list and what only a holder of the identifier there can have computed in this session. */
export type Claim = { readonly place: number; readonly proof: string };

/** Tells the sender what is common. */
export async function sendClaims({ channel }: EcdhRun, claims: readonly Claim[]): Promise<void> {
  const stream = streams(channel).claims;
  await sendRecords(stream, claims.length, (from, to) => {
    const records = Buffer.alloc(stream.width * (to - from));
    for (const [k, { place, proof }] of claims.slice(from, to).entries()) {
      records.writeUInt32LE(place, stream.width * k);
      records.write(proof, stream.width * k + placeBytes, 'latin1');
    }
    return records;
  });
}

/** Distinct places whose proofs are right. Errors: `fusion.bad_message`, `fusion.inconsistent`. */
export async function checkClaims(
  { channel, own, peerSize }: EcdhRun,
  proofs: readonly string[],
): Promise<readonly number[]> {
  const stream = streams(channel).claims;
  const places = new Set<number>();
  const most = Math.min(own.ids.length, peerSize);
  for await (const { offset, records } of receiveRecords(stream, { least: 0, most })) {
    const claims = Buffer.from(records.buffer, records.byteOffset, records.length);
    const count = records.length / stream.width;
    for (let at = 0; at < claims.length; at += stream.width) {
      const place = claims.readUInt32LE(at);
      const proof = claims.subarray(at + placeBytes, at + stream.width);
      const real = proofs[place];
      if (real === undefined || !timingSafeEqual(Buffer.from(real, 'latin1'), proof))
        inconsistent(channel, 'it claims an identifier that it does not hold');
      places.add(place);
    }
    if (places.size !== offset + count) badMessage(stream, 'a claim twice');
  }
  return [...places];
}
