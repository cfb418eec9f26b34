/** The roles people can have: at the hub, for a firm at the hub, and at a party's node. */
export const rolesAt = {
  hub: ['operator', 'bureau', 'auditor'],
  firm: ['owner'],
  node: ['admin', 'analyst', 'approver', 'steward', 'auditor'],
} as const;
