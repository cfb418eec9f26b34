import { randomInt } from 'node:crypto';

/** What is timed: the same work on a fixed secret and on random ones. */
export type Subject<S> = {
  readonly fixed: () => S;
  readonly random: () => S;
  /** Puts the secret in its place before the clock starts. */
  readonly load?: (secret: S) => void;
  readonly run: (secret: S) => void;
};

/** Beyond it there is a leak. */
export const timingLimit: number = 10;

const rounds = 4_000;
const warmUp = 2_000;

const looks = 3;

/** dudect's |t|, the least of three looks where it is beyond the limit: a leak is there each time, what a busy machine does is not. */
export function leakage<S>(subject: Subject<S>): number {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < looks && least >= timingLimit; look++) least = Math.min(least, lookOnce(subject));
  return least;
}

/**
 * One look (Reparaz, Balasch, Verbauwhede, DATE 2017): times of both classes in random order, compared by Welch's test without the
 * slowest tenth. Noise of the machine falls on both classes alike.
 */
function lookOnce<S>({ fixed, random, load, run }: Subject<S>): number {
  const times: [number[], number[]] = [[], []];
  const kinds = Array.from({ length: warmUp + rounds }, () => randomInt(2) as 0 | 1);
  // Both classes are drawn beforehand, and in the same way: what is measured must differ in the secret alone.
  const secrets = kinds.map((kind) => [fixed(), random()][kind]!);
  for (const [round, secret] of secrets.entries()) {
    load?.(secret);
    const start = process.hrtime.bigint();
    run(secret);
    const ns = Number(process.hrtime.bigint() - start);
    if (round >= warmUp) times[kinds[round]!].push(ns);
  }
  const cut = [...times[0], ...times[1]].sort((a, b) => a - b)[Math.floor(rounds * 0.9)]!;
  const [a, b] = times.map((all) => moments(all.filter((ns) => ns < cut))) as [Moments, Moments];
  return Math.abs(a.mean - b.mean) / Math.sqrt(a.variance / a.count + b.variance / b.count);
}

type Moments = { readonly count: number; readonly mean: number; readonly variance: number };

function moments(values: readonly number[]): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count: values.length, mean, variance: squares / (values.length - 1) };
}
