import { Badge, Card, Code, TextLink, type Tone, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { Sample } from '../sample.tsx';

const marks: readonly (readonly [Tone, string])[] = [
  ['neutral', 'over'],
  ['accent', 'waiting'],
  ['good', 'inForce'],
  ['warn', 'draft'],
  ['bad', 'refused'],
];

/** Text of every size, marks and codes. */
export function Type(): ReactElement {
  const text = useText('design');
  return (
    <>
      <Card title={text('type.heading')}>
        <p className="mb-2 max-w-prose">{text('type.text')}</p>
        <p className="mb-2 max-w-prose text-quiet text-sm">
          {text('type.quiet')} <TextLink href="/app/design#type">{text('type.link')}</TextLink>
        </p>
        <p className="mb-2 max-w-prose">{text('type.mixed')}</p>
        <p className="max-w-prose">{text('type.long')}</p>
      </Card>
      <div className="mt-4">
        <Sample>
          {marks.map(([tone, word]) => (
            <Badge key={tone} tone={tone}>
              {text(`state.${word}`)}
            </Badge>
          ))}
        </Sample>
        <Sample label={text('type.code')}>
          <Code>24bc 4e71 06d0 afba 035d 3f48 32c4 95c0</Code>
          <Code copyable>91310000MA1FL0018X</Code>
        </Sample>
      </div>
    </>
  );
}
