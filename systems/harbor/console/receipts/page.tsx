import { Button, PageHeader, Query, SavePdf, saveFile, TextLink, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import type { ReceiptFile } from './check.ts';
import { Checked } from './checked.tsx';

/** One receipt, checked in the page, to be taken away as a file. */
export function Screen(): ReactElement {
  const { id = '' } = useParams({ strict: false }) as { readonly id?: string };
  const receipt = useQuery({
    queryKey: ['harbor', 'receipts', id],
    queryFn: async () => (await node.getReceipt({ params: { id } })).body,
  });
  return <Query query={receipt}>{(found) => <Receipt receipt={found as ReceiptFile} />}</Query>;
}

function Receipt({ receipt }: { readonly receipt: ReceiptFile }): ReactElement {
  const text = useText('harbor');
  const save = (): void =>
    saveFile(
      `receipt-${receipt.id}.json`,
      new Blob([JSON.stringify(receipt, null, 2)], { type: 'application/json' }),
    );
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/receipts', label: text('receipts.title') }]}
        title={text('receipts.one')}
        lead={<TextLink href={`/app/jobs/${receipt.job}`}>{text('receipts.toJob')}</TextLink>}
        actions={
          <>
            <SavePdf
              name={`receipt-${receipt.id}`}
              read={(ask) => node.getReceiptPaper({ params: { id: receipt.id }, ...ask })}
            />
            <Button onPress={save}>{text('receipts.save')}</Button>
          </>
        }
      />
      <Checked receipt={receipt} />
    </>
  );
}
