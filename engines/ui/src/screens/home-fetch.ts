import type { FetchLike } from '@finharbor/kernel/contract';
import { clock } from '../clock.ts';

/** Asks the person to prove again who they are; false where they would not. */
export type Prover = () => Promise<boolean>;

let prover: Prover | undefined;
let answeredAtMs = clock.nowMs();

/** Says how the page asks for a proof. */
export function registerProver(ask: Prover): void {
  prover = ask;
}

/** When the page's own process last answered it: a session's idle time counts from there. */
export function lastAnsweredAtMs(): number {
  return answeredAtMs;
}

/**
 * The `fetch` of clients of the page's own process. A call that is refused for want of a fresh proof asks for one and is then made
 * again, so that no screen has to know of it.
 */
export const homeFetch: FetchLike = async (url, init) => {
  const answer = await fetch(url, init);
  answeredAtMs = clock.nowMs();
  if (!prover || answer.status !== 403) return answer;
  const problem: { readonly code?: string } = await answer
    .clone()
    .json()
    .catch(() => ({}));
  if (problem.code !== 'access.step_up_required' || !(await prover())) return answer;
  return fetch(url, init);
};
