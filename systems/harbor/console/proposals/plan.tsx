import { Button, Code, CopyButton, Disclosure, saveFile, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

type PlanProps = {
  readonly plan: Readonly<Record<string, unknown>>;
  readonly digest: string;
};

/** A plan to the letter, with the digest all sides pin: to read, to copy, to keep. */
export function Plan({ plan, digest }: PlanProps): ReactElement {
  const text = useText('proposals');
  const letters = JSON.stringify(plan, null, 2);
  const save = (): void =>
    saveFile(`plan-${digest.slice(0, 16)}.json`, new Blob([letters], { type: 'application/json' }));
  return (
    <>
      <p className="mb-1 text-quiet text-sm">{text('digest')}</p>
      <p className="mb-3 break-all">
        <Code copyable>{digest}</Code>
      </p>
      <Disclosure title={text('plan.title')}>
        <p className="mb-2 max-w-prose text-quiet text-sm">{text('plan.help')}</p>
        <div className="no-print mb-2 flex flex-wrap gap-2">
          <CopyButton text={letters} />
          <Button variant="quiet" onPress={save}>
            {text('plan.save')}
          </Button>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section tabIndex={0} aria-label={text('plan.title')} className="max-h-96 overflow-auto">
          <pre translate="no" className="text-xs">
            {letters}
          </pre>
        </section>
      </Disclosure>
    </>
  );
}
