import type { CaseView } from '@finharbor/casework/contract';
import { Button, ConfirmDialog, TextLink, useFormat, useLanguage, useText, Verbatim } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { cases } from '../api.ts';
import { faultIn } from '../form/fault.ts';
import { useKept } from './kept.ts';

type Document = CaseView['documents'][number];
type AttachedProps = {
  readonly one: CaseView;
  readonly document: Document;
  readonly file: Document['files'][number];
  readonly isMine: boolean;
};

/** A file of a case: to be saved, and taken away by whoever may give it. */
export function AttachedFile({ one, document, file, isMine }: AttachedProps): ReactElement {
  const { bytes } = useFormat();
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-line border-b py-2 last:border-b-0">
      <span className="min-w-0 break-words">
        <TextLink href={`/cases/${one.id}/documents/${document.name}/${file.sha256}`} download={file.name}>
          <Verbatim>{file.name}</Verbatim>
        </TextLink>{' '}
        <span className="text-quiet text-sm">{bytes(file.bytes)}</span>
      </span>
      {isMine && <TakeAway id={one.id} document={document.name} file={file} />}
    </li>
  );
}

type TakeAwayProps = { readonly id: string; readonly document: string; readonly file: AttachedProps['file'] };

function TakeAway({ id, document, file: { sha256, name } }: TakeAwayProps): ReactElement {
  const text = useText('cases');
  const { language } = useLanguage();
  const [isAsked, setAsked] = useState(false);
  const keep = useKept(id);
  const take = useMutation({
    mutationFn: async () => (await cases.deleteFile({ params: { id, document, sha256 } })).body,
    onSuccess(next) {
      setAsked(false);
      keep(next);
    },
  });
  return (
    <>
      <Button variant="quiet" aria-label={text('takeAwayOf', { name })} onPress={() => setAsked(true)}>
        {text('takeAway')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={text('takeAway')}
        body={
          <>
            <p className="mb-2 break-words">
              <Verbatim>{name}</Verbatim>
            </p>
            <p>{text('takeAwayBody')}</p>
          </>
        }
        confirmLabel={text('takeAway')}
        danger
        pending={take.isPending}
        error={faultIn(take.error, language)}
        onConfirm={() => take.mutate()}
      />
    </>
  );
}
