import type { JobEvent, PeerTraffic } from '@finharbor/harbor/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import { node } from '../api.ts';

/** What has been heard of a job: how far each stage is, what went to and from the others, and whether the stream is up. */
export type Heard = {
  readonly stages: ReadonlyMap<string, { readonly done: number; readonly total: number }>;
  readonly traffic: readonly PeerTraffic[];
  readonly isLive: boolean;
};

type Word =
  | { readonly kind: 'begin' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'event'; readonly event: JobEvent };

const nothing: Heard = { stages: new Map(), traffic: [], isLive: false };
const againMs = 1000;

/** Follows a job's events; a stream that breaks off is taken up where it stopped. */
export function useJobEvents(id: string, attempt: number): Heard {
  const [heard, tell] = useReducer(hear, nothing);
  const client = useQueryClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt is followed from its beginning
  useEffect(() => {
    const left = new AbortController();
    tell({ kind: 'begin' });
    void follow(id, left.signal, (word) => {
      tell(word);
      if (word.kind === 'event' && word.event.kind === 'status')
        void client.invalidateQueries({ queryKey: ['harbor', 'jobs'] });
    });
    return () => left.abort();
  }, [id, attempt, client]);
  return heard;
}

function hear(before: Heard, word: Word): Heard {
  if (word.kind === 'begin') return nothing;
  if (word.kind === 'lost') return { ...before, isLive: false };
  const { event } = word;
  if (event.kind === 'status') {
    // A new attempt begins with `waiting` or `running` after an end: what was heard before is of the last one.
    return { ...before, isLive: true };
  }
  const { stage, done, total, traffic = before.traffic } = event;
  return { stages: new Map(before.stages).set(stage, { done, total }), traffic, isLive: true };
}

async function follow(id: string, signal: AbortSignal, tell: (word: Word) => void): Promise<void> {
  let lastEventId: string | undefined;
  while (!signal.aborted) {
    try {
      const after = lastEventId === undefined ? {} : { lastEventId };
      const { body } = await node.getJobEvents({ params: { id }, signal, ...after });
      for await (const { id: at, data } of body) {
        lastEventId = at ?? lastEventId;
        tell({ kind: 'event', event: data });
      }
      return;
    } catch {
      if (signal.aborted) return;
      tell({ kind: 'lost' });
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }
}
