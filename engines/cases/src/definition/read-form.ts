import type { FieldError, Json } from '@finharbor/kernel';
import type { CaseRefusal } from '../machine/refusal.ts';
import type { CaseForm } from './procedure.ts';

/** A form that was filled in, as JSON; or what is wrong with it, field by field. */
export function readForm(
  { schema }: CaseForm,
  written: unknown,
): { readonly kind: 'read'; readonly json: { readonly [key: string]: Json } } | CaseRefusal {
  const parsed = schema.safeParse(written ?? {});
  if (parsed.success) return { kind: 'read', json: parsed.data as { readonly [key: string]: Json } };
  const fields: readonly FieldError[] = parsed.error.issues.map(({ path, message }) => ({
    pointer: `/form${path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`,
    detail: message,
  }));
  return {
    kind: 'refused',
    code: 'case.form_invalid',
    text: { en: 'Some fields need another look.', zh: '部分内容需要修改。' },
    fields,
  };
}
