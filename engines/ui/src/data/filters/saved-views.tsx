import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useContext, useState } from 'react';
import { Button } from '../../forms/button.tsx';
import { Checkbox } from '../../forms/choices.tsx';
import { TextField } from '../../forms/fields.tsx';
import { ErrorSummary, Form } from '../../forms/form.tsx';
import { useText } from '../../i18n/hooks.ts';
import { Dialog } from '../../overlay/dialog.tsx';
import { Menu } from '../../overlay/menu.tsx';
import { useToast } from '../../overlay/toast.tsx';
import type { FilterValues } from './fields.ts';
import { type SavedView, ViewsIn } from './views.ts';

type ViewsProps = {
  /** The list's name: views are kept under it. */
  readonly list: string;
  readonly values: FilterValues;
  readonly onApply: (values: FilterValues) => void;
};

/** Filters under names: takes one up, keeps those that are on, puts one away, copies a link to what is in sight. */
export function SavedViews({ list, values, onApply }: ViewsProps): ReactElement {
  const text = useText('ui');
  const toast = useToast();
  const store = useContext(ViewsIn);
  const [isNaming, setNaming] = useState(false);
  const [isTidying, setTidying] = useState(false);
  const query = useQuery({ queryKey: ['views', list], queryFn: () => store.views(list) });
  const views = query.data ?? [];
  const own = views.filter(({ isOwn }) => isOwn);
  const isOn = (view: SavedView): boolean => sameValues(view.values, values);
  const link = async (): Promise<void> => {
    await navigator.clipboard.writeText(location.href);
    toast({ tone: 'good', title: text('copied') });
  };
  const acts: Readonly<Record<string, () => void>> = {
    save: () => setNaming(true),
    link: () => void link(),
    tidy: () => setTidying(true),
  };
  return (
    <>
      <Menu
        label={views.find(isOn)?.name ?? text('views.title')}
        parts={[
          ...(views.length === 0
            ? []
            : [
                {
                  title: text('views.saved'),
                  items: views.map(({ id, name, isShared }) => ({
                    id,
                    label: name,
                    ...(isShared ? { description: text('views.shared') } : {}),
                  })),
                  onAct: (id: string) => onApply(views.find((view) => view.id === id)?.values ?? {}),
                },
              ]),
          {
            items: [
              {
                id: 'save',
                label: text('views.save'),
                isDisabled: Object.keys(values).length === 0,
              },
              { id: 'link', label: text('views.link') },
              ...(own.length === 0 ? [] : [{ id: 'tidy', label: text('views.tidy') }]),
            ],
            onAct: (id) => acts[id]?.(),
          },
        ]}
      />
      {isNaming && <Name list={list} values={values} onClose={() => setNaming(false)} />}
      {isTidying && <Tidy list={list} views={own} onClose={() => setTidying(false)} />}
    </>
  );
}

function sameValues(a: FilterValues, b: FilterValues): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

type NameProps = Pick<ViewsProps, 'list' | 'values'> & { readonly onClose: () => void };

function Name({ list, values, onClose }: NameProps): ReactElement {
  const text = useText('ui');
  const store = useContext(ViewsIn);
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const saving = useMutation({
    mutationFn: () => store.save(list, { name: name.trim(), values, isShared }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['views', list] });
      onClose();
    },
  });
  const isMissing = name.trim() === '';
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('views.save')}
      actions={
        <Button
          variant="primary"
          isDisabled={isMissing}
          pending={saving.isPending}
          onPress={() => saving.mutate()}
        >
          {text('views.keep')}
        </Button>
      }
    >
      <Form onSubmit={() => !isMissing && saving.mutate()} error={saving.error}>
        <TextField label={text('views.name')} value={name} onChange={setName} isRequired maxLength={60} />
        {store.canShare && (
          <Checkbox isSelected={isShared} onChange={setShared}>
            {text('views.share')}
          </Checkbox>
        )}
      </Form>
    </Dialog>
  );
}

type TidyProps = {
  readonly list: string;
  readonly views: readonly SavedView[];
  readonly onClose: () => void;
};

function Tidy({ list, views, onClose }: TidyProps): ReactElement {
  const text = useText('ui');
  const remove = useRemoval(list, onClose);
  return (
    <Dialog isOpen onClose={onClose} title={text('views.tidy')}>
      <ErrorSummary error={remove.error} />
      <ul>
        {views.map((view) => (
          <li
            key={view.id}
            className="flex items-center justify-between gap-3 border-line border-t py-1 first:border-t-0"
          >
            <span translate="no">{view.name}</span>
            <Button variant="quiet" pending={remove.isPending} onPress={() => remove.mutate(view)}>
              {text('views.remove', { name: view.name })}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** Puts a view away, and brings it back where that was a slip. */
function useRemoval(list: string, onDone: () => void) {
  const text = useText('ui');
  const toast = useToast();
  const store = useContext(ViewsIn);
  const client = useQueryClient();
  const readAnew = (): Promise<void> => client.invalidateQueries({ queryKey: ['views', list] });
  const bringBack = async ({ name, values, isShared }: SavedView): Promise<void> => {
    try {
      await store.save(list, { name, values, isShared });
    } catch {
      toast({ tone: 'bad', title: text('views.notBack', { name }) });
    }
    await readAnew();
  };
  return useMutation({
    mutationFn: (view: SavedView) => store.remove(list, view.id),
    onSuccess: async (_answer, view) => {
      onDone();
      toast({ title: text('views.removed', { name: view.name }), onUndo: () => void bringBack(view) });
      await readAnew();
    },
  });
}
