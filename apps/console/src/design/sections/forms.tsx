import { FinharborError } from '@finharbor/kernel/contract';
import {
  Button,
  Checkbox,
  DraftNotice,
  type DraftStore,
  FileDrop,
  FilterBar,
  Form,
  Steps,
  TextField,
  useDraft,
  useText,
  useUnsaved,
} from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { Sample } from '../sample.tsx';

const steps = ['amount', 'facts', 'consent', 'sign'] as const;

/** Forms: one whose sending failed, a search above a list, a file, several steps. */
export function Forms(): ReactElement {
  return (
    <>
      <Filter />
      <Failing />
      <Drafted />
      <File />
      <InSteps />
    </>
  );
}

function Filter(): ReactElement {
  const text = useText('design');
  const [what, setWhat] = useState('');
  return (
    <>
      <FilterBar label={text('form.filter')} text={what} onSearch={setWhat} onReset={() => setWhat('')} />
      <p className="mb-4 text-quiet text-sm">{text('form.found', { what: what || text('form.nothing') })}</p>
    </>
  );
}

function Failing(): ReactElement {
  const text = useText('design');
  const [uscc, setUscc] = useState('91310000MA1FL0018');
  const [error, setError] = useState<unknown>();
  const fail = (): void =>
    setError(
      new FinharborError({
        code: 'request.invalid',
        publicMessage: text('field.fault'),
        fields: [{ pointer: '/sampleUscc', detail: text('field.fault') }],
      }),
    );
  return (
    <Form onSubmit={fail} error={error}>
      <TextField
        label={text('format.uscc')}
        value={uscc}
        onChange={setUscc}
        name="sampleUscc"
        isRequired
        maxLength={18}
      />
      <Button type="submit" variant="primary">
        {text('form.send')}
      </Button>
    </Form>
  );
}

const draftKey = 'finharbor.design.draft';
const sampleDraft: DraftStore<string> = {
  load: async () => localStorage.getItem(draftKey) ?? undefined,
  keep: async (value) => localStorage.setItem(draftKey, value),
  forget: async () => localStorage.removeItem(draftKey),
};

function Drafted(): ReactElement {
  const text = useText('design');
  const draft = useDraft(sampleDraft, '');
  const { value, set } = draft;
  const [isGuarded, setGuarded] = useState(false);
  useUnsaved(isGuarded && value !== '');
  return (
    <div className="mt-6">
      <DraftNotice draft={draft} />
      <TextField label={text('form.draft')} value={value} onChange={set} />
      <Checkbox isSelected={isGuarded} onChange={setGuarded}>
        {text('form.guard')}
      </Checkbox>
    </div>
  );
}

function File(): ReactElement {
  const text = useText('design');
  const [name, setName] = useState<string>();
  return (
    <div className="mt-6">
      <FileDrop label={text('form.file')} accept={['text/csv']} onFile={(file) => setName(file.name)} />
      {name !== undefined && <p>{text('form.gotFile', { name })}</p>}
    </div>
  );
}

function InSteps(): ReactElement {
  const text = useText('design');
  const [at, setAt] = useState(1);
  return (
    <>
      <Steps label={text('form.steps')} steps={steps.map((id) => text(`form.${id}`))} current={at} />
      <Sample>
        <Button isDisabled={at === 0} onPress={() => setAt(at - 1)}>
          {text('form.back')}
        </Button>
        <Button variant="primary" isDisabled={at === steps.length - 1} onPress={() => setAt(at + 1)}>
          {text('form.next')}
        </Button>
      </Sample>
    </>
  );
}
