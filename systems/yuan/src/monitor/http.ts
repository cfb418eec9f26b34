import { systemPause } from '@finharbor/kernel';
import type { EventStream } from '@finharbor/kernel/contract';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { YuanContext } from '../context.ts';
import { figuresOn } from './figures.ts';
import { type Figures, followFigures, getFigures } from './routes.ts';

const everyMs = 2_000;

/** What the bureau watches. */
export function monitorEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const figures = figuresOn(ctx);
  return [
    endpoint(getFigures, async () => ({ status: 200, body: await figures() })),
    endpoint(followFigures, async ({ signal }) => ({ status: 200, body: follow(figures, signal) })),
  ];
}

async function* follow(figures: () => Promise<Figures>, signal: AbortSignal): EventStream<Figures> {
  while (!signal.aborted) {
    yield { data: await figures() };
    await systemPause(everyMs, signal);
  }
}
