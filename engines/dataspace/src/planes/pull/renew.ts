import { timingSafeEqual } from 'node:crypto';
import { fail, sha256 } from '@finharbor/kernel';
import { z } from 'zod';
import type { DataAddress } from '../../domain.ts';
import { mustBeAllowed, mustBeStarted } from '../gate.ts';
import type { ProviderOptions } from '../options.ts';
import type { Span } from '../range.ts';
import type { Outgoing } from '../store.ts';
import { signToken } from '../token.ts';

const usualTokenMs = 300_000;

/** An answer of OAuth 2.0 to a token request (RFC 6749, section 5.1). */
export type TokenAnswer = {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
};
/** Its schema. */
export const tokenAnswerSchema: z.ZodType<TokenAnswer> = z.object({
  access_token: z.string().min(1).max(16_384),
  token_type: z.literal('Bearer'),
  expires_in: z.int().min(1),
});

/** A fresh token for these bytes of a transfer's data. */
function freshToken(outgoing: Outgoing, span: Span, options: ProviderOptions): TokenAnswer {
  const { key, clock, tokenMs = usualTokenMs } = options;
  const { transferId: transfer, agreementId: agreement, consumer } = outgoing;
  const expiresMs = clock.nowMs() + tokenMs;
  return {
    access_token: signToken(key, { transfer, agreement, consumer, span, expiresMs }),
    token_type: 'Bearer',
    expires_in: Math.floor(tokenMs / 1000),
  };
}

/**
 * Answers a refresh request (RFC 6749, section 6), of a form with `grant_type` and `refresh_token`, while the transfer is started and
 * its policy allows it. What renews does so until the transfer ends: rotating it would lose the way with a lost reply.
 * Errors: those of `admit`.
 */
export async function renew(
  transferId: string,
  form: URLSearchParams,
  options: ProviderOptions,
): Promise<TokenAnswer> {
  const outgoing = await options.store.outgoing.find(transferId);
  const hash = sha256(form.get('refresh_token') ?? '');
  const holds =
    form.get('grant_type') === 'refresh_token' &&
    outgoing?.renewalHash !== undefined &&
    timingSafeEqual(outgoing.renewalHash, hash);
  if (!holds) fail('planes.bad_token', 'This does not renew a token.');
  mustBeStarted(outgoing);
  return freshToken(outgoing, await mustBeAllowed(outgoing, options), options);
}

/**
 * Where the consumer finds the data, and what lets it in; names of properties as other connectors use them. The first token reaches
 * all of it: what the policy says, it says at each request.
 */
export function pullAddress(outgoing: Outgoing, renewal: string, options: ProviderOptions): DataAddress {
  const all = { from: 0, to: outgoing.version.size };
  const { access_token: token, expires_in: seconds } = freshToken(outgoing, all, options);
  const endpoint = `${options.address}/data/${encodeURIComponent(outgoing.transferId)}`;
  return {
    endpointType: 'https://w3id.org/idsa/v4.1/HTTP',
    endpoint,
    endpointProperties: [
      { name: 'authType', value: 'bearer' },
      { name: 'authorization', value: token },
      { name: 'expiresIn', value: String(seconds) },
      { name: 'refreshEndpoint', value: `${endpoint}/token` },
      { name: 'refreshToken', value: renewal },
    ],
  };
}
