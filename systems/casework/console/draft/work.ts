import type { FormValue } from '../form/fields.ts';

/** A form as it is being filled in, with the reason of its step under `reasonName`. */
export type Filled = FormValue;

/** What a step's reason is kept as among the values: no field is called so. */
export const reasonName = '#reason';

/** A draft as the server has it. */
export type Kept = { readonly value: Filled; readonly revision: number };

/** A field that two have filled in differently. */
export type Clash = { readonly name: string; readonly theirs: Filled[string] };

/** A form in somebody's hands: what the server had when they were last of one mind, and what is filled in here. */
export type Work = {
  readonly first: Filled;
  readonly base: Filled;
  readonly revision: number;
  readonly mine: Filled;
  readonly clashes: readonly Clash[];
};

/** A form that nobody has begun. */
export function begun(first: Filled): Work {
  return { first, base: first, revision: 0, mine: first, clashes: [] };
}

/** Whether something here is not at the server. */
export function isUnsaved({ base, mine }: Pick<Work, 'base' | 'mine'>): boolean {
  return namesOf(base, mine).some((name) => !isSame(base[name], mine[name]));
}

/**
 * After the server's draft was read: fields that only one side has changed are taken from that side; what both have changed, and not
 * to the same, stays as it is here until somebody chooses. A draft that is gone was thrown away: what is not saved yet stays.
 */
export function afterReading(work: Work, kept: Kept | undefined): Work {
  if (kept ? kept.revision === work.revision : work.revision === 0) return work;
  const theirs = kept?.value ?? work.first;
  const merged: Record<string, Filled[string]> = {};
  const clashes: Clash[] = [];
  for (const name of namesOf(work.base, work.mine, theirs)) {
    const [base, mine, their] = [work.base[name], work.mine[name], theirs[name]];
    const isMine = !isSame(base, mine);
    const isTheirs = !isSame(base, their);
    merged[name] = isMine ? mine : their;
    const wasClash = work.clashes.some((one) => one.name === name);
    if (isMine && (isTheirs || wasClash) && !isSame(mine, their)) clashes.push({ name, theirs: their });
  }
  return { ...work, base: theirs, revision: kept?.revision ?? 0, mine: merged, clashes };
}

/** After the server has kept what was sent. */
export function afterSaving(work: Work, { value, revision }: Kept): Work {
  return { ...work, base: value, revision };
}

/** After somebody has chosen which of two values stays. */
export function afterChoosing(
  work: Work,
  { name, isMine }: { readonly name: string; readonly isMine: boolean },
): Work {
  const clash = work.clashes.find((one) => one.name === name);
  if (!clash) return work;
  return {
    ...work,
    mine: isMine ? work.mine : { ...work.mine, [name]: clash.theirs },
    clashes: work.clashes.filter((one) => one !== clash),
  };
}

/** What is sent of it: what is empty is left out. */
export function sentDraft(value: Filled): { readonly form: FormValue; readonly reason: string } {
  const { [reasonName]: reason, ...form } = value;
  const filled = Object.entries(form).filter(([, one]) => !isEmpty(one));
  return { form: Object.fromEntries(filled), reason: typeof reason === 'string' ? reason : '' };
}

/** The same as it comes back; what no form here could have written is left out. */
export function readDraft({
  form,
  reason,
}: {
  readonly form: Readonly<Record<string, unknown>>;
  readonly reason: string;
}): Filled {
  const fields = Object.entries(form).filter((one): one is [string, string | number | boolean] =>
    ['string', 'number', 'boolean'].includes(typeof one[1]),
  );
  return { ...Object.fromEntries(fields), ...(reason === '' ? {} : { [reasonName]: reason }) };
}

function namesOf(...values: readonly Filled[]): readonly string[] {
  return [...new Set(values.flatMap((value) => Object.keys(value)))];
}

function isEmpty(value: Filled[string]): boolean {
  return value === undefined || value === '';
}

function isSame(a: Filled[string], b: Filled[string]): boolean {
  return a === b || (isEmpty(a) && isEmpty(b));
}
