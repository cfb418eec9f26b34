import { DescriptionList, Section, useBilingual, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { CaseProps } from './page.tsx';

/** The documents of a case, each with its files. */
export function Documents({ one }: CaseProps): ReactElement | null {
  const text = useText('cases');
  const say = useBilingual();
  const there = one.documents.filter(({ files }) => files.length > 0);
  if (there.length === 0) return null;
  return (
    <Section title={text('documents')}>
      <DescriptionList
        items={there.map(({ title, files }) => ({ term: say(title), value: String(files.length) }))}
      />
    </Section>
  );
}
