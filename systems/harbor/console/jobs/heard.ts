import type { JobEvent, PeerTraffic } from '@finharbor/harbor/contract';

/** How far a stage is, when it was seen to begin and to end, and what went over all channels by then. */
export type StageHeard = {
  readonly done: number;
  readonly total: number;
  /** Undefined where it had begun before this page followed it: events say how far, not when. */
  readonly beganMs: number | undefined;
  readonly endedMs: number | undefined;
  readonly before: Bytes;
  readonly after: Bytes;
};

/** Bytes over all channels together. */
export type Bytes = { readonly sent: number; readonly received: number };

/** What has been heard of a job: how far each stage is, what went to and from the others, and whether the stream is up. */
export type Heard = {
  readonly stages: ReadonlyMap<string, StageHeard>;
  readonly traffic: readonly PeerTraffic[];
  readonly isLive: boolean;
  /** What the stream begins with has happened before. */
  readonly followedFromMs: number;
};

/** A word of a job's stream. */
export type Word =
  | { readonly kind: 'begin'; readonly atMs: number }
  | { readonly kind: 'lost' }
  | { readonly kind: 'event'; readonly event: JobEvent; readonly atMs: number };

/** Nothing was heard yet. */
export const nothing: Heard = { stages: new Map(), traffic: [], isLive: false, followedFromMs: 0 };
const replayMs = 1500;

/** What is known once a further word of a job was heard. */
export function hear(before: Heard, word: Word): Heard {
  if (word.kind === 'begin') return { ...nothing, followedFromMs: word.atMs };
  if (word.kind === 'lost') return { ...before, isLive: false };
  const { event } = word;
  if (event.kind === 'status') {
    // A new attempt begins with `waiting` or `running` after an end: what was heard before is of the last one.
    return { ...before, isLive: true };
  }
  const { stage, done, total, traffic = before.traffic } = event;
  const stages = new Map(before.stages);
  const bytes = sumOf(traffic);
  const isFirst = !stages.has(stage);
  const isSeen = word.atMs - before.followedFromMs > replayMs;
  const seenMs = isSeen ? word.atMs : undefined;
  const last = [...stages].at(-1);
  if (isFirst && last) stages.set(last[0], { ...last[1], endedMs: seenMs });
  const known = stages.get(stage) ?? { beganMs: seenMs, endedMs: undefined, before: sumOf(before.traffic) };
  stages.set(stage, { ...known, done, total, after: bytes });
  return { ...before, stages, traffic, isLive: true };
}

function sumOf(traffic: readonly PeerTraffic[]): Bytes {
  return {
    sent: traffic.reduce((sum, { bytesSent }) => sum + bytesSent, 0),
    received: traffic.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0),
  };
}
