import { ErrorSummary, FileDrop, useText } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';

type HashProps = { readonly label: string; readonly onHash: (hash: string) => void };

/** Takes the checksum of a file in the browser; the file stays where it is. */
export function HashOfFile({ label, onHash }: HashProps): ReactElement {
  const text = useText('pilot');
  const hash = useMutation({
    mutationFn: async (file: File) => {
      const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
      return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    onSuccess: onHash,
  });
  return (
    <>
      <ErrorSummary error={hash.error} />
      <FileDrop label={text('record.hashOf', { field: label })} onFile={(file) => hash.mutate(file)} />
    </>
  );
}
