import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { node } from '../../api.ts';
import { type Reading, rowsOf } from '../csv/inspect.ts';
import { batchesOf, createLoad, type Load, type LoadState } from '../csv/load.ts';

/** What is to be loaded: a checked file, the data set's name, and how many rows it will be. */
export type Start = { readonly reading: Reading; readonly name: string; readonly rows: number };

/** How a load of this page is, with the size of it. */
export type PageLoadState = LoadState & { readonly all: { readonly rows: number; readonly bytes: number } };

/** A load of this page: its state once it was started, and what can be done with it. */
export type PageLoad = {
  readonly state: PageLoadState | undefined;
  readonly start: (start: Start) => void;
  readonly goOn: () => void;
  readonly stop: () => void;
};

/** Loads into a data set of this node. */
export function useLoad(id: string): PageLoad {
  const [state, setState] = useState<PageLoadState>();
  const load = useRef<Load>(undefined);
  const client = useQueryClient();
  const goOn = (): void => {
    void load.current?.run().then(() => client.invalidateQueries({ queryKey: ['harbor'] }));
  };
  return {
    state,
    start({ reading, name, rows }) {
      const all = { rows, bytes: reading.file.size };
      load.current = createLoad(
        batchesOf(rowsOf(reading)),
        async (batch, signal) => {
          const body = { rows: batch.rows, ...(name === '' ? {} : { name }) };
          await node.postRows({ params: { id }, body, signal });
        },
        (next) => setState({ ...next, all }),
      );
      goOn();
    },
    goOn,
    stop: () => load.current?.stop(),
  };
}
