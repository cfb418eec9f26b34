import type { Figures } from '@finharbor/yuan/contract';
import { useEffect, useState } from 'react';
import { yuan } from '../api.ts';

/** The latest figures, and whether they are broken off. */
export type Heard = { readonly figures: Figures | undefined; readonly isLost: boolean };

const againMs = 2_000;

/** Follows the figures; where they break off, they are taken up again. */
export function useFigures(): Heard {
  const [heard, setHeard] = useState<Heard>({ figures: undefined, isLost: false });
  useEffect(() => {
    const left = new AbortController();
    void follow(left.signal, setHeard);
    return () => left.abort();
  }, []);
  return heard;
}

async function follow(signal: AbortSignal, tell: (next: (heard: Heard) => Heard) => void): Promise<void> {
  while (!signal.aborted) {
    try {
      const { body } = await yuan.followFigures({ signal });
      for await (const { data } of body) tell(() => ({ figures: data, isLost: false }));
    } catch {
      if (signal.aborted) return;
      tell(({ figures }) => ({ figures, isLost: true }));
    }
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}
