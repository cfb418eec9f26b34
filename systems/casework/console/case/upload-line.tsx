import { FinharborError } from '@finharbor/kernel/contract';
import { Button, ProgressBar, useFormat, useLanguage, useProblem, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { oneOf } from '../form/fault.ts';
import type { Upload, Uploads } from './uploads.ts';

type LineProps = { readonly upload: Upload; readonly uploads: Uploads };

/** A file on its way, and how much of it is there; or why it is not. */
export function UploadLine({ upload, uploads }: LineProps): ReactElement {
  const text = useText('cases');
  const { bytes } = useFormat();
  const { file, sent, error, key } = upload;
  const isUnderWay = error === undefined;
  return (
    <li className="border-line border-b py-2 last:border-b-0">
      <p className="break-words">
        <Verbatim>{file.name}</Verbatim>{' '}
        <span className="text-quiet text-sm">
          {isUnderWay
            ? text('sentOf', { sent: bytes(Math.min(sent, file.size)), size: bytes(file.size) })
            : bytes(file.size)}
        </span>
      </p>
      {isUnderWay ? (
        <ProgressBar
          label={text('sending', { name: file.name })}
          value={Math.min(1, sent / Math.max(1, file.size))}
        />
      ) : (
        <Why error={error} />
      )}
      <div className="mt-1 flex flex-wrap gap-2">
        {!isUnderWay && <Button onPress={() => uploads.again(upload)}>{text('sendAgain')}</Button>}
        <Button
          variant="quiet"
          aria-label={text(isUnderWay ? 'cancelOf' : 'dismissOf', { name: file.name })}
          onPress={() => uploads.remove(key)}
        >
          {text(isUnderWay ? 'cancel' : 'dismiss')}
        </Button>
      </div>
    </li>
  );
}

function Why({ error }: { readonly error: unknown }): ReactElement | null {
  const { language } = useLanguage();
  const problem = useProblem(error);
  if (!problem) return null;
  // What cases refuse is said in both languages, and says what would be taken.
  const isOurs = error instanceof FinharborError && error.code.startsWith('case.');
  return (
    <p role="alert" className="text-bad">
      {isOurs ? oneOf(error.publicMessage, language) : problem.title}
    </p>
  );
}
