/** Who sees the ledger: who runs the hub, who supervises it, and who audits it. */
export const readers: readonly string[] = ['operator', 'bureau', 'auditor'];

/** Who opens accounts and posts: no other role at the hub handles money. */
export const writers: readonly string[] = ['operator'];

/** What all of the ledger's routes have in common. */
export const shared = { tags: ['ledger'] } as const;
