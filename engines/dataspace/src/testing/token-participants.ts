import type { Participants } from '../participants/port.ts';

/** Participants that are known by a fixed token each, for tests: a token says who sent a message, not that it is unchanged. */
export function tokenParticipants(self: string): Participants {
  return {
    self,
    authorize: async () => `Token ${self}`,
    authenticate: async ({ authorization }) => {
      const id = /^Token (.+)$/.exec(authorization ?? '')?.[1];
      return id ? { kind: 'participant', id } : { kind: 'refused', reason: 'There is no token.' };
    },
  };
}
