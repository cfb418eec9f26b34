/** The roles people can have: at the hub, for a firm at the hub, and at a party's node. */
export const rolesAt = {
  hub: ['operator', 'bureau', 'auditor'],
  firm: ['owner'],
  node: ['admin', 'analyst', 'approver', 'steward', 'auditor'],
} as const;

/** The roles accounts of a party may have at a place. */
export function rolesFor(place: 'hub' | 'node', party: string): readonly string[] {
  if (!party.startsWith('firm:')) return rolesAt[place];
  return place === 'hub' ? rolesAt.firm : [];
}
