import { Line, quantile } from '../yuan-parts/line.ts';
import type { Opening, Served } from './server.ts';

/** What they met. `asked`, `refusedLate` and `won` are counted by people; waiting counts from the moment somebody was due. */
export type Met = {
  readonly asked: number;
  /** Of those: told that it was over. */
  readonly refusedLate: number;
  readonly won: number;
  readonly tookS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
};

const lines = 512;
/** One in so many presses twice. */
const impatient = 50;

process.once('message', async ({ url, people, rehearsal, rush: real }: Served) => {
  const free = await Promise.all(Array.from({ length: lines }, () => Line.open(new URL(url))));
  // At the same rate.
  const rehearsing = Math.floor((people.length * rehearsal.seconds) / real.seconds);
  await rush(free, rehearsal, people.slice(0, rehearsing));
  process.send!(await rush(free, real, people));
});
process.once('disconnect', () => process.exit(0));

/** Each comes at a moment of the time by chance. */
async function rush(
  free: Line[],
  { campaign, opensAtMs, seconds }: Opening,
  people: Served['people'],
): Promise<Met> {
  const waiting: ((line: Line) => void)[] = [];
  const take = async (): Promise<Line> => free.pop() ?? new Promise((resolve) => waiting.push(resolve));
  const give = (line: Line): void => {
    const next = waiting.shift();
    if (next) next(line);
    else free.push(line);
  };
  await new Promise((resolve) => setTimeout(resolve, opensAtMs + 100 - Date.now()));
  const due = people.map(() => Math.random() * seconds * 1_000).toSorted((a, b) => a - b);
  const waitedMs: number[] = [];
  let won = 0;
  let refusedLate = 0;
  const beganMs = performance.now();
  const one = async (no: number): Promise<void> => {
    const { token, wallet } = people[no]!;
    const body = JSON.stringify({ wallet, district: no % 2 === 0 ? 'luohu' : 'futian' });
    const first = await ask(token, body);
    waitedMs.push(performance.now() - beganMs - due[no]!);
    if (!first) {
      refusedLate += 1;
      return;
    }
    if (first.amountMinor !== null) won += 1;
    if (no % impatient > 0) return;
    const again = await ask(token, body);
    if (!again?.isRepeated || again.no !== first.no)
      throw new Error('Who asks again is told something else.');
  };
  const ask = async (token: string, body: string): Promise<Reply | undefined> => {
    const line = await take();
    const reply = await line.ask({ path: `/campaigns/${campaign}/asks`, token, body });
    give(line);
    if (reply.status === 200) return JSON.parse(reply.body) as Reply;
    if ((JSON.parse(reply.body) as { code?: string }).code === 'yuan.campaign_not_open') return undefined;
    throw new Error(`An ask was answered: ${reply.status} ${reply.body}`);
  };
  const asking: Promise<void>[] = [];
  for (let no = 0; no < people.length; ) {
    const nowMs = performance.now() - beganMs;
    while (no < people.length && due[no]! <= nowMs) asking.push(one(no++));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(asking);
  waitedMs.sort((a, b) => a - b);
  const tookS = (performance.now() - beganMs) / 1_000;
  return {
    asked: waitedMs.length,
    refusedLate,
    won,
    tookS,
    p50Ms: quantile(waitedMs, 0.5),
    p99Ms: quantile(waitedMs, 0.99),
    worstMs: quantile(waitedMs, 1),
  };
}

type Reply = { readonly no: number; readonly amountMinor: string | null; readonly isRepeated: boolean };
