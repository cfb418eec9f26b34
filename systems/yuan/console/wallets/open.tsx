import { FinharborError } from '@finharbor/kernel/contract';
import {
  Button,
  Disclosure,
  Form,
  newId,
  Query,
  Select,
  TextField,
  useBilingual,
  useText,
} from '@finharbor/ui';
import type { WalletView } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { fenIn } from '../amounts.ts';
import { yuan } from '../api.ts';
import { useScheme } from './read.ts';

/** Opens a wallet at one of the banks. */
export function OpenWallet({ isFirst }: { readonly isFirst: boolean }): ReactElement {
  const text = useText('yuanWallets');
  if (isFirst) return <OpenForm parent={undefined} />;
  return (
    <Disclosure title={text('open.title')}>
      <OpenForm parent={undefined} />
    </Disclosure>
  );
}

/** Opens a sub-wallet with limits of its own, for a child or for one purpose. */
export function OpenSubWallet({ parent }: { readonly parent: WalletView }): ReactElement {
  const text = useText('yuanWallets');
  return (
    <Disclosure title={text('open.sub')}>
      <p className="mb-3 max-w-prose text-quiet text-sm">{text('open.subHelp')}</p>
      <OpenForm parent={parent} />
    </Disclosure>
  );
}

/** A limit that was left empty is none; undefined for what is no amount. */
function limitIn(typed: string): bigint | null | undefined {
  return typed.trim() === '' ? null : fenIn(typed);
}

function OpenForm({ parent }: { readonly parent: WalletView | undefined }): ReactElement {
  const text = useText('yuanWallets');
  const [label, setLabel] = useState('');
  const [operator, setOperator] = useState<string>();
  const [limits, setLimits] = useState({ single: '', day: '' });
  // Made once: pressing twice opens one wallet.
  const [id] = useState(newId);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const opening = useMutation({
    mutationFn: async () => {
      const [singleMinor, dayMinor] = [limitIn(limits.single), limitIn(limits.day)];
      if (singleMinor === undefined || dayMinor === undefined) {
        const pointer = singleMinor === undefined ? '/singleMinor' : '/dayMinor';
        const fields = [{ pointer, detail: text('amountWrong') }];
        throw new FinharborError({ code: 'request.invalid', publicMessage: '', fields });
      }
      const at = parent?.operator ?? operator ?? '';
      const facts = { id, operator: at, label, parent: parent?.number ?? null, singleMinor, dayMinor };
      return (await yuan.postWallet({ body: facts })).body;
    },
    onSuccess: async ({ number }) => {
      await queries.invalidateQueries({ queryKey: ['yuan', 'wallets'] });
      await navigate({ to: `/wallets/${number}` as never });
    },
  });
  return (
    <Form onSubmit={() => opening.mutate()} error={opening.error}>
      {!parent && <Operators selected={operator} onChange={setOperator} />}
      <TextField label={text('open.label')} name="label" value={label} onChange={setLabel} isRequired />
      {parent && (
        <>
          <TextField
            label={text('open.single')}
            name="singleMinor"
            inputMode="decimal"
            value={limits.single}
            onChange={(single) => setLimits({ ...limits, single })}
          />
          <TextField
            label={text('open.day')}
            name="dayMinor"
            inputMode="decimal"
            value={limits.day}
            onChange={(day) => setLimits({ ...limits, day })}
          />
        </>
      )}
      <Button type="submit" variant="primary" pending={opening.isPending}>
        {text('open.do')}
      </Button>
    </Form>
  );
}

function Operators({
  selected,
  onChange,
}: {
  readonly selected: string | undefined;
  readonly onChange: (code: string) => void;
}): ReactElement {
  const text = useText('yuanWallets');
  const say = useBilingual();
  return (
    <Query query={useScheme()}>
      {({ operators }) => (
        <Select
          label={text('open.operator')}
          name="operator"
          options={operators.map(({ code, name }) => ({ id: code, label: say(name) }))}
          selected={selected}
          onChange={onChange}
          isRequired
        />
      )}
    </Query>
  );
}
