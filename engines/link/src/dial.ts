import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Clock } from '@finharbor/kernel';
import { fault } from './fault.ts';
import { checkHandshake, type Identity, tlsOptions } from './identity.ts';
import { type Peer, provenKey } from './peers.ts';
import { Wire } from './wire.ts';

/**
 * Connects to where a pinned peer listens and makes sure the pinned key answers.
 * Errors: `link.unreachable`, `link.foreign`, `link.certificate_expired`, `link.wrong_protocol`, `link.handshake_failed`.
 */
export async function dial(
  peer: Peer,
  use: { readonly identity: Identity; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Wire> {
  const raw = await reach(peer, use.signal);
  try {
    const tls = connectTls({ ...tlsOptions, ...use.identity.credentials(), socket: raw });
    await until(tls, 'secureConnect', {
      signal: use.signal,
      onError: (cause) => fault('link.handshake_failed', `TLS with ${peer.party} failed.`, cause),
    });
    checkHandshake(tls);
    provenKey(tls.getPeerX509Certificate(), [peer], use.clock);
    return new Wire(tls, raw);
  } catch (error) {
    raw.destroy();
    throw error;
  }
}

async function reach(peer: Peer, signal: AbortSignal): Promise<Socket> {
  const raw = connectTcp(peer.port, peer.host);
  raw.on('error', () => {});
  const message = `${peer.party} does not answer at ${peer.host} port ${peer.port}.`;
  try {
    await until(raw, 'connect', { signal, onError: (cause) => fault('link.unreachable', message, cause) });
    return raw;
  } catch (error) {
    raw.destroy();
    throw error;
  }
}

/** Resolves with the event, and rejects when the socket fails or closes first or `signal` aborts. */
async function until(
  socket: Socket,
  event: string,
  ways: { readonly signal: AbortSignal; readonly onError: (cause: unknown) => Error },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const failed = (cause?: unknown): void => reject(ways.onError(cause));
  const aborted = (): void => reject(ways.signal.reason);
  if (ways.signal.aborted) aborted();
  ways.signal.addEventListener('abort', aborted, { once: true });
  socket.once(event, resolve);
  socket.on('error', failed);
  socket.once('close', failed);
  return promise.finally(() => ways.signal.removeEventListener('abort', aborted));
}
