import { type FormEvent, type ReactElement, type ReactNode, useContext, useEffect, useRef } from 'react';
import { useText } from '../i18n/hooks.ts';
import { useProblem } from '../states/problem.ts';
import { FieldFaults } from './faults.ts';
import { FieldScope } from './field.tsx';

/** A form. `error` is what sending it last came to: its fields' faults are shown at the fields, all of it in a summary that takes the focus. */
export function Form({
  onSubmit,
  children,
  error,
  live,
  scope,
}: {
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  readonly error?: unknown;
  /** What is wrong with it while it is filled in: shown at its fields alone, and takes no focus. */
  readonly live?: unknown;
  /** Its own name, where other forms on the page have fields of the same names. */
  readonly scope?: string;
}): ReactElement {
  const [sent, typed] = [useProblem(error), useProblem(live)];
  const faults = Object.fromEntries(
    [...(typed?.fields ?? []), ...(sent?.fields ?? [])].map(({ pointer, detail }) => [pointer, detail]),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <FieldScope value={scope === undefined ? '' : `${scope}-`}>
        <FieldFaults value={faults}>
          <ErrorSummary error={error} />
          {children}
        </FieldFaults>
      </FieldScope>
    </form>
  );
}

/** What went wrong with a form, with a link to each wrong field; takes the focus when it appears. */
export function ErrorSummary({ error }: { readonly error?: unknown }): ReactElement | null {
  const problem = useProblem(error);
  const text = useText('ui');
  const box = useRef<HTMLDivElement>(null);
  const scope = useContext(FieldScope);
  const idOf = (pointer: string): string => {
    const path = `field-${scope}${pointer.slice(1)}`;
    return document.getElementById(path) ? path : path.split('/')[0]!;
  };
  const isKnown = problem !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new error takes the focus, the same one not again
  useEffect(() => box.current?.focus(), [error, isKnown]);
  if (!problem) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="mb-5 max-w-xl rounded-md border-2 border-bad bg-bad-soft p-4"
    >
      <p className="font-semibold">{problem.title}</p>
      {problem.detail !== '' && problem.detail !== problem.title && <p>{problem.detail}</p>}
      <ul>
        {problem.fields.map(({ pointer, detail }) => (
          <li key={pointer}>
            <a
              className="text-bad underline"
              href={`#${idOf(pointer)}`}
              onClick={(event) => {
                // The address keeps what it says; a hash of its own would be a place of the page's history.
                if (goToField(idOf(pointer))) event.preventDefault();
              }}
            >
              {named(idOf(pointer), detail)}
            </a>
          </li>
        ))}
      </ul>
      <p className="text-quiet text-sm">{text('problem.code', { code: problem.code })}</p>
    </div>
  );
}

/** What is wrong, after the name of the field that it is wrong with, where its label stands on the page. */
function named(id: string, detail: string): string {
  const field = document.getElementById(id) as HTMLInputElement | null;
  const labelled = field?.getAttribute('aria-labelledby')?.split(' ')[0];
  const label = field?.labels?.[0] ?? document.getElementById(labelled ?? '');
  const name = label?.firstChild?.textContent;
  const colon = document.documentElement.lang === 'en' ? ': ' : '：';
  return name ? name + colon + detail : detail;
}

/** Puts the focus into a field, with its label in sight; false where there is none of that name. */
function goToField(id: string): boolean {
  const field = document.getElementById(id);
  if (!field) return false;
  const inside = 'input, select, textarea, button, [role=spinbutton]';
  const target = field.matches(inside) ? field : (field.querySelector<HTMLElement>(inside) ?? field);
  (target.closest('label')?.parentElement ?? target.parentElement ?? target).scrollIntoView({
    block: 'nearest',
  });
  target.focus({ preventScroll: true });
  return true;
}
