import { type AtomicConstraint, odrl, operands, own } from '@finharbor/dataspace/policy';
import type { Constraint } from '../documents.ts';

type Value = Constraint['value'];

/** How a term of the harbor's contracts stands in a policy, and how it is read back. */
export type TermForm = {
  readonly name: Constraint['name'];
  readonly operator: Constraint['operator'];
  readonly leftOperand: string;
  readonly as: AtomicConstraint['operator'];
  readonly write: (value: Value) => string;
  /** Undefined where the text is no value of the term. */
  readonly read: (text: string) => Value | undefined;
};

const count: Pick<TermForm, 'write' | 'read'> = {
  write: String,
  read: (text) => (Number.isSafeInteger(Number(text)) && Number(text) > 0 ? Number(text) : undefined),
};
const text: Pick<TermForm, 'write' | 'read'> = { write: String, read: (value) => value };
/** A term with one value, whatever it is called in either place. */
const only = (here: string, there: string): Pick<TermForm, 'write' | 'read'> => ({
  write: () => there,
  read: (value) => (value === there ? here : undefined),
});

/** Every term that is a constraint; `onward_transfer` alone is a prohibition. */
export const termForms: readonly TermForm[] = [
  size('uses', 'lteq', odrl('count')),
  size('smallest_group', 'gteq', own('smallestGroup')),
  size('fewest_rows', 'gteq', own('fewestRows')),
  size('most_rows', 'lteq', own('mostRows')),
  size('points_rounding', 'eq', own('resultRounding')),
  {
    ...size('retention_days', 'lteq', own('retention')),
    write: (days) => `P${days}D`,
    read: (duration) => count.read(/^P(\d+)D$/.exec(duration)?.[1] ?? ''),
  },
  {
    ...size('privacy_epsilon', 'lteq', own('privacyEpsilon')),
    write: (micro) => String(Number(micro) / 1e6),
    read: (epsilon) => count.read(String(Math.round(Number(epsilon) * 1e6))),
  },
  {
    ...size('privacy_delta', 'lteq', own('privacyDelta')),
    read: (delta) => (Number(delta) > 0 && Number(delta) < 1 ? Number(delta) : undefined),
  },
  { ...choice('recipient', odrl('recipient')), as: 'eq' },
  choice('points_opened', own('modelOpenedTo')),
  choice('learns', own('learner')),
  choice('most_learned', own('told')),
  { ...choice('consent', own('consent')), as: 'eq', ...only('required', 'given') },
  { ...choice('withdrawn_firms', own('withdrawnSubjects')), as: 'eq', ...only('left_out', 'left_out') },
  { ...choice('plan_approval', own('approval')), as: 'eq', ...only('each', 'each') },
];

/** How a term can be held at all; a contract may promise what a node enforces, and never the other way round. */
export function heldAs(name: Constraint['name']): Constraint['enforcement'] {
  const form = termForms.find((one) => one.name === name);
  return operands.find(({ iri }) => iri === form?.leftOperand)?.enforcement ?? 'promised';
}

function size(name: Constraint['name'], operator: Constraint['operator'], leftOperand: string): TermForm {
  return { name, operator, leftOperand, as: operator, ...count };
}

/** Terms that let something go as far as a value, and less. */
function choice(name: Constraint['name'], leftOperand: string): TermForm {
  return { name, operator: 'eq', leftOperand, as: 'isPartOf', ...text };
}
