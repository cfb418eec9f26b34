import type { Bilingual } from '@finharbor/kernel/contract';
import { TextArea, TextField, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** Nothing in either language. */
export const noText: Bilingual = { en: '', zh: '' };

/** A text in both languages, which everybody reads: two fields. */
export function Pair({
  label,
  name,
  value,
  onChange,
  description,
  rows,
}: {
  readonly label: string;
  readonly name: string;
  readonly value: Bilingual;
  readonly onChange: (value: Bilingual) => void;
  readonly description?: string;
  /** Several lines of text where given. */
  readonly rows?: number;
}): ReactElement {
  const text = useText('ethicsOffice');
  const fields = (['zh', 'en'] as const).map((language) => ({
    label: text(`in.${language}`, { label }),
    name: `${name}/${language}`,
    value: value[language],
    onChange: (said: string) => onChange({ ...value, [language]: said }),
    isRequired: true,
    ...(description === undefined ? {} : { description }),
  }));
  return (
    <>
      {fields.map((field) =>
        rows === undefined ? (
          <TextField key={field.name} {...field} />
        ) : (
          <TextArea key={field.name} rows={rows} {...field} />
        ),
      )}
    </>
  );
}

/** What stands in both languages line by line, as pairs; a line that is missing in one is empty there. */
export function pairsOf({ en, zh }: Bilingual): readonly Bilingual[] {
  const [english, chinese] = [linesOf(en), linesOf(zh)];
  return Array.from({ length: Math.max(english.length, chinese.length) }, (_, at) => ({
    en: english[at] ?? '',
    zh: chinese[at] ?? '',
  }));
}

/** Its lines that say something. */
export function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
