import { LinkButton, Section, TextLink, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import type { NextProps } from './overview.tsx';
import { Withdraw } from './withdraw.tsx';

/** What an applicant may ask of the project: each is a case, whose form has the project's number already. */
export function Ask({ one, next: { may, held } }: NextProps): ReactElement | null {
  const text = useText('pilot');
  if (may.ask.length === 0 && held === null && !may.withdraw) return null;
  return (
    <Section title={text('ask.title')}>
      {held !== null && (
        <p className="mb-3">
          {text('ask.held')} <TextLink href={`/app/cases/${held}`}>{text('ask.heldLink')}</TextLink>
        </p>
      )}
      {may.ask.length > 0 && <p className="mb-3 text-quiet">{text('ask.lead')}</p>}
      <div className="flex flex-wrap gap-2">
        {may.ask.map((wants) => (
          <LinkButton key={wants} href={linkOf(wants, one.number, one.title)}>
            {text(`ask.${wants}`)}
          </LinkButton>
        ))}
        {may.withdraw && <Withdraw one={one} />}
      </div>
    </Section>
  );
}

function linkOf(wants: string, project: string, name: string): string {
  const filled = new URLSearchParams({
    procedure: `pilot-${wants}`,
    project,
    ...(wants === 'exit' && { name }),
  });
  return `/app/cases/new?${filled}`;
}
