import type { Attempt } from './relay.ts';

/** While a sender could not note that its message had arrived. */
export type Outage = { readonly fromMs: number; readonly toMs: number };

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
      ({ fromMs, toMs }) => toMs >= accepted.arrivedMs && fromMs <= accepted.answeredMs! + notedMs,
    );
    return later.length > 0 && !isExcused ? [`${message}, ${later.length} times`] : [];
  });
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
