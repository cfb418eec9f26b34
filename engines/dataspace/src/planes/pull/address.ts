import type { DataAddress } from '../../domain.ts';
import { type CallOptions, call } from '../call.ts';
import { tokenAnswerSchema } from './renew.ts';

const mostAnswerBytes = 65_536;

/** A property of an address; undefined where it has none of that name. */
export function propertyOf(address: DataAddress, name: string): string | undefined {
  return address.endpointProperties?.find((one) => one.name === name)?.value;
}

/** The address with a fresh token; undefined where it cannot be renewed or the provider does not renew it. */
export async function renewedAddress(
  address: DataAddress,
  options: CallOptions,
): Promise<DataAddress | undefined> {
  const url = propertyOf(address, 'refreshEndpoint');
  const renewal = propertyOf(address, 'refreshToken');
  if (url === undefined || renewal === undefined) return undefined;
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: renewal });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await call({ method: 'POST', url, headers, body: form.toString() }, options);
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    text += chunk as string;
    if (text.length > mostAnswerBytes) return undefined;
  }
  if (answer.statusCode !== 200) return undefined;
  const { access_token: token } = tokenAnswerSchema.parse(JSON.parse(text));
  const others = (address.endpointProperties ?? []).filter(({ name }) => name !== 'authorization');
  return { ...address, endpointProperties: [...others, { name: 'authorization', value: token }] };
}
