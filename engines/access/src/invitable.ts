import { codeOf, parseUscc } from '@finharbor/kernel';
import { fieldFault } from './accounts/login.ts';
import { rolesFor } from './roles.ts';

/** Everybody who is nobody's employee here is a party of their own. */
const personParty = /^person:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an invitation asks for. */
export type Asked = { readonly party?: string | undefined; readonly roles: readonly string[] };

/**
 * The party an account may be made for with these roles: at a node its own; at the hub the operator's, a firm for its people, or a person's own.
 * Errors: `access.bad_invitation`.
 */
export function invitedParty(
  place: { readonly role: 'hub' | 'node'; readonly party: string },
  asked: Asked,
): string {
  const party = asked.party ?? place.party;
  const uscc = /^firm:(.*)$/.exec(party)?.[1];
  const isPerson = personParty.test(party);
  if (uscc === undefined && !isPerson && party !== place.party)
    throw fieldFault('access.bad_invitation', '/party', 'Accounts of that party are made at its own node');
  const roles = rolesFor(place.role, party);
  const odd = asked.roles.find((role) => !roles.includes(role));
  if (odd !== undefined || new Set(asked.roles).size !== asked.roles.length)
    throw fieldFault('access.bad_invitation', '/roles', `Roles here: ${roles.join(', ') || 'none'}`);
  return uscc === undefined ? party : `firm:${validUscc(uscc)}`;
}

function validUscc(text: string): string {
  try {
    return parseUscc(text);
  } catch (error) {
    if (!codeOf(error).startsWith('uscc.')) throw error;
    const detail = error instanceof Error ? error.message.replace(/^[a-z_.]+: |\.$/g, '') : '';
    throw fieldFault('access.bad_invitation', '/party', detail);
  }
}
