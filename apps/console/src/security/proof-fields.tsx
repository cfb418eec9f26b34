import { TextField, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';

type Given = {
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** The password of the account, in words, a name and an autofill that are the same wherever it is asked for. */
export function PasswordField({
  label,
  name = 'password',
  ...given
}: Given & { readonly label?: string; readonly name?: string }): ReactElement {
  const text = useText('security');
  return (
    <TextField
      {...given}
      label={label ?? text('password')}
      isRequired
      type="password"
      autoComplete="current-password"
      name={name}
    />
  );
}

/** What an authenticator app shows now, or a code from the list that stands in for it. */
export function CodeField({ kind, ...given }: Given & { readonly kind: 'app' | 'recovery' }): ReactElement {
  const text = useText('security');
  const isFromApp = kind === 'app';
  return (
    <TextField
      {...given}
      label={text(isFromApp ? 'code' : 'signIn.recovery')}
      {...(isFromApp ? { description: text('codeHelp'), inputMode: 'numeric' as const } : {})}
      isRequired
      autoComplete="one-time-code"
      name="code"
    />
  );
}
