import { Button, Callout, useBilingual, useText, Verbatim } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { type FormField, shownOf } from '../form/fields.ts';
import type { CaseDraftState } from './use-case-draft.ts';
import { type Filled, reasonName } from './work.ts';

type ClashesProps = { readonly draft: CaseDraftState; readonly fields: readonly FormField[] };

/** What two have filled in differently, side by side; nothing of it is saved before one of them is chosen. */
export function Clashes({ draft, fields }: ClashesProps): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  const me = useWho()?.id;
  const { clashes, value, kept, choose } = draft;
  const by = kept?.savedBy;
  const other = !by || by.account === me ? text('draft.elsewhere') : <Verbatim>{by.name}</Verbatim>;
  return (
    <div role="alert">
      {clashes.length > 0 && (
        <Callout tone="warn" title={text('draft.clash')}>
          <p className="mb-3 max-w-prose">{text('draft.clashHelp')}</p>
          <ul className="grid gap-4">
            {clashes.map(({ name, theirs }) => {
              const field = fields.find((one) => one.name === name);
              const title = field ? say(field.title) : text(name === reasonName ? 'reason' : 'draft.field');
              return (
                <li key={name}>
                  <p className="mb-2 font-semibold">{title}</p>
                  <div className="grid gap-3 sm:grid-cols-2">
                    <Side
                      title={text('draft.mine')}
                      shown={<Shown field={field} value={value[name]} />}
                      choose={text('draft.keepMine', { field: title })}
                      onChoose={() => choose(name, true)}
                    />
                    <Side
                      title={other}
                      shown={<Shown field={field} value={theirs} />}
                      choose={text('draft.takeTheirs', { field: title })}
                      onChoose={() => choose(name, false)}
                    />
                  </div>
                </li>
              );
            })}
          </ul>
        </Callout>
      )}
    </div>
  );
}

type SideProps = {
  readonly title: ReactElement | string;
  readonly shown: ReactElement;
  readonly choose: string;
  readonly onChoose: () => void;
};

function Side({ title, shown, choose, onChoose }: SideProps): ReactElement {
  return (
    <div className="rounded-md border border-line bg-surface p-3">
      <p className="text-quiet text-sm">{title}</p>
      <div className="mb-2 break-words">{shown}</div>
      <Button onPress={onChoose}>{choose}</Button>
    </div>
  );
}

type ShownProps = { readonly field: FormField | undefined; readonly value: Filled[string] };

function Shown({ field, value }: ShownProps): ReactElement {
  const text = useText('cases');
  const say = useBilingual();
  if (value === undefined || value === '') return <span className="text-quiet">{text('draft.empty')}</span>;
  const shown = field ? shownOf(field, value) : String(value);
  return typeof shown === 'string' ? <Verbatim>{shown}</Verbatim> : <span>{shown && say(shown)}</span>;
}
