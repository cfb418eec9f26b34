import type { StoredApplication } from '@finharbor/financing/contract';
import { FinharborError } from '@finharbor/kernel/contract';
import { Badge, Card, useBilingual, useFormat, useProblem, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

type Decision = NonNullable<StoredApplication['decision']>;

/** A decision in words: an offer, or a refusal with its reasons and what can be done, or why there was no score. */
export function DecisionView({ decision }: { readonly decision: Decision }): ReactElement {
  const text = useText('financing');
  const say = useBilingual();
  const { money, rate, number } = useFormat();
  if (decision.kind === 'not_scored') return <NotScored {...decision} />;
  const isOffer = decision.kind === 'offered';
  return (
    <Card title={text(isOffer ? 'decision.offer' : 'decision.refusal')}>
      {isOffer ? (
        <p className="mb-3 text-lg">
          <Badge tone="good">✓</Badge>{' '}
          {text('decision.terms', {
            amount: money(decision.amount, decision.currency),
            rate: rate(decision.rateBp),
          })}
        </p>
      ) : (
        <p className="mb-3 text-lg">
          <Badge tone="bad">✕</Badge>{' '}
          {text('decision.below', { points: number(decision.points), cut: number(decision.cutOffPoints) })}
        </p>
      )}
      <p className="mb-2">{text('decision.points', { points: number(decision.points) })}</p>
      {decision.reasons.length > 0 && (
        <>
          <h3 className="font-semibold">{text('decision.reasons')}</h3>
          <ol className="mb-3 list-decimal ps-6">
            {decision.reasons.map((reason) => (
              <li key={reason.en}>{say(reason)}</li>
            ))}
          </ol>
        </>
      )}
      {!isOffer && <p>{say(decision.appeal)}</p>}
    </Card>
  );
}

function NotScored({ code, message }: Extract<Decision, { kind: 'not_scored' }>): ReactElement {
  const text = useText('financing');
  const problem = useProblem(new FinharborError({ code, publicMessage: message }));
  return (
    <Card title={text('decision.none')}>
      <p>
        <Badge tone="warn">!</Badge> {problem?.title}
      </p>
      <p>{problem?.detail}</p>
    </Card>
  );
}
