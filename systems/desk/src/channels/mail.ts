import { FinharborError } from '@finharbor/kernel';
import { createTransport } from 'nodemailer';
import type { Outgoing, Send } from './domain.ts';

/** The mail server messages leave by. */
export type MailSettings = {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte on, `starttls` or no message at all, or `none`: for a server on this machine. */
  readonly security: 'tls' | 'starttls' | 'none';
  /** The address that messages come from. */
  readonly from: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
};

/** A sender by SMTP (RFC 5321), and the end of its connections. */
export type MailSender = { readonly send: Send; readonly close: () => void };

const timeoutMs = 5_000;

/** Sends messages by mail: title and link in both languages, nothing else. Errors: `channel.undelivered`. */
export function mailSender({ host, port, security, from, user, password }: MailSettings): MailSender {
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    pool: true,
    maxConnections: 2,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // A message is put together from its parts here; it reads no file and no address.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
  });
  return {
    async send(target, message) {
      const { subject, text } = mailOf(message);
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: target },
          subject,
          text,
          messageId: `<${message.id}@finharbor.invalid>`,
          headers: { 'auto-submitted': 'auto-generated' },
        });
      } catch (cause) {
        throw new FinharborError({
          code: 'channel.undelivered',
          publicMessage: 'The mail server did not take the message.',
          cause,
        });
      }
    },
    close: () => transport.close(),
  };
}

/** A message as mail: Chinese first, for that is what most of its readers read. */
function mailOf({ title, url, code }: Outgoing): { readonly subject: string; readonly text: string } {
  const lines = code === undefined ? [url] : [code, url];
  return { subject: `${title.zh} · ${title.en}`, text: [title.zh, title.en, '', ...lines, ''].join('\n') };
}
