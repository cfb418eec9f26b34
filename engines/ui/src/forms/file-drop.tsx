import type { ReactElement } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { useText } from '../i18n/hooks.ts';
import { Button } from './button.tsx';

/** A place to choose a file or to drop it on. */
export function FileDrop({
  label,
  accept,
  onFile,
}: {
  readonly label: string;
  readonly accept?: readonly string[];
  readonly onFile: (file: File) => void;
}): ReactElement {
  const text = useText('ui');
  return (
    <DropZone
      aria-label={label}
      className="mb-4 max-w-xl rounded-lg border-2 border-edge border-dashed p-5 text-center data-drop-target:bg-accent-soft"
      onDrop={({ items }) => {
        const dropped = items.find((item) => item.kind === 'file');
        if (dropped?.kind === 'file') void dropped.getFile().then(onFile);
      }}
    >
      <p className="mb-2 font-medium">{label}</p>
      <FileTrigger
        {...(accept ? { acceptedFileTypes: accept } : {})}
        onSelect={(files) => {
          const file = files?.[0];
          if (file) onFile(file);
        }}
      >
        <Button>{text('file.choose')}</Button>
      </FileTrigger>
      <span className="ms-2 text-quiet">{text('file.drop')}</span>
    </DropZone>
  );
}
