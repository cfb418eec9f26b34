import { ruleSource, type TransferRule, transferRules } from '@finharbor/harbor/contract';
import { Callout, Disclosure, useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** The rules as they stand in the source, for who wants to read them. */
export function Rules(): ReactElement {
  const text = useText('transfers');
  const say = useBilingual();
  return (
    <Disclosure title={text('rules.title')}>
      <Source />
      <dl className="grid max-w-prose gap-3">
        {transferRules.map((rule) => (
          <div key={rule.id}>
            <dt className="font-medium">
              {say(rule.article)}: {text(`path.${rule.path}`)}
            </dt>
            <dd>{say(rule.says)}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}

/** The rule that decides, and where it stands. */
export function Decisive({ rule }: { readonly rule: TransferRule }): ReactElement {
  const text = useText('transfers');
  const say = useBilingual();
  return (
    <div aria-live="polite">
      <Callout tone={rule.path === 'exempt' ? 'good' : 'warn'} title={text(`path.${rule.path}`)}>
        <p>
          {say(rule.article)}: {say(rule.says)}
        </p>
        <Source />
      </Callout>
    </div>
  );
}

function Source(): ReactElement {
  const text = useText('transfers');
  const say = useBilingual();
  const { date } = useFormat();
  const inForce = date(Date.parse(`${ruleSource.inForce}T00:00:00+08:00`));
  return (
    <p className="mb-3 text-quiet text-sm">
      {text('rules.source', { title: say(ruleSource.title), number: say(ruleSource.number), date: inForce })}
    </p>
  );
}
