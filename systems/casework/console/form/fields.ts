import type { Bilingual } from '@finharbor/kernel/contract';

/** One field of a step's form, as a screen shows it. */
export type FormField = {
  readonly name: string;
  readonly title: Bilingual;
  readonly hint: Bilingual | undefined;
  readonly isRequired: boolean;
} & (
  | { readonly kind: 'line' | 'text'; readonly most: number | undefined }
  | { readonly kind: 'number'; readonly min: number | undefined; readonly max: number | undefined }
  | {
      readonly kind: 'choice';
      readonly options: readonly { readonly id: string; readonly title: Bilingual }[];
    }
  | { readonly kind: 'date' }
  | { readonly kind: 'flag' }
);

/** What is filled in, by field. */
export type FormValue = Readonly<Record<string, string | number | boolean | undefined>>;

/** A property of a form's JSON Schema with the words that the definition gives it. */
type Property = {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly words?: Bilingual & { readonly hint?: Bilingual };
  readonly options?: Readonly<Record<string, Bilingual>>;
  readonly isLong?: boolean;
  readonly isCaseNumber?: boolean;
};

/** The fields of a form by its JSON Schema, in its order. */
export function fieldsOf(schema: unknown): readonly FormField[] {
  const { properties = {}, required = [] } = schema as {
    readonly properties?: Readonly<Record<string, Property>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => {
    const { words = { en: name, zh: name } } = property;
    const { hint, ...title } = words;
    return { name, title, hint, isRequired: required.includes(name), ...kindOf(property) };
  });
}

type Kind = FormField extends infer F
  ? F extends FormField
    ? Omit<F, 'name' | 'title' | 'hint' | 'isRequired'>
    : never
  : never;

function kindOf({ type, format, enum: values, options, isLong, ...limits }: Property): Kind {
  if (values)
    return {
      kind: 'choice',
      options: values.map((id) => ({ id, title: options?.[id] ?? { en: id, zh: id } })),
    };
  if (type === 'integer' || type === 'number')
    return { kind: 'number', min: limits.minimum, max: limits.maximum };
  if (type === 'boolean') return { kind: 'flag' };
  if (format === 'date') return { kind: 'date' };
  return { kind: isLong ? 'text' : 'line', most: limits.maxLength };
}

/** What a form holds before anybody has filled it in: in a case that objects to another, the number of that one. */
export function firstOf(schema: unknown, objectsTo: string | null): FormValue {
  if (objectsTo === null) return {};
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, Property>> };
  const asked = Object.entries(properties).filter(([, { isCaseNumber }]) => isCaseNumber);
  return Object.fromEntries(asked.map(([name]) => [name, objectsTo]));
}

/** What is to be sent: what is empty is left out, so that the server says that it is missing. */
export function sentOf(fields: readonly FormField[], value: FormValue): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.flatMap(({ name }) => {
      const one = value[name];
      return one === undefined || one === '' ? [] : [[name, one]];
    }),
  );
}

/** A value as it is read in a list; undefined where there is none. */
export function shownOf(field: FormField, value: unknown): Bilingual | string | undefined {
  if (value === undefined || value === null) return undefined;
  if (field.kind === 'choice') return field.options.find(({ id }) => id === value)?.title ?? String(value);
  if (field.kind === 'flag') return value === true ? { en: 'Yes', zh: '是' } : { en: 'No', zh: '否' };
  return String(value);
}
