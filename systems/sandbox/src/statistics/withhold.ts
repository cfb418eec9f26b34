import type { PeopleCounts, PeopleYear } from './people.ts';

/** Fewer people than these are counted for nobody to read. */
const fewest = 10;

/** Counts of people with those that are too small taken out, and what they could be told from. */
export function withheldBelow(counts: PeopleCounts = nobody): PeopleYear {
  const { complaints, answered, dismissed, withdrawnByPeople, comments } = counts;
  const isSmall = (count: number): boolean => count > 0 && count < fewest;
  const endings = [
    answered,
    dismissed,
    withdrawnByPeople,
    complaints - answered - dismissed - withdrawnByPeople,
  ];
  // One small part could be told from the whole and the others.
  const isWholeTold = isSmall(complaints) || endings.some(isSmall);
  const shown = (count: number): number | null => (isSmall(count) ? null : count);
  const isFewPaid = isSmall(counts.compensatedCustomers);
  return {
    complaints: isWholeTold ? null : complaints,
    complaintsAnswered: shown(answered),
    complaintsDismissed: shown(dismissed),
    complaintsWithdrawn: shown(withdrawnByPeople),
    medianDaysToAnswer: answered >= fewest ? counts.medianDays : null,
    comments: shown(comments),
    compensatedCustomers: shown(counts.compensatedCustomers),
    compensationPaidFen: isFewPaid ? null : counts.paidFen,
  };
}

const nobody: PeopleCounts = {
  ...{ complaints: 0, answered: 0, dismissed: 0, withdrawnByPeople: 0, medianDays: null },
  ...{ comments: 0, compensatedCustomers: 0, paidFen: 0 },
};
