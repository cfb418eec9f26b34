import { once } from 'node:events';
import { afterEach } from 'node:test';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { type Clock, type SigningKey, signingKeyToPem, systemClock } from '@finharbor/kernel';
import { selfSigned } from '../certificate.ts';
import { type Direction, FrameSealer, frameKind } from '../frame.ts';
import { bind, encodeHello, makeHello, type Prelude, readPrelude } from '../hello.ts';
import { context, newSession } from './harness.ts';

const open = new Set<TLSSocket>();
afterEach(() => {
  for (const tls of open) tls.destroy();
  open.clear();
});

/** A TLS client that keeps to no rules of ours unless told to. */
export async function rawTls(
  port: number,
  options: ConnectionOptions & { readonly identity?: SigningKey; readonly madeBy?: Clock } = {},
): Promise<TLSSocket> {
  const { identity, madeBy = systemClock, ...rest } = options;
  const credentials = identity && {
    cert: selfSigned(identity, 3_600_000, madeBy).pem,
    key: signingKeyToPem(identity),
  };
  const tls = connect({
    ...{ host: '127.0.0.1', port, minVersion: 'TLSv1.3', rejectUnauthorized: false },
    ...{ ALPNProtocols: ['finharbor-link/1'], ...credentials, ...rest },
  });
  open.add(tls);
  await once(tls, 'secureConnect');
  return tls;
}

/** Reads the other side's first message; the rest of the bytes are dropped. */
export async function preludeFrom(tls: TLSSocket): Promise<Prelude | 'closed'> {
  let have: Buffer = Buffer.alloc(0);
  for await (const chunk of tls.iterator({ destroyOnReturn: false })) {
    have = Buffer.concat([have, chunk]);
    const read = readPrelude(have);
    if (read) return read.prelude;
  }
  return 'closed';
}

/** A peer with the right key that has said hello and can now write any bytes into the TLS connection. */
export type RawPeer = {
  readonly tls: TLSSocket;
  readonly sending: Direction;
  readonly sealer: FrameSealer;
  readonly message: (label: string, payload: string) => Buffer;
};

export async function rawPeer(
  port: number,
  who: {
    readonly identity: SigningKey;
    readonly from: string;
    readonly to: string;
    readonly session?: string;
  },
): Promise<RawPeer> {
  const tls = await rawTls(port, { identity: who.identity });
  const { session = newSession(), from, to } = who;
  const own = encodeHello(makeHello({ session, from, to, context, window: 1 << 22 }));
  tls.write(own);
  const answer = await preludeFrom(tls);
  if (answer === 'closed' || answer.kind !== 'hello') throw new Error('no hello came back');
  tls.resume();
  const { dialler } = bind({ dialler: own, answerer: answer.bytes }, (length, label, over) =>
    tls.exportKeyingMaterial(length, label, over),
  );
  const sealer = new FrameSealer(dialler);
  const message = (label: string, payload: string): Buffer => messageFrame(sealer, label, payload);
  return { tls, sending: dialler, sealer, message };
}

type Lie = { readonly payload: string; readonly size: number };

/** A whole message in one frame; `size` lies about its length where given. */
export function messageFrame(sealer: FrameSealer, label: string, told: string | Lie): Buffer {
  const { payload, size } = typeof told === 'string' ? { payload: told, size: undefined } : told;
  const head = Buffer.alloc(5 + label.length);
  head[0] = label.length;
  head.write(label, 1);
  head.writeUInt32BE(size ?? Buffer.byteLength(payload), 1 + label.length);
  return sealer.seal(frameKind.first, head, Buffer.from(payload));
}
