import {
  Badge,
  Button,
  Callout,
  Checkbox,
  ErrorState,
  Form,
  newId,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { CodeView, WalletView } from '@finharbor/yuan/contract';
import { type ReactElement, useState } from 'react';
import { fenIn, yuanText } from '../../amounts.ts';
import { Keypad } from '../../parts/keypad.tsx';
import { Amount } from '../balance.tsx';
import type { Kept } from './kept.ts';
import { givenBy, type Split, splitOf } from './purses.ts';

type ConfirmProps = {
  readonly wallet: WalletView;
  readonly code: string;
  readonly view: CodeView;
  readonly onPay: (kept: Kept) => void;
  readonly onOther: () => void;
};

/** Who is paid, how much, and with what: nothing moves before this is pressed. */
export function ConfirmStep({ wallet, code, view, onPay, onOther }: ConfirmProps): ReactElement {
  const text = useText('yuanWallets');
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // Made once: whatever happens to the line, this is one payment.
  const [id] = useState(newId);
  const amountMinor = view.amountMinor ?? fenIn(typed);
  const split = amountMinor === undefined ? undefined : splitOf(amountMinor, view.purses, chosen);
  const isMuch = split !== undefined && split.ownMinor > wallet.availableMinor;
  const pay = (): void => {
    if (amountMinor === undefined || !split || isMuch) return;
    const payment = { id, wallet: wallet.number, code, amountMinor, purses: split.purses };
    onPay({ payment, to: view.name ?? { en: view.number, zh: view.number } });
  };
  if (view.state !== 'open')
    return (
      <>
        <Callout tone="warn" title={text(`pay.state.${view.state}`)}>
          {text('pay.askAgain')}
        </Callout>
        <Button onPress={onOther}>{text('pay.other')}</Button>
      </>
    );
  return (
    <Form onSubmit={pay}>
      <Payee view={view} />
      {view.amountMinor === null && <Keypad label={text('pay.amount')} value={typed} onChange={setTyped} />}
      {amountMinor !== undefined && (
        <Purses view={view} amountMinor={amountMinor} chosen={chosen} onChange={setChosen} />
      )}
      {split && <Parts split={split} wallet={wallet} />}
      {amountMinor !== undefined && !split && <Callout tone="warn">{text('pay.notTogether')}</Callout>}
      {isMuch && <Callout tone="bad">{text('pay.tooMuch')}</Callout>}
      <div className="flex flex-wrap gap-3 [&_button]:min-h-14 [&_button]:text-base">
        <Button type="submit" variant="primary" isDisabled={!split || isMuch}>
          {amountMinor === undefined
            ? text('pay.title')
            : text('pay.confirm', { amount: yuanText(amountMinor) })}
        </Button>
        <Button variant="quiet" onPress={onOther}>
          {text('pay.other')}
        </Button>
      </div>
    </Form>
  );
}

function Payee({ view }: { readonly view: CodeView }): ReactElement {
  const text = useText('yuanWallets');
  const parts = useText('yuanParts');
  const say = useBilingual();
  return (
    <div className="mb-5 rounded-2xl border border-line bg-surface p-5">
      <p className="text-quiet">{text('pay.to')}</p>
      <p className="font-semibold text-xl">{view.name ? say(view.name) : view.number}</p>
      <p className="text-quiet text-sm">
        {view.category ? parts(`category.${view.category}`) : text('pay.person')}
        {view.name && ` · ${view.number}`}
      </p>
      {view.amountMinor !== null && (
        <p className="mt-2 font-semibold text-4xl tabular-nums">{yuanText(view.amountMinor)}</p>
      )}
    </div>
  );
}

function Purses({
  view,
  amountMinor,
  chosen,
  onChange,
}: {
  readonly view: CodeView;
  readonly amountMinor: bigint;
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}): ReactElement | null {
  const text = useText('yuanWallets');
  const say = useBilingual();
  const { date } = useFormat();
  if (view.purses.length === 0) return null;
  return (
    <fieldset className="mb-5">
      <legend className="mb-2 font-medium">{text('pay.purses')}</legend>
      {view.purses.map((purse) => {
        const given = givenBy(purse, amountMinor);
        const isChosen = chosen.has(purse.id);
        return (
          <div key={purse.id} className="mb-2 rounded-lg border border-line bg-surface px-4 py-2">
            <Checkbox
              isSelected={isChosen}
              isDisabled={given === undefined && !isChosen}
              onChange={() => onChange(chosen.symmetricDifference(new Set([purse.id])))}
            >
              {say(purse.title)}
            </Checkbox>
            <p className="text-sm">
              <Badge tone={given === undefined ? 'neutral' : 'good'}>
                {given === undefined ? text('pay.notHere') : text('pay.gives', { amount: yuanText(given) })}
              </Badge>
              <span className="text-quiet">
                {text('pay.left', { amount: yuanText(purse.leftMinor) })}
                {purse.ownMinor !== null && ` · ${text('pay.ownPart', { amount: yuanText(purse.ownMinor) })}`}
                {purse.expiresAtMs !== null && ` · ${text('pay.until', { day: date(purse.expiresAtMs) })}`}
              </span>
            </p>
          </div>
        );
      })}
    </fieldset>
  );
}

function Parts({ split, wallet }: { readonly split: Split; readonly wallet: WalletView }): ReactElement {
  const text = useText('yuanWallets');
  return (
    <p className="mb-4 text-quiet">
      {text('pay.own', { label: wallet.label, amount: yuanText(split.ownMinor) })} · {text('available')}{' '}
      <Amount fen={wallet.availableMinor} />
    </p>
  );
}

/** Why a code could not be read, and a way to another one. */
export function NoPayee({
  error,
  onOther,
}: {
  readonly error: unknown;
  readonly onOther: () => void;
}): ReactElement {
  const text = useText('yuanWallets');
  return (
    <>
      <ErrorState error={error} />
      <Button onPress={onOther}>{text('pay.other')}</Button>
    </>
  );
}
