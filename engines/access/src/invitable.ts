import { codeOf, parseUscc } from '@finharbor/kernel';
import { fieldFault } from './accounts/login.ts';

/** What an invitation asks for. */
export type Asked = { readonly party?: string | undefined; readonly roles: readonly string[] };

const atHub = { own: ['operator', 'bureau'], firm: ['owner'] } as const;
const atNode = { own: ['admin', 'analyst', 'approver', 'steward'], firm: [] } as const;

/** The roles accounts of a party may have at a place. */
export function rolesAt(
  place: { readonly role: 'hub' | 'node'; readonly party: string },
  party: string,
): readonly string[] {
  const allowed = place.role === 'hub' ? atHub : atNode;
  return party.startsWith('firm:') ? allowed.firm : allowed.own;
}

/**
 * The party an account may be made for with these roles: at a node its own; at the hub the operator's, or a firm for its owner.
 * Errors: `access.bad_invitation`.
 */
export function invitedParty(
  place: { readonly role: 'hub' | 'node'; readonly party: string },
  asked: Asked,
): string {
  const party = asked.party ?? place.party;
  const uscc = /^firm:(.*)$/.exec(party)?.[1];
  if (uscc === undefined && party !== place.party)
    throw fieldFault('access.bad_invitation', '/party', 'Accounts of that party are made at its own node');
  const roles = rolesAt(place, party);
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
