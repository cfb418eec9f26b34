import { openBrowserKey, signDocumentWith } from '@finharbor/access/browser';
import { type DeclarationView, type FirmView, signatureType } from '@finharbor/ethics/contract';
import {
  Button,
  ConfirmDialog,
  clock,
  ErrorSummary,
  Form,
  Query,
  Section,
  TextField,
  TextLink,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { ethics } from './api.ts';

type Params = Parameters<typeof ethics.getFirm>[0]['params'];
type Signature = FirmView['signatures'][number];
type Props = {
  /** The latest version. */
  readonly of: DeclarationView;
  readonly party: string;
};

/** What a firm's owner has signed and may withdraw; and the form to sign the latest version where it has not. */
export function OwnSignature({ of, party }: Props): ReactElement {
  const text = useText('ethics');
  const uscc = party.slice('firm:'.length);
  const query = useQuery({
    queryKey: ['ethics', 'firm', uscc],
    queryFn: async ({ signal }) => (await ethics.getFirm({ params: { uscc } as Params, signal })).body,
  });
  return (
    <Section title={text('ownSignature')}>
      <Query query={query}>
        {({ signatures }) => {
          const standing = signatures.filter(({ endedAtMs }) => endedAtMs === null);
          return (
            <>
              {standing.map((one) => (
                <Standing key={one.id} one={one} />
              ))}
              {!standing.some(({ version }) => version === of.version) && <Sign of={of} party={party} />}
            </>
          );
        }}
      </Query>
    </Section>
  );
}

function Standing({ one: { id, version, signedAtMs } }: { readonly one: Signature }): ReactElement {
  const text = useText('ethics');
  const { date } = useFormat();
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => ethics.postWithdrawal({ params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['ethics'] }),
  });
  return (
    <div className="mb-4">
      <p className="mb-2">
        {text('signedVersion', { version })} {date(signedAtMs)}
      </p>
      <Button onPress={() => setAsked(true)}>{text('withdraw')}</Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={text('withdraw')}
        body={text('withdrawHelp')}
        confirmLabel={text('withdraw')}
        danger
        pending={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate()}
      />
    </div>
  );
}

/** Signs with the key that this browser keeps for the firm. */
function Sign({ of: { version, hash }, party }: Props): ReactElement {
  const text = useText('ethics');
  const client = useQueryClient();
  const [firm, setFirm] = useState('');
  const key = useQuery({
    queryKey: ['ethics', 'key', party],
    queryFn: async () => (await openBrowserKey(party)) ?? null,
  });
  const sign = useMutation({
    mutationFn: async () => {
      const body = { version, hash, firm: firm.trim() };
      const unsigned = {
        type: signatureType,
        issuer: party,
        audience: ['*'],
        body,
        issuedAtMs: clock.nowMs(),
      };
      return ethics.postSignature({ body: { document: await signDocumentWith(key.data!, unsigned) } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['ethics'] }),
  });
  if (!key.data)
    return (
      <>
        <ErrorSummary error={key.error} />
        <p>
          {text('noKey')} <TextLink href="/app/firm">{text('toMyFirm')}</TextLink>
        </p>
      </>
    );
  return (
    <Form onSubmit={() => sign.mutate()} error={sign.error}>
      <TextField label={text('firmName')} name="firm" value={firm} onChange={setFirm} isRequired />
      <Button type="submit" variant="primary" pending={sign.isPending}>
        {text('sign')}
      </Button>
    </Form>
  );
}
