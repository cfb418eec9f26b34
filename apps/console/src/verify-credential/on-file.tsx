import {
  Button,
  ConfirmDialog,
  DescriptionList,
  Query,
  Section,
  useBilingual,
  useFormat,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { credentials } from './api.ts';

type Kept = Awaited<ReturnType<typeof credentials.getOnFile>>['body'];
type Act = 'suspend' | 'reinstate' | 'revoke' | 'forget';
type OnFileProps = {
  readonly number: string;
  /** Something was done with it. */
  readonly onDone: () => void;
};

/** A certificate as its issuer keeps it, and what the bureau may do with it. */
export function OnFile({ number, onDone }: OnFileProps): ReactElement {
  const text = useText('credentials');
  const say = useBilingual();
  const { date, dateTime } = useFormat();
  const mayAct = useWho()?.roles.includes('bureau') ?? false;
  const kept = useQuery({
    queryKey: ['credentials', 'on-file', number],
    queryFn: async ({ signal }) => (await credentials.getOnFile({ params: { number }, signal })).body,
  });
  return (
    <Section title={text('onFile')} id="on-file">
      <Query query={kept}>
        {(one) => (
          <>
            <DescriptionList
              items={[
                { term: say(one.title), value: <Verbatim>{one.number}</Verbatim> },
                { term: text('kind'), value: text(one.isPublic ? 'public' : 'personal') },
                { term: text('standing'), value: text(`status.${one.status}`) },
                { term: text('issued'), value: date(one.issuedAtMs) },
                ...(one.forgottenAtMs === null
                  ? []
                  : [{ term: text('forgottenAt'), value: dateTime(one.forgottenAtMs) }]),
              ]}
            />
            {mayAct && <Acts kept={one} onDone={onDone} />}
          </>
        )}
      </Query>
    </Section>
  );
}

/** What its standing leaves to do: revoked is for good, and only what is personal and still there can be forgotten. */
function actsOn({ status, isPublic, forgottenAtMs }: Kept): readonly Act[] {
  const standing: Readonly<Record<Kept['status'], readonly Act[]>> = {
    ...{ valid: ['suspend', 'revoke'], suspended: ['reinstate', 'revoke'], revoked: [] },
  };
  return [...standing[status], ...(isPublic || forgottenAtMs !== null ? [] : (['forget'] as const))];
}

const becomes = { suspend: 'suspended', reinstate: 'valid', revoke: 'revoked' } as const;

type ActsProps = Pick<OnFileProps, 'onDone'> & { readonly kept: Kept };

function Acts({ kept, onDone }: ActsProps): ReactElement | null {
  const text = useText('credentials');
  const client = useQueryClient();
  const toast = useToast();
  const [asked, setAsked] = useState<Act>();
  const params = { number: kept.number };
  const act = useMutation({
    mutationFn: async (reason: string) => {
      if (asked === 'forget') await credentials.postForgetting({ params });
      else if (asked) await credentials.setStatus({ params, body: { status: becomes[asked], reason } });
    },
    async onSuccess() {
      setAsked(undefined);
      await client.invalidateQueries({ queryKey: ['credentials'] });
      toast({ title: text('done'), tone: 'good', isPassing: true });
      onDone();
    },
  });
  const acts = actsOn(kept);
  if (acts.length === 0) return null;
  return (
    <>
      <p className="mb-3 max-w-prose text-quiet">{text('onFileHelp')}</p>
      <div className="flex flex-wrap gap-2">
        {acts.map((one) => (
          <Button
            key={one}
            variant={one === 'revoke' || one === 'forget' ? 'danger' : 'secondary'}
            onPress={() => {
              act.reset();
              setAsked(one);
            }}
          >
            {text(`act.${one}`)}
          </Button>
        ))}
      </div>
      {asked && (
        <ConfirmDialog
          isOpen
          onClose={() => setAsked(undefined)}
          title={text(`act.${asked}`)}
          body={text(`actBody.${asked}`)}
          confirmLabel={text(`act.${asked}`)}
          {...(asked === 'forget' ? {} : { reasonLabel: text('reason') })}
          danger={asked !== 'reinstate'}
          pending={act.isPending}
          error={act.error}
          onConfirm={(reason) => act.mutate(reason)}
        />
      )}
    </>
  );
}
