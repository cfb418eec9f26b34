import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, FinharborError, fail } from '@finharbor/kernel';
import { type PushClient, pushClient, type Security, servePush } from './grpc.ts';
import { type Inbox, type InboxLimits, newInbox } from './inbox.ts';
import { errorCodes, type PushRequest, type PushResponse, transType } from './messages.ts';
import { type ChannelKeys, numbered, peerKeys } from './peer-keys.ts';

/** How long and how much a connection allows. Times in milliseconds, sizes in bytes. */
export type InterconnectionLimits = InboxLimits & {
  /** How long the other side may take to appear, or to come back. */
  readonly connectMs: number;
  /** From a call's first byte to its last. */
  readonly pushMs: number;
  /** How long `close` waits for the other side's end of the line. */
  readonly closeMs: number;
};

/** Two parties and this one's place among them. */
export type InterconnectionOptions = {
  /** This party's rank: 0 answers the handshake, 1 asks. */
  readonly rank: 0 | 1;
  /** `host:port` of both, by rank. */
  readonly parties: readonly [string, string];
  /** Where this one is served. */
  readonly listen: { readonly host: string; readonly port: number };
  readonly security: Security;
  /** The session's name, the same on both sides and of no other session; `root` unless told, as in the reference implementation. */
  readonly channel?: string;
  readonly limits?: Partial<InterconnectionLimits>;
};

/** One direction each way, message by message in order. */
export type P2pChannel = {
  readonly send: (message: Uint8Array) => Promise<void>;
  readonly receive: () => Promise<Uint8Array>;
};

/** A line between two parties as the specification's transport layer has it. */
export type Interconnection = {
  readonly rank: 0 | 1;
  /** The other side, for messages. */
  readonly peer: string;
  readonly main: P2pChannel;
  /** The first channel within it, `root-0`. */
  readonly sub: P2pChannel;
  /** Ends it with a fault, which every later call of either side meets. */
  readonly abort: (error: unknown) => void;
  /** Waits until the other side has everything, then ends it. */
  readonly close: () => Promise<void>;
};

const defaults: InterconnectionLimits = {
  messageBytes: 2 << 20,
  queueBytes: 8 << 20,
  silenceMs: 60_000,
  connectMs: 30_000,
  pushMs: 20_000,
  closeMs: 5_000,
};
const retryMs = 200;

/**
 * Serves this party's end, reaches the other one and waits until it has done the same.
 * Errors: `fusion.peer_gone`, `fusion.peer_silent`. Source: secretflow/interconnection, transport layer, first stage.
 */
export async function connectInterconnection(options: InterconnectionOptions): Promise<Interconnection> {
  const { rank, listen, security, channel = 'root' } = options;
  const limits = { ...defaults, ...options.limits };
  const other = rank === 0 ? 1 : 0;
  const peer = options.parties[other];
  const keys = peerKeys(channel, { self: rank, other });
  const client = pushClient({ authority: peer, security });
  const inbox = newInbox(peer, limits, keys.read);
  const lastWord = Promise.withResolvers<void>();
  const line: Line = { ...{ rank, peer, limits, inbox, client, lastWord }, isNumbered: false };
  const server = await servePush({ listen, security, ...limits }, (request) => taken(line, request));
  let ending: Promise<void> | undefined;
  const end = async (isPolite: boolean): Promise<void> => {
    if (isPolite && line.isNumbered) await farewell(line);
    client.close();
    await server.close();
  };
  try {
    await push(line, keys.connect(rank), new Uint8Array(0));
    await inbox.receive(keys.connect(other), 1);
  } catch (error) {
    await end(false);
    throw error;
  }
  return {
    ...{ rank, peer, abort: inbox.fail },
    main: channelOf(line, keys.p2p('main')),
    sub: channelOf(line, keys.p2p('sub')),
    close: () => (ending ??= end(true)),
  };
}

type Line = {
  readonly rank: 0 | 1;
  readonly peer: string;
  readonly limits: InterconnectionLimits;
  readonly inbox: Inbox;
  readonly client: PushClient;
  readonly lastWord: PromiseWithResolvers<void>;
  /** Whether the other side numbers its keys and waits for receipts. */
  isNumbered: boolean;
};

async function taken(line: Line, request: PushRequest): Promise<PushResponse> {
  try {
    await take(line, request);
    return { header: { errorCode: errorCodes.OK, errorMessage: '' } };
  } catch (error) {
    line.inbox.fail(error);
    const errorMessage = error instanceof FinharborError ? error.publicMessage : 'unexpected';
    return { header: { errorCode: errorCodes.INVALID_REQUEST, errorMessage } };
  }
}

async function take(line: Line, request: PushRequest): Promise<void> {
  const { inbox, lastWord, peer, rank } = line;
  if (request.senderRank !== 1 - rank)
    fail('fusion.bad_message', `A message for ${peer}'s place came from rank ${request.senderRank}.`);
  // Receipts are not asked for: every call is answered, which says as much.
  if (request.key === numbered.receipt) return;
  if (request.key === numbered.lastWord) return lastWord.resolve();
  const { key, number } = numbered.split(request.key);
  if (number !== undefined) line.isNumbered = true;
  const isWhole = await inbox.take({ ...request, key });
  if (number && isWhole) push(line, numbered.receipt, Buffer.from(`${number}`)).catch(inbox.fail);
}

function channelOf(line: Line, keys: ChannelKeys): P2pChannel {
  let [sent, received] = [0, 0];
  return {
    send: (message) => push(line, keys.out(++sent), message),
    receive: () => line.inbox.receive(keys.in(++received), received),
  };
}

/** Sends until it is answered: the same key again is the same message. */
async function push(line: Line, key: string, value: Uint8Array): Promise<void> {
  const { client, inbox, limits, peer, rank } = line;
  const givenUp = AbortSignal.timeout(limits.connectMs);
  const request = { senderRank: rank, key, value, transType: transType.mono, chunkInfo: undefined };
  while (true) {
    inbox.throwIfFailed();
    try {
      const { header } = await client.push(request);
      const { errorCode, errorMessage } = header ?? { errorCode: errorCodes.OK, errorMessage: '' };
      if (errorCode === errorCodes.OK) return;
      return fail('fusion.peer_refused', `${peer} refused a message (${errorCode}): ${errorMessage}`);
    } catch (error) {
      if (codeOf(error) !== 'fusion.peer_gone') throw error;
      if (givenUp.aborted) return fail('fusion.peer_gone', `${peer} cannot be reached.`, error);
      await pause(retryMs);
    }
  }
}

/** The other side closes only when it has heard that nothing more comes, and then says so too. */
async function farewell(line: Line): Promise<void> {
  const waited = new AbortController();
  const late = pause(line.limits.closeMs, undefined, { signal: waited.signal }).catch(() => {});
  // Where the connection has failed, whoever closes it has been told why.
  const said = push(line, numbered.lastWord, Buffer.from('0'))
    .then(() => line.lastWord.promise)
    .catch(() => {});
  await Promise.race([said, late]);
  waited.abort();
}
