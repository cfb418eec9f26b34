import {
  Button,
  DraftNotice,
  type DraftState,
  Form,
  ProgressBar,
  Section,
  TextField,
  useDraft,
  useDraftStore,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useState } from 'react';
import { type FileHead, type Inspection, inspect, type Reading } from '../csv/inspect.ts';
import { faultsOf, type Mapping, suggestedMapping } from '../csv/mapping.ts';
import { type Plan, readPlan } from '../csv/plan.ts';
import { Checked } from './checked.tsx';
import type { Target } from './load-file.tsx';
import { MappingForm } from './mapping-form.tsx';
import { Preview } from './preview.tsx';
import type { Start } from './use-load.ts';

type Props = {
  readonly file: File;
  readonly head: FileHead;
  readonly target: Target;
  readonly formatChoice: ReactNode;
  readonly onLoad: (start: Start) => void;
};

/** What the columns of the file become; then the whole file is checked, and only a checked file can be loaded. */
export function Describe({ file, head, target, formatChoice, onLoad }: Props): ReactElement {
  const { header, sample, format } = head;
  const { dataset } = target;
  const plan = usePlan({ file, head, target });
  const { name, mapping } = plan.value;
  const text = useText('datasets');
  const reading: Reading = { file, header, format, mapping };
  const check = useCheck();
  const change = (next: Mapping): void => {
    plan.set({ name, mapping: next });
    check.reset();
  };
  const load = (rows: number): void => {
    onLoad({ reading, name: name.trim(), rows });
    // That a plan may stay is no reason to hold the load up.
    plan.discard().catch(() => {});
  };
  const isReady = faultsOf(mapping).length === 0 && (dataset !== undefined || name.trim() !== '');
  return (
    <Form onSubmit={() => isReady && check.mutate(reading)} error={check.error}>
      <DraftNotice draft={plan} />
      <Section title={file.name}>
        {formatChoice}
        <TextField
          label={text('load.name')}
          description={text('load.nameHelp')}
          value={name}
          onChange={(next) => plan.set({ name: next, mapping })}
          maxLength={100}
          isRequired={dataset === undefined}
        />
      </Section>
      <Section title={text('map.title')}>
        <MappingForm header={header} sample={sample} mapping={mapping} onChange={change} target={target} />
      </Section>
      <Section title={text('preview.title')}>
        <Preview sample={sample} mapping={mapping} />
      </Section>
      <Button
        type="submit"
        variant={check.data ? 'secondary' : 'primary'}
        pending={check.isPending}
        isDisabled={!isReady}
      >
        {text('check.check')}
      </Button>
      {check.isPending && <CheckProgress bytesRead={check.bytesRead} size={file.size} />}
      {check.data && (
        <Checked
          inspection={check.data}
          fileName={file.name}
          target={target}
          onLoad={() => load(check.data!.rows)}
        />
      )}
    </Form>
  );
}

/** The plan of the file's columns: the one kept for a file with the same columns, or what they look like. */
function usePlan({
  file,
  head,
  target: { dataset },
}: Pick<Props, 'file' | 'head' | 'target'>): DraftState<Plan> {
  const { header, sample } = head;
  const [first] = useState<Plan>(() => ({
    name: dataset ? (dataset.name ?? '') : file.name.replace(/\.\w+$/, ''),
    mapping: suggestedMapping(
      header,
      sample,
      new Map((dataset?.columns ?? []).map((one) => [one.name, one.kind])),
    ),
  }));
  const store = useDraftStore(`load.${dataset?.id ?? 'new'}`, (kept) => readPlan(kept, header));
  return useDraft(store, first);
}

function CheckProgress({
  bytesRead,
  size,
}: {
  readonly bytesRead: number;
  readonly size: number;
}): ReactElement {
  const text = useText('datasets');
  const { bytes } = useFormat();
  return (
    <div className="mt-4">
      <ProgressBar label={text('check.running')} value={bytesRead / size} />
      <p className="text-quiet text-sm">{text('bytes', { done: bytes(bytesRead), all: bytes(size) })}</p>
    </div>
  );
}

/** Checks a file in parts, between which the page draws and takes presses. */
function useCheck() {
  const [bytesRead, setBytesRead] = useState(0);
  const tell = async (done: number): Promise<void> => {
    setBytesRead(done);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  const check = useMutation<Inspection, Error, Reading>({ mutationFn: (reading) => inspect(reading, tell) });
  return { ...check, bytesRead };
}
