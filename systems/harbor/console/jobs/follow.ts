import { clock } from '@finharbor/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import { node } from '../api.ts';
import { type Heard, hear, nothing, type Word } from './heard.ts';

const againMs = 1000;

/** Follows a job's events; a stream that breaks off is taken up where it stopped. */
export function useJobEvents(id: string, attempt: number): Heard {
  const [heard, tell] = useReducer(hear, nothing);
  const client = useQueryClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt is followed from its beginning
  useEffect(() => {
    const left = new AbortController();
    tell({ kind: 'begin', atMs: clock.nowMs() });
    void follow(id, left.signal, (word) => {
      tell(word);
      if (word.kind === 'event' && word.event.kind === 'status')
        void client.invalidateQueries({ queryKey: ['harbor', 'jobs'] });
    });
    return () => left.abort();
  }, [id, attempt, client]);
  return heard;
}

async function follow(id: string, signal: AbortSignal, tell: (word: Word) => void): Promise<void> {
  let lastEventId: string | undefined;
  while (!signal.aborted) {
    try {
      const after = lastEventId === undefined ? {} : { lastEventId };
      const { body } = await node.getJobEvents({ params: { id }, signal, ...after });
      for await (const { id: at, data } of body) {
        lastEventId = at ?? lastEventId;
        tell({ kind: 'event', event: data, atMs: clock.nowMs() });
      }
      return;
    } catch {
      if (signal.aborted) return;
      tell({ kind: 'lost' });
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }
}
