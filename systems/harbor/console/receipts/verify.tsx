import { EmptyState, FileDrop, PageHeader, useText } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { type ReceiptFile, readReceipt } from './check.ts';
import { Checked } from './checked.tsx';

/** Anybody checks a receipt that came as a file; the file does not leave the page. */
export function Screen(): ReactElement {
  const [found, setFound] = useState<ReceiptFile | 'none'>();
  const text = useText('harbor');
  return (
    <>
      <PageHeader title={text('verify.title')} lead={text('verify.lead')} />
      <FileDrop
        label={text('verify.file')}
        accept={['application/json', '.json']}
        onFile={(file) => void file.text().then((content) => setFound(readReceipt(content) ?? 'none'))}
      />
      {found === 'none' && <EmptyState title={text('verify.none')} body={text('verify.noneHelp')} />}
      {typeof found === 'object' && <Checked key={found.id} receipt={found} />}
    </>
  );
}
