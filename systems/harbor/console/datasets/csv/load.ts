import type { LoadRow } from './check.ts';

/** Rows that go out in one request. */
export type Batch = { readonly rows: readonly LoadRow[]; readonly bytesRead: number };

/** The most rows and roughly the most characters of one request; a node takes 5,000 rows and 16 MiB. */
export type BatchLimits = { readonly rows: number; readonly characters: number };
const usual: BatchLimits = { rows: 2000, characters: 4_000_000 };

/** Gathers rows into requests, in their order and every row once. */
export async function* batchesOf(
  parts: AsyncIterable<Batch>,
  limits: BatchLimits = usual,
): AsyncGenerator<Batch> {
  let rows: LoadRow[] = [];
  let characters = 0;
  let bytesRead = 0;
  for await (const part of parts) {
    bytesRead = part.bytesRead;
    for (const row of part.rows) {
      const size = JSON.stringify(row).length;
      const isFull = rows.length === limits.rows || characters + size > limits.characters;
      if (isFull && rows.length > 0) {
        yield { rows, bytesRead };
        rows = [];
        characters = 0;
      }
      rows.push(row);
      characters += size;
    }
  }
  if (rows.length > 0) yield { rows, bytesRead };
}

/** How far a load is. A failed or stopped one goes on with the batch that did not arrive. */
export type LoadState = {
  readonly status: 'waiting' | 'running' | 'stopped' | 'failed' | 'done';
  readonly rows: number;
  readonly bytesRead: number;
  readonly error?: unknown;
  /** False where the file itself could not be read on. */
  readonly canGoOn: boolean;
};

/** A load that can be started, stopped and started again. */
export type Load = {
  /** Sends on until everything stands, a request fails, or it is stopped. Resolves with how it ended and never rejects. */
  readonly run: () => Promise<LoadState>;
  readonly stop: () => void;
};

/** Sends batches one after the other. Rows are replaced by their firm's code, so a batch of unknown fate is sent again. */
export function createLoad(
  batches: AsyncIterator<Batch>,
  send: (batch: Batch, signal: AbortSignal) => Promise<void>,
  tell: (state: LoadState) => void,
): Load {
  let state: LoadState = { status: 'waiting', rows: 0, bytesRead: 0, canGoOn: true };
  let unsent: Batch | undefined;
  let abort = new AbortController();
  const enter = (next: LoadState): LoadState => {
    state = next;
    tell(next);
    return next;
  };
  const become = (status: LoadState['status']): LoadState => {
    const { error: _error, ...rest } = state;
    return enter({ ...rest, status });
  };
  const next = async (): Promise<Batch | undefined> => {
    try {
      return (await batches.next()).value as Batch | undefined;
    } catch (error) {
      // A generator that threw says it is at its end when it is asked again.
      state = { ...state, canGoOn: false };
      throw error;
    }
  };
  return {
    async run() {
      if (state.status === 'running' || state.status === 'done' || !state.canGoOn) return state;
      abort = new AbortController();
      const { signal } = abort;
      become('running');
      try {
        for (;;) {
          unsent ??= await next();
          if (signal.aborted) return become('stopped');
          if (!unsent) return become('done');
          await send(unsent, signal);
          const { rows, bytesRead } = unsent;
          unsent = undefined;
          enter({ ...state, rows: state.rows + rows.length, bytesRead });
        }
      } catch (error) {
        return signal.aborted ? become('stopped') : enter({ ...state, status: 'failed', error });
      }
    },
    stop: () => abort.abort(),
  };
}
