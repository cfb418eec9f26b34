import {
  Button,
  Callout,
  ConfirmDialog,
  ErrorSummary,
  Query,
  Section,
  saveFile,
  TextLink,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { personal } from './api.ts';
import { SeenBy } from './seen-by.tsx';

/** Who saw my data, all of it as a file, and the way out. */
export function MyData(): ReactElement {
  return (
    <>
      <SeenBy />
      <SaveAndErase />
    </>
  );
}

function SaveAndErase(): ReactElement {
  const text = useText('personal');
  const save = useMutation({
    mutationFn: async () => {
      const { body } = await personal.getMyData({});
      const blob = new Blob([JSON.stringify(body, null, 2)], { type: 'application/json' });
      saveFile('personal-data.json', blob);
    },
  });
  return (
    <Section title={text('data.title')} id="data">
      <p className="mb-3 text-quiet">
        {text('data.lead')} <TextLink href="/app/privacy">{text('data.register')}</TextLink>
      </p>
      <ErrorSummary error={save.error} />
      <div className="mb-4">
        <Button pending={save.isPending} onPress={() => save.mutate()}>
          {text('data.export')}
        </Button>
      </div>
      <Erasure />
    </Section>
  );
}

function Erasure(): ReactElement {
  const text = useText('personal');
  const { dateTime } = useFormat();
  const client = useQueryClient();
  const queryKey = ['my-erasure'];
  const [isAsking, setAsking] = useState(false);
  const asked = useQuery({ queryKey, queryFn: async () => (await personal.getMyErasure({})).body });
  const refresh = async (): Promise<void> => {
    setAsking(false);
    await client.invalidateQueries({ queryKey });
  };
  const ask = useMutation({ mutationFn: () => personal.postMyErasure({}), onSuccess: refresh });
  const withdraw = useMutation({ mutationFn: () => personal.deleteMyErasure({}), onSuccess: refresh });
  return (
    <Query query={asked}>
      {({ askedAtMs }) =>
        askedAtMs === null ? (
          <>
            <Button variant="danger" onPress={() => setAsking(true)}>
              {text('data.erase')}
            </Button>
            <ConfirmDialog
              isOpen={isAsking}
              onClose={() => setAsking(false)}
              title={text('data.eraseTitle')}
              body={text('data.eraseBody')}
              confirmLabel={text('data.eraseConfirm')}
              danger
              pending={ask.isPending}
              error={ask.error}
              onConfirm={() => ask.mutate()}
            />
          </>
        ) : (
          <Callout tone="warn">
            <p className="mb-2">{text('data.asked', { at: dateTime(askedAtMs) })}</p>
            <ErrorSummary error={withdraw.error} />
            <Button pending={withdraw.isPending} onPress={() => withdraw.mutate()}>
              {text('data.withdraw')}
            </Button>
          </Callout>
        )
      }
    </Query>
  );
}
