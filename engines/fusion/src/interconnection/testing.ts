import { freePort } from '@finharbor/kernel/testing';
import { connectInterconnection, type Interconnection, type InterconnectionLimits } from './connection.ts';
import { type PushClient, pushClient, type Security, servePush } from './grpc.ts';
import { errorCodes, type PushRequest, type PushResponse } from './messages.ts';

/** Ports of loopback for a pair of parties, by rank. */
export async function addresses(): Promise<readonly [string, string]> {
  return [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
}

/** One party's end of a pair on loopback. */
export function connectAs(
  rank: 0 | 1,
  parties: readonly [string, string],
  { security = 'plain', ...limits }: Partial<InterconnectionLimits> & { readonly security?: Security } = {},
): Promise<Interconnection> {
  const [host = '', port] = parties[rank].split(':');
  const listen = { host, port: Number(port) };
  return connectInterconnection({ rank, parties, listen, security, limits });
}

/** Both ends, over real sockets. */
export async function connectBoth(
  limits: Partial<InterconnectionLimits> = {},
): Promise<readonly [Interconnection, Interconnection]> {
  const parties = await addresses();
  return await Promise.all([connectAs(0, parties, limits), connectAs(1, parties, limits)]);
}

/** A rank 1 that says what a test wants it to: it answers every push, and pushes as it is told. */
export type RawPeer = AsyncDisposable & {
  /** Where our side is served. */
  readonly address: string;
  readonly pushed: readonly PushRequest[];
  /** What the other side answered; the field's absence in a push is its default. */
  readonly push: (request: Partial<PushRequest>) => Promise<PushResponse>;
};

/** Our rank 0, and a raw peer across from it. */
export async function againstRaw(
  limits: Partial<InterconnectionLimits> = {},
): Promise<{ readonly ours: Interconnection; readonly raw: RawPeer }> {
  const parties = await addresses();
  const pushed: PushRequest[] = [];
  const listen = { host: '127.0.0.1', port: Number(parties[1].split(':')[1]) };
  const options = { listen, security: 'plain', messageBytes: 1 << 22, pushMs: 5_000, closeMs: 100 } as const;
  const server = await servePush(options, async (request) => {
    pushed.push(request);
    return { header: { errorCode: errorCodes.OK, errorMessage: '' } };
  });
  const client: PushClient = pushClient({ authority: parties[0], security: 'plain' });
  const nothing = { senderRank: 1, key: '', value: new Uint8Array(0), transType: 0, chunkInfo: undefined };
  const push: RawPeer['push'] = (request) => client.push({ ...nothing, ...request });
  const connecting = connectAs(0, parties, { closeMs: 100, ...limits });
  while (pushed.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await push({ key: 'connect_1' });
  const ours = await connecting;
  return {
    ours,
    raw: {
      ...{ address: parties[0], pushed, push },
      async [Symbol.asyncDispose]() {
        client.close();
        await Promise.all([server.close(), ours.close()]);
      },
    },
  };
}
