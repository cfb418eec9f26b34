import { Button, SavePdf, Section, saveFile, useProblem, useText } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../../api.ts';

/** This party's record of the training, to be taken away. */
export function TrainingRecord({ job }: { readonly job: string }): ReactElement {
  const text = useText('training');
  const json = useMutation({
    mutationFn: async () => {
      const { body } = await node.getTrainingRecord({ params: { id: job } });
      saveFile(
        `training-record-${job}.json`,
        new Blob([JSON.stringify(body, null, 2)], { type: 'application/json' }),
      );
    },
  });
  const problem = useProblem(json.error);
  return (
    <Section title={text('record.title')}>
      <p className="mb-4 max-w-prose">{text('record.help')}</p>
      <div className="no-print mb-6 flex flex-wrap gap-3">
        <SavePdf
          name={`training-record-${job}`}
          label={text('record.pdf')}
          read={(ask) => node.getTrainingRecordPaper({ params: { id: job }, ...ask })}
        />
        <Button pending={json.isPending} onPress={() => json.mutate()}>
          {text('record.json')}
        </Button>
        {problem && (
          <span role="alert" className="self-center text-bad text-sm">
            {problem.title}
          </span>
        )}
      </div>
    </Section>
  );
}
