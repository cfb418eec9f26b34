import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchContext, Figures } from './harness/context.ts';
import { type Hub, startHub } from './sign-in-parts/hub.ts';
import { percentile, type SignedIn, signIn } from './sign-in-parts/sign-in.ts';

const addresses = 1_000;
const wrongSignIns = 10_000;
const people = 8;
/** Of one login and of one address; the flood goes far past either. */
const limits = { maxFailures: 10, maxAddressFailures: 5 };
const floodPerSecond = 100;
const barMs = 300;
const password = 'a kettle sings at dawn 7';

/**
 * 10,000 wrong sign-ins from 1,000 addresses, 100 a second, against a hub's real process behind a trusted proxy, while eight people sign in from where
 * they have signed in before. `good_p95_ms`: what they wait (bar: 300); `wrong_total`, and `refused_locked` of them without looking at
 * the password; `peak_rss_mb` of the hub's process. Fails where a good sign-in is refused, or an address guesses past its limit.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const home = mkdtempSync(join(tmpdir(), 'finharbor-bench-'));
  try {
    await using hub = await startHub(home, { signIn: limits });
    const logins = await hub.accounts(people, password);
    await Promise.all(logins.map((login, at) => good(hub, login, at)));
    const calm = await inTurn(hub, logins, (done) => done < 40);
    context.note(`Without a flood: p95 ${percentile(calm, 0.95).toFixed(0)} ms of ${calm.length} sign-ins`);
    return await underFlood(context, hub, logins);
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function underFlood(context: BenchContext, hub: Hub, logins: readonly string[]): Promise<Figures> {
  let isOn = true;
  const flood = flooding(hub, logins, context.signal).finally(() => {
    isOn = false;
  });
  const waited = await inTurn(hub, logins, () => isOn);
  const { counts, looked } = await flood;
  const wrong = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const past = [...looked.values()].filter((count) => count > limits.maxAddressFailures).length;
  if (past > 0) throw new Error(`${past} addresses had more passwords looked at than they may.`);
  const goodP95 = percentile(waited, 0.95);
  context.note(`Under the flood: p95 ${goodP95.toFixed(0)} ms of ${waited.length} sign-ins (bar: ${barMs})`);
  for (const [code, count] of counts) context.note(`  ${code.padEnd(22)}${count}`);
  return {
    good_p95_ms: goodP95,
    wrong_total: wrong,
    refused_locked: counts.get('access.locked') ?? 0,
    peak_rss_mb: hub.peakRssMb(),
  };
}

/** One person after the other signs in, each from home, at the pace of people. */
async function inTurn(
  hub: Hub,
  logins: readonly string[],
  goesOn: (done: number) => boolean,
): Promise<readonly number[]> {
  const waited: number[] = [];
  while (goesOn(waited.length)) {
    const at = waited.length % logins.length;
    waited.push((await good(hub, logins[at]!, at)).ms);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return waited;
}

async function good(hub: Hub, login: string, at: number): Promise<SignedIn> {
  const answer = await signIn(hub.url, { login, password, from: `198.51.100.${at + 1}` });
  if (answer.code !== 'ok') throw new Error(`A good sign-in was refused: ${answer.code}.`);
  return answer;
}

type Flood = {
  readonly counts: Map<string, number>;
  /** By address: how often a password was looked at. */
  readonly looked: Map<string, number>;
};

/** Half of the guesses go at the people's own logins, half at logins nobody has. */
async function flooding(hub: Hub, logins: readonly string[], signal: AbortSignal): Promise<Flood> {
  const flood: Flood = { counts: new Map(), looked: new Map() };
  const one = async (guess: number): Promise<void> => {
    const from = `10.0.${(guess % addresses) >> 8}.${(guess % addresses) & 255}`;
    const login = guess % 2 === 0 ? logins[(guess >> 1) % logins.length]! : `nobody-${guess}`;
    const { code } = await signIn(hub.url, { login, password: `guess number ${guess}`, from });
    flood.counts.set(code, (flood.counts.get(code) ?? 0) + 1);
    if (code === 'access.wrong_login') flood.looked.set(from, (flood.looked.get(from) ?? 0) + 1);
  };
  const guessing: Promise<void>[] = [];
  const startedMs = performance.now();
  for (let guess = 0; guess < wrongSignIns && !signal.aborted; guess++) {
    const dueMs = startedMs + (guess * 1000) / floodPerSecond;
    const earlyMs = dueMs - performance.now();
    if (earlyMs > 0) await new Promise((resolve) => setTimeout(resolve, earlyMs));
    guessing.push(one(guess));
  }
  await Promise.all(guessing);
  signal.throwIfAborted();
  return flood;
}
