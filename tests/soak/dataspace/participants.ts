import type { Participants } from '@finharbor/dataspace/participants';
import { tokenParticipants } from '@finharbor/dataspace/testing';

const separator = ' of process ';

/** Participants known by a token that also says which of a participant's processes sends. */
export function processParticipants(self: string): Participants {
  const tokens = tokenParticipants(self);
  return {
    ...tokens,
    authorize: async (request) => `${await tokens.authorize(request)}${separator}${process.pid}`,
    authenticate: async (request) =>
      tokens.authenticate({ ...request, authorization: request.authorization?.split(separator)[0] }),
  };
}

/** The process that such a token names. */
export function processOf(authorization = ''): string {
  return authorization.split(separator)[1] ?? '';
}
