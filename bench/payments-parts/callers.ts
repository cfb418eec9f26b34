import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { Line, quantile } from '../yuan-parts/line.ts';
import type { Served } from './server.ts';

/** What the callers do for a while: each its next call at once, or all together at so many a second. */
export type Errand = {
  readonly path: '/payments' | '/nothing';
  readonly seconds: number;
  readonly perSecond?: number;
};

/** What came of it; nothing but 200 counts as done. */
export type Tally = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number };

type Message = { readonly served: Served } | Errand;

let callers: readonly Line[] = [];
let served: Served;
const newId = idSource(systemClock, systemRandom);

process.on('message', async (message: Message) => {
  if ('served' in message) {
    served = message.served;
    callers = await Promise.all(served.payers.map(() => Line.open(new URL(served.url))));
    process.send!('ready');
  } else process.send!(await run(message));
});
process.once('disconnect', () => process.exit(0));

async function run({ path, seconds, perSecond }: Errand): Promise<Tally> {
  const waitedMs: number[] = [];
  const beganMs = performance.now();
  const endsMs = beganMs + seconds * 1_000;
  const meanMs = perSecond === undefined ? 0 : (callers.length * 1_000) / perSecond;
  await Promise.all(
    callers.map(async (caller, at) => {
      // At random moments: what is late by then has waited from the moment it was due.
      let dueMs = beganMs + Math.random() * meanMs;
      while (dueMs < endsMs) {
        const earlyMs = dueMs - performance.now();
        if (earlyMs > 0) await new Promise((resolve) => setTimeout(resolve, earlyMs));
        const begunMs = performance.now();
        if (begunMs >= endsMs) return;
        await caller.post({ path, token: served.payers[at]!.token, body: bodyOf(at) });
        waitedMs.push(performance.now() - (meanMs === 0 ? begunMs : Math.max(dueMs, begunMs - 1_000)));
        dueMs = meanMs === 0 ? performance.now() : dueMs - Math.log(1 - Math.random()) * meanMs;
      }
    }),
  );
  waitedMs.sort((a, b) => a - b);
  const tookS = (performance.now() - beganMs) / 1_000;
  return {
    perSecond: waitedMs.length / tookS,
    p50Ms: quantile(waitedMs, 0.5),
    p99Ms: quantile(waitedMs, 0.99),
  };
}

let no = 0;

function bodyOf(at: number): string {
  no += 1;
  const code = served.codes[no % served.codes.length]!;
  const amountMinor = String(1 + (no % 40));
  return JSON.stringify({ id: newId(), wallet: served.payers[at]!.wallet, code, amountMinor, purses: [] });
}
