import { type ClientRequest, type FetchLike, unattendedHeader } from '@finharbor/kernel/contract';
import { clock } from '../clock.ts';

/** Asks the person to prove again who they are; false where they would not. */
export type Prover = () => Promise<boolean>;

/** So long after somebody's last touch the page's calls are still theirs. */
const attendedMs = 60_000;
const touches = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

let prover: Prover | undefined;
/** The page was opened by somebody. */
let touchedAtMs = clock.nowMs();
let usedAtMs = clock.nowMs();

/** Says how the page asks for a proof. */
export function registerProver(ask: Prover): void {
  prover = ask;
}

/** Notes from now on when somebody touches the page. */
export function watchTouches(): void {
  const note = (): void => {
    touchedAtMs = clock.nowMs();
  };
  for (const touch of touches) addEventListener(touch, note, { capture: true, passive: true });
}

/** When somebody last used the page's own process: a session's idle time counts from there. */
export function lastUsedAtMs(): number {
  return usedAtMs;
}

/**
 * The `fetch` of clients of the page's own process. What the page asks by itself while nobody is there says so, and keeps no session
 * open. A call that is refused for want of a fresh proof asks for one and is then made again, so that no screen has to know of it.
 */
export const homeFetch: FetchLike = (url, init) => sentHome(fetch, url, init);

/** Sends by `send` what is the page's own to say to its process. */
export async function sentHome(send: FetchLike, url: string, init: ClientRequest): Promise<Response> {
  const isAttended = clock.nowMs() - touchedAtMs < attendedMs;
  const headers = isAttended ? init.headers : { ...init.headers, [unattendedHeader]: '1' };
  const answer = await send(url, { ...init, headers });
  if (isAttended) usedAtMs = clock.nowMs();
  if (!prover || answer.status !== 403) return answer;
  const problem: { readonly code?: string } = await answer
    .clone()
    .json()
    .catch(() => ({}));
  if (problem.code !== 'access.step_up_required' || !(await prover())) return answer;
  return send(url, init);
}
