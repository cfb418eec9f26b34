import type { Pulse } from '@finharbor/bookkeeping/contract';
import { DescriptionList, Grid, Loading, Stat, useFormat, useText } from '@finharbor/ui';
import { PulseBars } from '@finharbor/ui/charts';
import { type ReactElement, useEffect, useState } from 'react';
import { books } from './api.ts';
import { msOf } from './numbers.ts';

const againMs = 2000;

/** How busy the ledger is, as it happens. */
export function Live(): ReactElement {
  const text = useText('ledger');
  const { number, dateTime } = useFormat();
  const { pulse, isLost } = usePulse();
  if (!pulse) return isLost ? <p role="status">{text('live.lost')}</p> : <Loading />;
  const { perSecond, waiting, total, refused, lastEntry, savedUpTo } = pulse;
  const minute = perSecond.reduce((sum, count) => sum + count, 0);
  const most = Math.max(...perSecond);
  return (
    <>
      <p className="mb-3 text-quiet" role="status">
        {text(isLost ? 'live.lost' : 'live.lead')}
      </p>
      <div className="mb-6">
        <Grid>
          <Stat
            label={text('live.rate')}
            value={number(perSecond.at(-1) ?? 0)}
            hint={text('live.rateHint', { n: number(most) })}
          />
          <Stat label={text('live.waiting')} value={number(waiting)} hint={text('live.waitingHint')} />
          <Stat
            label={text('live.total')}
            value={number(total)}
            hint={text('live.totalHint', { n: number(refused) })}
          />
        </Grid>
      </div>
      <PulseBars
        caption={text('live.caption')}
        summary={text('live.summary', { n: number(minute), most: number(most) })}
        perSecond={perSecond}
        secondLabel={text('live.second')}
        valueLabel={text('live.rate')}
      />
      <DescriptionList
        items={[
          { term: text('live.last'), value: lastEntry === null ? '—' : dateTime(msOf(lastEntry)) },
          {
            term: text('live.saved'),
            value: savedUpTo === 0n ? text('live.unsaved') : dateTime(msOf(savedUpTo)),
          },
        ]}
      />
    </>
  );
}

type Heard = { readonly pulse: Pulse | undefined; readonly isLost: boolean };

/** Follows the ledger's pulse; where it breaks off, it is taken up again. */
function usePulse(): Heard {
  const [heard, setHeard] = useState<Heard>({ pulse: undefined, isLost: false });
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
      const { body } = await books.getPulse({ signal });
      for await (const { data } of body) tell(() => ({ pulse: data, isLost: false }));
    } catch {
      if (signal.aborted) return;
      tell(({ pulse }) => ({ pulse, isLost: true }));
    }
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}
