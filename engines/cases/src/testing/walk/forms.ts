import { z } from 'zod';
import type { CaseForm } from '../../definition/procedure.ts';
import type { Dice } from './dice.ts';

type Field = {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly examples?: readonly string[];
};

/** A form filled in so that it is taken, by its JSON Schema. */
export function filledIn({ schema }: CaseForm, dice: Dice): Record<string, unknown> {
  const { properties = {} } = z.toJSONSchema(schema) as {
    readonly properties?: Readonly<Record<string, Field>>;
  };
  return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, value(field, dice)]));
}

function value(field: Field, dice: Dice): unknown {
  if (field.enum) return dice.pick(field.enum);
  if (field.examples) return dice.pick(field.examples);
  if (field.type === 'integer' || field.type === 'number') {
    const { minimum = 0, maximum = 1_000 } = field;
    return minimum + dice.roll(Math.min(maximum, 2 ** 31) - minimum + 1);
  }
  if (field.format === 'date') return `202${dice.roll(10)}-0${1 + dice.roll(9)}-1${dice.roll(10)}`;
  return dice.pick([
    '海港科技有限公司',
    'A firm',
    '=1+1',
    '<b>bold</b>',
    '测'.repeat(Math.min(80, field.maxLength ?? 80)),
  ]);
}

/** What nobody should be able to file. */
export function nonsense(dice: Dice): unknown {
  return dice.pick<unknown>([
    undefined,
    null,
    '',
    [],
    { verdict: 'maybe' },
    { __proto__: { verdict: 'for' } },
    { name: '\u202e', yuan: Number.NaN },
    'x'.repeat(10_000),
  ]);
}
