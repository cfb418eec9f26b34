import type { Bilingual } from '@finharbor/harbor/contract';
import { Section, TextArea, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** What is different from the version before, in its holder's words. */
export function ChangesForm({
  changes,
  onChange,
}: {
  readonly changes: Bilingual;
  readonly onChange: (changes: Bilingual) => void;
}): ReactElement {
  const text = useText('life');
  return (
    <Section title={text('versions.changes')}>
      {(['en', 'zh'] as const).map((language) => (
        <TextArea
          key={language}
          label={text(`changesForm.${language}`)}
          name={`changes/${language}`}
          value={changes[language]}
          onChange={(next) => onChange({ ...changes, [language]: next })}
          maxLength={2000}
        />
      ))}
    </Section>
  );
}
