import { Button, ErrorSummary, FileDrop, newId, ProgressBar, RadioGroup, useText } from '@finharbor/ui';
import { type Batch, mostPieceBytes } from '@finharbor/yuan/contract';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';

type Ways = Pick<Batch, 'onBad' | 'together'>;

/** Uploads a file piece by piece; a piece that was lost is sent again at a press, and none twice for nothing. */
export function Upload({ fund }: { readonly fund: string }): ReactElement {
  const text = useText('yuanFunds');
  const navigate = useNavigate();
  const [id] = useState(newId);
  const [file, setFile] = useState<File>();
  const [sent, setSent] = useState(0);
  const [ways, setWays] = useState<Ways>({ onBad: 'each', together: 'chunk' });
  const upload = useMutation({
    mutationFn: (chosen: File) => send({ id, fund, file: chosen, ways, from: sent, onPiece: setSent }),
    onSuccess: () => navigate({ to: `/app/fund-batches/${id}` }),
  });
  const pieces = file ? piecesOf(file) : 0;
  return (
    <div className="max-w-xl">
      <h3 className="mb-2 font-semibold">{text('upload.title')}</h3>
      <p className="mb-3 text-quiet text-sm">{text('upload.help')}</p>
      <ErrorSummary error={upload.error} />
      <RadioGroup
        label={text('upload.onBad')}
        options={(['each', 'all'] as const).map((way) => ({ id: way, label: text(`onBad.${way}`) }))}
        selected={ways.onBad}
        onChange={(onBad) => setWays((before) => ({ ...before, onBad }))}
      />
      <RadioGroup
        label={text('upload.together')}
        options={(['chunk', 'entry'] as const).map((way) => ({ id: way, label: text(`together.${way}`) }))}
        selected={ways.together}
        onChange={(together) => setWays((before) => ({ ...before, together }))}
      />
      <FileDrop
        label={file ? file.name : text('upload.file')}
        accept={['.xml', '.csv', 'text/csv', 'application/xml', 'text/xml']}
        onFile={(chosen) => {
          setFile(chosen);
          setSent(0);
        }}
      />
      {upload.isPending && <ProgressBar label={text('upload.sending')} value={sent / Math.max(1, pieces)} />}
      <Button
        variant="primary"
        isDisabled={!file}
        pending={upload.isPending}
        onPress={() => file && upload.mutate(file)}
      >
        {text('upload.send')}
      </Button>
    </div>
  );
}

function piecesOf({ size }: File): number {
  return Math.max(1, Math.ceil(size / mostPieceBytes));
}

type Sending = {
  readonly id: string;
  readonly fund: string;
  readonly file: File;
  readonly ways: Ways;
  readonly from: number;
  readonly onPiece: (sent: number) => void;
};

async function send({ id, fund, file, ways, from, onPiece }: Sending): Promise<void> {
  const format = file.name.toLowerCase().endsWith('.csv') ? 'csv' : 'pain.001';
  await yuan.postFundBatch({ body: { id, fund, file: file.name.slice(-80), format, ...ways } });
  const pieces = piecesOf(file);
  for (let no = from; no < pieces; no++) {
    const bytes = await file.slice(no * mostPieceBytes, (no + 1) * mostPieceBytes).arrayBuffer();
    await yuan.putFundPiece({ params: { id, no }, body: new Uint8Array(bytes) });
    onPiece(no + 1);
  }
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  const digest = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  await yuan.postFundCheck({ params: { id }, body: { pieces, digest } });
}
