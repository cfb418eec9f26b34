/** The roles people can have: at the hub, for a firm or for themselves at the hub, and at a party's node. */
export const rolesAt = {
  hub: ['operator', 'bureau', 'auditor'],
  firm: ['owner', 'cashier', 'teller'],
  person: ['resident'],
  node: ['admin', 'analyst', 'approver', 'steward', 'auditor'],
} as const;

/** The roles accounts of a party may have at a place. */
export function rolesFor(place: 'hub' | 'node', party: string): readonly string[] {
  const outside = party.startsWith('firm:') ? 'firm' : party.startsWith('person:') ? 'person' : undefined;
  if (outside === undefined) return rolesAt[place];
  return place === 'hub' ? rolesAt[outside] : [];
}
