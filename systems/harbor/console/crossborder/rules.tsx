import {
  ruleSource,
  ruleSources,
  type Source,
  type TransferRule,
  transferDuties,
  transferRules,
} from '@finharbor/harbor/contract';
import { Callout, Disclosure, useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

/** What the rules say and where each stands, for who wants to read them. */
export function Rules(): ReactElement {
  const text = useText('transfers');
  const say = useBilingual();
  const sourceOf = useSource();
  const rules = transferRules.map(({ id, article, path, says }) => ({
    id,
    term: `${say(article)}: ${text(`path.${path}`)}`,
    says: say(says),
  }));
  const duties = transferDuties.map(({ source, article, says }) => ({
    id: `${source.id} ${article.en}`,
    term: text('rules.at', { title: say(source.title), article: say(article) }),
    says: say(says),
  }));
  return (
    <Disclosure title={text('rules.title')}>
      <p className="mb-3 max-w-prose">{text('rules.paraphrased')}</p>
      <ul className="mb-6 grid max-w-prose gap-1 text-quiet text-sm">
        {ruleSources.map((source) => (
          <li key={source.id}>{sourceOf(source)}</li>
        ))}
      </ul>
      <h3 className="mb-2 font-semibold">{text('rules.deciding', { title: say(ruleSource.title) })}</h3>
      <Terms items={rules} />
      <h3 className="mt-6 mb-2 font-semibold">{text('rules.duties')}</h3>
      <Terms items={duties} />
    </Disclosure>
  );
}

type Term = { readonly id: string; readonly term: string; readonly says: string };

function Terms({ items }: { readonly items: readonly Term[] }): ReactElement {
  return (
    <dl className="grid max-w-prose gap-3">
      {items.map(({ id, term, says }) => (
        <div key={id}>
          <dt className="font-medium">{term}</dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The rule that decides, and where it stands. */
export function Decisive({ rule }: { readonly rule: TransferRule }): ReactElement {
  const text = useText('transfers');
  const say = useBilingual();
  const sourceOf = useSource();
  return (
    <div aria-live="polite">
      <Callout tone={rule.path === 'exempt' ? 'good' : 'warn'} title={text(`path.${rule.path}`)}>
        <p>
          {say(rule.article)}: {say(rule.says)}
        </p>
        <p className="mt-1 text-quiet text-sm">{text('rules.seeSource', { source: sourceOf(ruleSource) })}</p>
      </Callout>
    </div>
  );
}

function useSource(): (source: Source) => string {
  const text = useText('transfers');
  const say = useBilingual();
  const { date } = useFormat();
  return ({ title, number, inForce }) =>
    text('rules.source', {
      title: say(title),
      number: say(number),
      date: date(Date.parse(`${inForce}T00:00:00+08:00`)),
    });
}
