import type { SignedCertificate } from '@finharbor/access/personal-contract';
import { EmptyState, FileDrop, PageHeader, useText } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { CheckedCertificate } from './certificate.tsx';
import { type ReceiptFile, readCertificate, readReceipt } from './check.ts';
import { Checked } from './checked.tsx';

type Found =
  | { readonly kind: 'receipt'; readonly receipt: ReceiptFile }
  | { readonly kind: 'certificate'; readonly certificate: SignedCertificate }
  | { readonly kind: 'none' };

/** Anybody checks a receipt, or a certificate of erasure, that came as a file; the file does not leave the page. */
export function Screen(): ReactElement {
  const [found, setFound] = useState<Found>();
  const text = useText('harbor');
  return (
    <>
      <PageHeader title={text('verify.title')} lead={text('verify.lead')} />
      <FileDrop
        label={text('verify.file')}
        accept={['application/json', '.json']}
        onFile={(file) => void file.text().then((content) => setFound(read(content)))}
      />
      {found?.kind === 'none' && <EmptyState title={text('verify.none')} body={text('verify.noneHelp')} />}
      {found?.kind === 'receipt' && <Checked key={found.receipt.id} receipt={found.receipt} />}
      {found?.kind === 'certificate' && <CheckedCertificate certificate={found.certificate} />}
    </>
  );
}

function read(content: string): Found {
  const receipt = readReceipt(content);
  if (receipt) return { kind: 'receipt', receipt };
  const certificate = readCertificate(content);
  return certificate ? { kind: 'certificate', certificate } : { kind: 'none' };
}
