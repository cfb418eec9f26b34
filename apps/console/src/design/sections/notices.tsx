import { Button, Callout, type Tone, useText, useToast } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { Sample } from '../sample.tsx';

const toasts: readonly (readonly [Tone, string])[] = [
  ['neutral', 'saved'],
  ['good', 'signed'],
  ['bad', 'lost'],
];

/** What is told within the page and below it. */
export function Notices(): ReactElement {
  const text = useText('design');
  const toast = useToast();
  return (
    <>
      <Callout title={text('notice.info')}>{text('notice.infoBody')}</Callout>
      <Callout tone="good" title={text('notice.good')} />
      <Callout tone="warn" title={text('notice.warn')}>
        {text('notice.warnBody')}
      </Callout>
      <Callout tone="bad" title={text('notice.bad')}>
        {text('notice.badBody')}
      </Callout>
      <Sample label={text('notice.toast')}>
        {toasts.map(([tone, word]) => (
          <Button key={tone} onPress={() => toast({ tone, title: text(`notice.${word}`) })}>
            {text(`notice.${word}`)}
          </Button>
        ))}
        <Button
          onPress={() =>
            toast({
              title: text('notice.archived'),
              onUndo: () => toast({ tone: 'good', title: text('notice.back') }),
            })
          }
        >
          {text('notice.archive')}
        </Button>
      </Sample>
    </>
  );
}
