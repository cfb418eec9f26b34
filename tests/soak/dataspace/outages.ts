import type { Attempt } from './relay.ts';

/** While a sender could not note that its message had arrived: one of its processes, where it names one, else all. */
export type Outage = { readonly fromMs: number; readonly toMs: number; readonly process?: string };

/** A sender that lives and has its database has noted an answer by then, on any machine. */
const notedMs = 2_000;

/**
 * Messages that were sent again although an answer of 200 to 299 had been passed on to their sender, which lived on: there must be
 * none. A sender that was killed, or had no database, in the time it takes to note the answer is excused.
 */
export function sentAgain(attempts: readonly Attempt[], outages: readonly Outage[]): readonly string[] {
  const bySame = Map.groupBy(attempts, ({ path, digest }) => `${path} ${digest}`);
  return [...bySame].flatMap(([message, tries]) => {
    const accepted = tries.find((one) => isSuccess(one) && one.answeredMs !== undefined);
    if (!accepted) return [];
    const later = tries.filter(({ arrivedMs }) => arrivedMs > accepted.answeredMs!);
    const isExcused = outages.some(
      ({ fromMs, toMs, process = accepted.by }) =>
        process === accepted.by && toMs >= accepted.arrivedMs && fromMs <= accepted.answeredMs! + notedMs,
    );
    return later.length > 0 && !isExcused
      ? [
          `${message}: answered after ${Math.round(accepted.answeredMs! - accepted.arrivedMs)} ms, then sent again ${later.map(({ arrivedMs }) => `${Math.round(arrivedMs - accepted.answeredMs!)} ms`).join(', ')} later`,
        ]
      : [];
  });
}

/** How long a process was there while there was work. */
export type Life = { readonly process: string; readonly fromMs: number; readonly toMs: number };

/** Long enough to have had a share of the work. */
const shareMs = 15_000;

/** How many messages each process brought to its receiver, of those that lived long enough to have a share of the work. */
export function shares(attempts: readonly Attempt[], lives: readonly Life[]): ReadonlyMap<string, number> {
  const byProcess = Map.groupBy(attempts.filter(isSuccess), ({ by }) => by);
  const long = lives.filter(({ fromMs, toMs }) => toMs - fromMs >= shareMs);
  return new Map(long.map(({ process }) => [process, byProcess.get(process)?.length ?? 0]));
}

/** How many messages arrived, how often those were sent in all, and how many the receiver had taken before, since an answer was lost. */
export function tally(
  attempts: readonly Attempt[],
): Readonly<Record<'messages' | 'attempts' | 'repeated', number>> {
  const bySame = Map.groupBy(attempts, ({ path, digest }) => `${path} ${digest}`);
  const repeated = [...bySame.values()].filter((tries) => tries.filter(isSuccess).length > 1).length;
  return { messages: bySame.size, attempts: attempts.length, repeated };
}

/** Different messages that were accepted at each path: more than the receiver's history has there would be an altered one. */
export function acceptedAt(attempts: readonly Attempt[]): ReadonlyMap<string, number> {
  const byPath = Map.groupBy(attempts.filter(isSuccess), ({ path }) => path);
  return new Map([...byPath].map(([path, tries]) => [path, new Set(tries.map(({ digest }) => digest)).size]));
}

function isSuccess({ status }: Attempt): boolean {
  return status !== undefined && status >= 200 && status < 300;
}
