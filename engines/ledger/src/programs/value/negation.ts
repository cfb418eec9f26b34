/** Why a condition is none that may be negated. */
export function whyNotNegated(condition: unknown): string {
  const kind =
    typeof condition === 'object' && condition !== null && 'kind' in condition ? condition.kind : '';
  return (
    reasons[String(kind)] ?? 'One of the conditions that may be negated: who, member, where, what, hours'
  );
}

const noRace = 'takes nothing away again: whether money may go would depend on who is quicker';
const leavesOnly = 'Say of each part that it is not so';

const reasons: Readonly<Record<string, string>> = {
  milestone: `A confirmation that comes ${noRace}`,
  approval: `An approval that comes ${noRace}`,
  from: 'Not from a moment on is until that moment: say so',
  until: 'Not until a moment is from that moment on: say so',
  atMost: 'It would let large amounts go and no small ones',
  all: leavesOnly,
  any: leavesOnly,
  not: 'What is not not so, is so',
};
