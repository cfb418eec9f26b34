import type { IncomingHttpHeaders } from 'node:http';
import { fail } from '../errors.ts';
import { sha256 } from '../sha256.ts';
import { type Caller, callerName } from './caller.ts';
import { InvalidRequest } from './fault.ts';
import type { IdempotencyStore, IdempotentRequest } from './idempotency.ts';
import type { Route } from './route.ts';
import { isStreamed, wireForm } from './schemas.ts';
import type { Outgoing } from './send.ts';

/** The parts of a request that say whether it is the same one again. */
export type Repeatable = {
  readonly route: Route;
  readonly caller: Caller;
  readonly headers: IncomingHttpHeaders;
  readonly url: string;
  readonly body: Uint8Array;
};

/** The claim of a request with an Idempotency-Key; undefined without one. Errors: `request.invalid` where no key is taken. */
export function idempotentRequest(request: Repeatable): IdempotentRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  const refusal = refusalOf(request, String(key));
  if (refusal) throw new InvalidRequest([{ in: 'header', pointer: '/idempotency-key', detail: refusal }]);
  return {
    scope: `${callerName(request.caller)} ${request.route.method} ${request.route.path}`,
    key: String(key),
    requestHash: sha256(`${request.url}\n`, request.body),
  };
}

function refusalOf({ route, caller }: Repeatable, key: string): string | undefined {
  if (!/^[\x21-\x7e]{8,128}$/.test(key)) return 'A key is 8 to 128 visible ASCII characters';
  if (isStreamed(route)) return 'Here no key is taken: sent again, a body is looked at again';
  if (route.method !== 'POST') return 'Only POST takes a key; the other methods may be repeated as they are';
  // Keys of callers without a name would share one scope, and one could read the answer meant for another.
  if (caller.kind === 'public') return 'A key is taken only from a caller who signed in';
  const kept = Object.values(route.responses).every(
    (schema) => (wireForm(schema)?.kind ?? 'empty') === 'empty',
  );
  return kept ? undefined : 'This answer is not kept, so no key is taken';
}

/**
 * Runs a request at most once per key; a second one with the same body gets the kept answer. Only successes are kept.
 * Errors: `idempotency.key_reused`, `idempotency.in_progress`.
 */
export async function runOnce(
  store: IdempotencyStore,
  request: IdempotentRequest,
  run: () => Promise<Outgoing>,
): Promise<Outgoing> {
  const claim = await store.claim(request);
  if (claim.kind === 'reused')
    fail('idempotency.key_reused', 'This Idempotency-Key came with another request before. Use a new one.');
  if (claim.kind === 'running')
    fail(
      'idempotency.in_progress',
      'The first request with this Idempotency-Key still runs. Ask again later.',
    );
  if (claim.kind === 'done') {
    const { status, body } = claim.answer;
    return body === ''
      ? { kind: 'empty', status }
      : { kind: 'text', status, mediaType: jsonType, text: body };
  }
  let outgoing: Outgoing;
  try {
    outgoing = await run();
  } catch (error) {
    await store.release(request);
    throw error;
  }
  await store.finish(request, {
    status: outgoing.status,
    body: outgoing.kind === 'text' ? outgoing.text : '',
  });
  return outgoing;
}

const jsonType = 'application/json; charset=utf-8';
