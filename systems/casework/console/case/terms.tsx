import type { CaseView } from '@finharbor/casework/contract';
import { Badge, clock, Section, type Tone, useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { Extend } from './extend.tsx';

type Term = CaseView['terms'][number];

/** The terms that run: what was promised, what the law gives, and how much of it is left. */
export function Terms({ one }: { readonly one: CaseView }): ReactElement | null {
  const text = useText('cases');
  if (one.ended || one.terms.length === 0) return null;
  return (
    <Section title={text('terms')}>
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,17rem),1fr))] gap-4">
        {one.terms.map((term) => (
          <li key={term.name} className="rounded-lg border border-line bg-surface px-4 py-3 shadow-xs">
            <OneTerm term={term} />
            {one.may.extend.includes(term.name) && <Extend one={one} term={term} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function OneTerm({ term }: { readonly term: Term }): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const { date } = useFormat();
  // A term ends at midnight: the day that people mean is the one that ends then.
  const lastDay = (ms: number): string => date(ms - 1);
  return (
    <>
      <p className="flex flex-wrap items-center justify-between gap-2 font-medium">
        {say(term.title)}
        <Badge tone={toneOf(term)}>{text(`termState.${stateOf(term)}`)}</Badge>
      </p>
      {term.isSuspended ? (
        <p className="text-quiet text-sm">{text('suspended')}</p>
      ) : (
        <p>{text('dueOn', { date: lastDay(term.dueMs) })}</p>
      )}
      {term.promisedMs !== null && !term.isSuspended && (
        <p className="text-quiet text-sm">{text('promisedOn', { date: lastDay(term.promisedMs) })}</p>
      )}
      {term.extendedDays > 0 && (
        <p className="text-quiet text-sm">{text('extendedBy', { n: term.extendedDays })}</p>
      )}
      {term.isProvisional && <p className="text-quiet text-sm">{text('provisional')}</p>}
      {term.basis && <p className="text-quiet text-sm">{say(term.basis)}</p>}
    </>
  );
}

function stateOf(term: Term): 'over' | 'late' | 'suspended' | 'running' {
  if (term.isSuspended) return 'suspended';
  if (term.isOver || term.dueMs <= clock.nowMs()) return 'over';
  return term.isPromiseOver ? 'late' : 'running';
}

function toneOf(term: Term): Tone {
  const tones = { over: 'bad', late: 'warn', suspended: 'neutral', running: 'good' } as const;
  return tones[stateOf(term)];
}
