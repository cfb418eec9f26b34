import { Button, ConfirmDialog, newId, Section, useText } from '@finharbor/ui';
import { type ReactElement, useState } from 'react';
import { pilots } from '../api.ts';
import { useDoing } from '../doing.ts';
import type { NextProps } from './overview.tsx';

type Kind = NextProps['next']['may']['measure'][number];

/** What the supervisor may order: each with its reason, which everybody reads, and a fresh proof of who they are. */
export function Measures({ one: { number }, next }: NextProps): ReactElement | null {
  const text = useText('pilot');
  const [asked, setAsked] = useState<{ readonly kind: Kind; readonly id: string }>();
  const order = useDoing<string>({
    run: async (reason) => asked && pilots.postMeasure({ params: { number }, body: { ...asked, reason } }),
    done: text('measure.done'),
    onDone: () => setAsked(undefined),
    at: 'measures',
  });
  const { measure } = next.may;
  if (measure.length === 0) return null;
  return (
    <Section title={text('measure.title')} id="measures">
      <p className="mb-3 text-quiet">{text('measure.lead')}</p>
      <div className="flex flex-wrap gap-2">
        {measure.map((kind) => (
          <Button
            key={kind}
            variant={kind === 'stop' ? 'danger' : 'secondary'}
            onPress={() => {
              order.reset();
              setAsked({ kind, id: newId() });
            }}
          >
            {text(`measure.${kind}`)}
          </Button>
        ))}
      </div>
      {asked && (
        <ConfirmDialog
          isOpen
          onClose={() => setAsked(undefined)}
          title={text(`measure.${asked.kind}`)}
          body={text(`measure.${asked.kind}Body`)}
          confirmLabel={text(`measure.${asked.kind}`)}
          reasonLabel={text('reason')}
          danger={asked.kind !== 'resume'}
          pending={order.isPending}
          error={order.error}
          onConfirm={(reason) => order.mutate(reason)}
        />
      )}
    </Section>
  );
}
