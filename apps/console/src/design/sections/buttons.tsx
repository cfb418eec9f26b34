import {
  Button,
  type ButtonVariant,
  CopyButton,
  LinkButton,
  Menu,
  TextLink,
  Tooltip,
  useText,
  useToast,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import { Sample } from '../sample.tsx';

const variants: readonly ButtonVariant[] = ['primary', 'secondary', 'quiet', 'danger'];

/** Buttons in each variant and state, and what opens from them. */
export function Buttons(): ReactElement {
  const text = useText('design');
  return (
    <>
      <Sample>
        {variants.map((variant) => (
          <Button key={variant} variant={variant}>
            {text(`button.${variant}`)}
          </Button>
        ))}
      </Sample>
      <Sample label={text('button.disabled')}>
        {variants.map((variant) => (
          <Button key={variant} variant={variant} isDisabled>
            {text(`button.${variant}`)}
          </Button>
        ))}
      </Sample>
      <Sample label={text('button.pending')}>
        {variants.map((variant) => (
          <Button key={variant} variant={variant} pending>
            {text(`button.${variant}`)}
          </Button>
        ))}
      </Sample>
      <Sample>
        <LinkButton href="/" variant="primary">
          {text('button.link')}
        </LinkButton>
        <LinkButton href="/">{text('button.link')}</LinkButton>
        <TextLink href="/">{text('button.link')}</TextLink>
        <CopyButton text="91310000MA1FL0018X" />
      </Sample>
      <Opening />
    </>
  );
}

function Opening(): ReactElement {
  const text = useText('design');
  const toast = useToast();
  return (
    <Sample>
      <Menu
        label={text('button.more')}
        variant="secondary"
        parts={[
          {
            title: text('button.actions'),
            items: [
              { id: 'assign', label: text('button.assign'), description: text('button.assignHelp') },
              { id: 'copy', label: text('button.copy') },
              { id: 'disabled', label: text('button.disabled'), isDisabled: true },
            ],
            onAct: (id) => toast({ title: text(`button.${id}`) }),
          },
          {
            items: [{ id: 'withdraw', label: text('button.withdraw'), isDanger: true }],
            onAct: (id) => toast({ tone: 'bad', title: text(`button.${id}`) }),
          },
        ]}
      />
      <Menu label={text('button.disabled')} variant="secondary" isDisabled parts={[]} />
      <Tooltip text={text('button.tip')}>
        <Button>{text('button.tipped')}</Button>
      </Tooltip>
    </Sample>
  );
}
