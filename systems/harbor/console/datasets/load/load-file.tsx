import { FileDrop, Query, Section, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { headOf, mostBytes } from '../csv/inspect.ts';
import type { Format } from '../csv/records.ts';
import type { OwnDataset } from '../datasets.ts';
import { Describe } from './describe.tsx';
import { FormatChoice } from './format-choice.tsx';
import { LoadProgress } from './progress.tsx';
import { useLoad } from './use-load.ts';

/** Where the rows go: a new data set, or one that stands. */
export type Target = { readonly id: string; readonly dataset: OwnDataset | undefined };

type Chosen = { readonly file: File; readonly serial: number; readonly format: Partial<Format> };

/** From a file to rows in the data set: choose, describe, check, load. Nothing is sent before the last step. */
export function LoadFile(target: Target): ReactElement {
  const [chosen, setChosen] = useState<Chosen>();
  const text = useText('datasets');
  const load = useLoad(target.id);
  const choose = (file: File): void =>
    setChosen((before) => ({ file, serial: (before?.serial ?? 0) + 1, format: {} }));
  if (load.state) return <LoadProgress id={target.id} load={load} state={load.state} />;
  return (
    <>
      <Section title={text('load.file')}>
        <FileDrop
          label={text('load.choose')}
          accept={['.csv', '.txt', '.tsv', 'text/csv', 'text/plain']}
          onFile={choose}
        />
        <p className="max-w-prose text-quiet text-sm">
          {text('load.fileHelp', { most: mostBytes / 1_000_000 })}
        </p>
      </Section>
      {chosen && (
        <ChosenFile
          key={chosen.serial}
          chosen={chosen}
          setFormat={(format) => setChosen({ ...chosen, format })}
          target={target}
          onLoad={load.start}
        />
      )}
    </>
  );
}

type ChosenProps = {
  readonly chosen: Chosen;
  readonly setFormat: (format: Partial<Format>) => void;
  readonly target: Target;
  readonly onLoad: ReturnType<typeof useLoad>['start'];
};

function ChosenFile({ chosen, setFormat, target, onLoad }: ChosenProps): ReactElement {
  const { file, serial, format } = chosen;
  const text = useText('datasets');
  const head = useQuery({
    queryKey: ['file', target.id, serial, format],
    queryFn: () => headOf(file, format),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  return (
    <Query query={head}>
      {(found) => {
        if (found.kind === 'unreadable')
          return (
            <>
              <p role="alert" className="mb-4 max-w-prose rounded-md border-2 border-bad bg-bad-soft p-4">
                {text(`unreadable.${found.code}`, {
                  file: file.name,
                  line: found.code === 'quote' ? found.line : 0,
                })}
              </p>
              {found.code === 'quote' && <FormatChoice format={found.format} onChange={setFormat} />}
            </>
          );
        const key = `${found.head.format.encoding} ${found.head.format.delimiter}`;
        return (
          <Describe
            key={key}
            file={file}
            head={found.head}
            target={target}
            formatChoice={<FormatChoice format={found.head.format} onChange={setFormat} />}
            onLoad={onLoad}
          />
        );
      }}
    </Query>
  );
}
