import { FinharborError, fail } from '@finharbor/kernel';
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';

const busy = /^(server_error|temporarily_unavailable)$/;
// What openid-client and jose say where nobody answers in time, or another than the provider does (a proxy's page, say).
const unanswered = /^(OAUTH_TIMEOUT|OAUTH_RESPONSE_IS_NOT_(CONFORM|JSON)|ERR_JWKS_TIMEOUT)$/;

/** Runs a conversation with a provider; what goes wrong in it becomes one of the codes that a person is told. */
export async function asked<T>(conversation: () => Promise<T>): Promise<T> {
  try {
    return await conversation();
  } catch (error) {
    if (error instanceof FinharborError) throw error;
    if (error instanceof AuthorizationResponseError && error.error === 'access_denied')
      return fail(
        'access.outside_denied',
        'The provider let nobody in. Try again, or sign in another way.',
        error,
      );
    return isUnreachable(error)
      ? fail('access.outside_unreachable', 'The provider does not answer. Try again in a minute.', error)
      : fail('access.outside_bad_answer', 'The provider’s answer does not hold. Start again.', error);
  }
}

function isUnreachable(error: unknown): boolean {
  if (error instanceof AuthorizationResponseError) return busy.test(error.error);
  if (error instanceof ResponseBodyError) return error.status >= 500;
  if (error instanceof ClientError) return unanswered.test(error.code ?? '');
  // fetch says so when no connection comes about, an abort when it takes too long.
  return error instanceof TypeError || (error instanceof Error && error.name === 'TimeoutError');
}
