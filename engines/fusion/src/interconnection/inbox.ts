import { hash } from 'node:crypto';
import { FinharborError, fail } from '@finharbor/kernel';
import { type PushRequest, transType } from './messages.ts';

/** Limits of what a peer can have this side keep, and how long this side waits for it. */
export type InboxLimits = {
  /** The largest message, put together. */
  readonly messageBytes: number;
  /** What may lie in one channel before answers to the peer are held back. */
  readonly queueBytes: number;
  /** How long a message may be waited for. */
  readonly silenceMs: number;
};

/** Messages of the one peer, by their keys. */
export type Inbox = {
  /**
   * Takes what came; resolves when there is room for more, with whether its message is whole now.
   * Errors: `fusion.bad_message`, `fusion.inconsistent`.
   */
  readonly take: (request: PushRequest) => Promise<boolean>;
  /** Waits for one. Errors: `fusion.peer_silent`, and what the inbox was failed with. */
  readonly receive: (key: string, order: number) => Promise<Uint8Array>;
  /** Whoever waits, and whoever comes, gets this. The first one counts. */
  readonly fail: (error: unknown) => void;
  readonly throwIfFailed: () => void;
};

/** What a key says of a message: which channel it is in and where there; undefined for a key that is not the peer's. */
export type KeyReader = (key: string) => { readonly channel: string; readonly order: number } | undefined;

// A peer may have this many calls under way: so far may one message overtake another.
const window = 64;
const assembliesAtOnce = 8;
const chunksOfMessage = 1024;

type Queue = { bytes: number; next: number; readonly room: (() => void)[] };
type Assembly = { readonly bytes: Uint8Array; readonly chunks: Map<number, number>; filled: number };
type State = {
  readonly peer: string;
  readonly limits: InboxLimits;
  readonly readKey: KeyReader;
  readonly arrived: Map<string, Uint8Array>;
  /** Of everything that ever came: a call that is made again must bring the same. */
  readonly digests: Map<string, string>;
  readonly waiting: Map<string, (bytes: Uint8Array) => void>;
  readonly queues: Map<string, Queue>;
  readonly assemblies: Map<string, Assembly>;
  readonly ended: AbortController;
};

/** An empty inbox. */
export function newInbox(peer: string, limits: InboxLimits, readKey: KeyReader): Inbox {
  const state: State = {
    ...{ peer, limits, readKey, arrived: new Map(), digests: new Map(), waiting: new Map() },
    ...{ queues: new Map(), assemblies: new Map(), ended: new AbortController() },
  };
  state.ended.signal.addEventListener('abort', () => {
    for (const { room } of state.queues.values()) for (const go of room.splice(0)) go();
  });
  return {
    fail: (error) => state.ended.abort(error),
    throwIfFailed: () => state.ended.signal.throwIfAborted(),
    async take(request) {
      state.ended.signal.throwIfAborted();
      return await accept(state, request);
    },
    receive: (key, order) => receive(state, key, order),
  };
}

async function accept(state: State, request: PushRequest): Promise<boolean> {
  const { key, value } = request;
  const place = state.readKey(key);
  if (place === undefined) return bad(state, 'a message under a key that is none of this session');
  const queue = queueOf(state, place.channel);
  if (place.order >= queue.next + window) return bad(state, 'messages out of order, far ahead of the others');
  if (request.transType === transType.mono) {
    if (value.length > state.limits.messageBytes) return bad(state, 'a message larger than is allowed');
    deliver(state, key, value);
  } else if (request.transType === transType.chunked) assemble(state, request);
  else return bad(state, `a message of an unknown transfer type ${request.transType}`);
  while (queue.bytes > state.limits.queueBytes && !state.ended.signal.aborted)
    await new Promise<void>((resolve) => queue.room.push(resolve));
  return state.digests.has(key);
}

function deliver(state: State, key: string, value: Uint8Array): void {
  const digest = hash('sha256', value, 'base64');
  const before = state.digests.get(key);
  if (before === digest) return;
  if (before !== undefined)
    fail('fusion.inconsistent', `${state.peer} sent two different messages under one key.`);
  state.digests.set(key, digest);
  const waiting = state.waiting.get(key);
  if (waiting) {
    waiting(value);
    return;
  }
  state.arrived.set(key, value);
  queueOf(state, state.readKey(key)!.channel).bytes += value.length;
}

function assemble(state: State, { key, value, chunkInfo }: PushRequest): void {
  const { messageLength, chunkOffset } = chunkInfo ?? { messageLength: -1, chunkOffset: 0 };
  const isWithin = chunkOffset >= 0 && chunkOffset + value.length <= messageLength;
  if (!isWithin || value.length === 0) bad(state, 'a chunk that is not within its message');
  if (messageLength > state.limits.messageBytes) bad(state, 'a message larger than is allowed');
  if (state.digests.has(key)) return;
  const assembly = state.assemblies.get(key) ?? newAssembly(state, key, messageLength);
  if (assembly.bytes.length !== messageLength) bad(state, 'chunks that tell different sizes of a message');
  const before = assembly.chunks.get(chunkOffset);
  if (assembly.chunks.size >= chunksOfMessage) bad(state, 'a message in more chunks than are allowed');
  const there = assembly.bytes.subarray(chunkOffset, chunkOffset + value.length);
  if (before === value.length && Buffer.compare(there, value) === 0) return;
  if (overlaps(assembly, chunkOffset, value.length)) bad(state, 'chunks that lie over each other');
  there.set(value);
  assembly.chunks.set(chunkOffset, value.length);
  assembly.filled += value.length;
  if (assembly.filled < messageLength) return;
  state.assemblies.delete(key);
  deliver(state, key, assembly.bytes);
}

function newAssembly({ assemblies, ...state }: State, key: string, messageLength: number): Assembly {
  if (assemblies.size >= assembliesAtOnce)
    return bad(state, 'more messages in chunks at once than are allowed');
  const assembly = { bytes: new Uint8Array(messageLength), chunks: new Map<number, number>(), filled: 0 };
  assemblies.set(key, assembly);
  return assembly;
}

function overlaps({ chunks }: Assembly, from: number, length: number): boolean {
  return chunks.entries().some(([start, size]) => start < from + length && from < start + size);
}

async function receive(state: State, key: string, order: number): Promise<Uint8Array> {
  const queue = queueOf(state, state.readKey(key)!.channel);
  state.ended.signal.throwIfAborted();
  const arrived = state.arrived.get(key);
  queue.next = order + 1;
  if (arrived === undefined) return await comingUnder(state, key);
  state.arrived.delete(key);
  queue.bytes -= arrived.length;
  for (const go of queue.room.splice(0)) go();
  return arrived;
}

async function comingUnder(state: State, key: string): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const { signal } = state.ended;
  const end = (): void => reject(signal.reason as Error);
  const silence = setTimeout(() => reject(silent(state)), state.limits.silenceMs);
  signal.addEventListener('abort', end);
  state.waiting.set(key, resolve);
  try {
    return await promise;
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
    state.waiting.delete(key);
  }
}

function silent({ peer, limits }: State): FinharborError {
  const publicMessage = `${peer} has sent no message that is due for ${limits.silenceMs} ms.`;
  return new FinharborError({ code: 'fusion.peer_silent', publicMessage });
}

function queueOf({ queues }: State, channel: string): Queue {
  const queue = queues.get(channel) ?? { bytes: 0, next: 1, room: [] };
  queues.set(channel, queue);
  return queue;
}

function bad({ peer }: Pick<State, 'peer'>, what: string): never {
  return fail('fusion.bad_message', `${peer} sent ${what}.`);
}
