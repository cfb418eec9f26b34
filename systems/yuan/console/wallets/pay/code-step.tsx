import { FinharborError } from '@finharbor/kernel/contract';
import { Button, FileDrop, Form, TextField, useText } from '@finharbor/ui';
import { readCode } from '@finharbor/yuan/contract';
import { type ReactElement, useState } from 'react';
import { textInFile } from './pictures.ts';
import { hasCamera, Scanner } from './scanner.tsx';

/** Whom to pay: a code by the camera, from a picture, pasted or typed. */
export function CodeStep({ onCode }: { readonly onCode: (code: string) => void }): ReactElement {
  const text = useText('yuanWallets');
  const [typed, setTyped] = useState('');
  const [isScanning, setScanning] = useState(false);
  const [error, setError] = useState<unknown>();
  const take = (code: string | undefined): void => {
    if (code !== undefined && readCode(code)) {
      onCode(code.trim());
      return;
    }
    setScanning(false);
    const detail = text(code === undefined ? 'pay.noCodeInPicture' : 'pay.noCode');
    setError(
      new FinharborError({
        code: 'request.invalid',
        publicMessage: '',
        fields: [{ pointer: '/code', detail }],
      }),
    );
  };
  return (
    <>
      {isScanning ? (
        <Scanner onText={take} onClose={() => setScanning(false)} />
      ) : (
        hasCamera() && (
          <div className="mb-5 [&_button]:min-h-16 [&_button]:w-full [&_button]:max-w-sm [&_button]:text-base">
            <Button variant="primary" onPress={() => setScanning(true)}>
              {text('pay.scan')}
            </Button>
          </div>
        )
      )}
      <Form onSubmit={() => take(typed)} error={error}>
        <TextField
          label={text('pay.code')}
          description={text('pay.codeHelp')}
          name="code"
          autoComplete="off"
          value={typed}
          onChange={setTyped}
          isRequired
        />
        <Button type="submit" variant="primary">
          {text('pay.next')}
        </Button>
      </Form>
      <div className="mt-5">
        <FileDrop
          label={text('pay.picture')}
          accept={['image/*']}
          onFile={(file) => void textInFile(file).then(take)}
        />
      </div>
    </>
  );
}
