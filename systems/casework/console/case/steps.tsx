import type { CaseView, ProcedureView } from '@finharbor/casework/contract';
import {
  Button,
  Callout,
  ConfirmDialog,
  EmptyState,
  Section,
  TextLink,
  useBilingual,
  useLanguage,
  useText,
} from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { faultIn } from '../form/fault.ts';
import type { CaseProps } from './page.tsx';
import { StepForm } from './step-form.tsx';
import { useTake } from './take.ts';

type Step = CaseView['steps'][number];

/** What the reader may do with the case now: steps with a form to be filled in one under the other, the others as buttons. */
export function Steps({ one, spec }: CaseProps): ReactElement | null {
  const text = useText('cases');
  if (one.ended) return null;
  const forms = one.steps.filter(({ form }) => form !== null);
  const plain = one.steps.filter(({ form }) => form === null);
  return (
    <Section title={text('todo')}>
      {one.steps.length === 0 && one.may.opine === null && (
        <EmptyState title={text('nothingToDo')} body={text('nothingToDoBody')} />
      )}
      {forms.map((step) => (
        <StepForm key={`${one.id} ${step.name}`} one={one} spec={spec} step={step} />
      ))}
      {plain.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {plain.map((step) => (
            <PlainStep key={step.name} one={one} spec={spec} step={step} />
          ))}
        </div>
      )}
    </Section>
  );
}

/** A step of a case. */
export type StepProps = CaseProps & { readonly step: Step };

/** A step without a form; asked for once more where it ends the case or says why. */
function PlainStep({ one, spec, step }: StepProps): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const { language } = useLanguage();
  const [isAsked, setAsked] = useState(false);
  const take = useTake(one, step.name, () => setAsked(false));
  const ends = spec.states.find(({ name }) => name === step.to)?.ends ?? null;
  return (
    <>
      <Button variant={ends === null ? 'primary' : 'secondary'} onPress={() => setAsked(true)}>
        {say(step.title)}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={say(step.title)}
        body={
          <>
            <Missing step={step} spec={spec} />
            <p>{text(ends === null ? 'goesTo' : 'endsAt', { state: say(titleOf(spec, step.to)) })}</p>
          </>
        }
        confirmLabel={say(step.title)}
        danger={ends !== null && ends !== 'granted' && ends !== 'done'}
        pending={take.isPending}
        error={faultIn(take.error, language)}
        {...(step.asksReason && { reasonLabel: text('reason') })}
        onConfirm={(reason) => take.mutate({ ...(step.asksReason && { reason }) })}
      />
    </>
  );
}

/** Which documents have to be there first. */
export function Missing({ step, spec }: Pick<StepProps, 'step' | 'spec'>): ReactElement | null {
  const text = useText('cases');
  const say = useBilingual();
  if (step.missing.length === 0) return null;
  const titles = step.missing.map((name) => say(spec.documents.find((one) => one.name === name)!.title));
  return (
    <Callout tone="warn" title={text('attachFirst', { documents: titles.join(text('comma')) })}>
      <TextLink href="#documents">{text('documents')}</TextLink>
    </Callout>
  );
}

function titleOf({ states }: ProcedureView, state: string) {
  return states.find(({ name }) => name === state)!.title;
}
