import { defineRoute, emptyBody, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { shared } from '../schemas.ts';
import type { ChannelName, ChannelSetting } from './domain.ts';
import type { ChannelSettings, ChannelWish } from './settings.ts';

type ByChannel = { readonly channel: ChannelName };
type SetChannel = ChannelSetting & { readonly secret: string | null };

const channelName: z.ZodType<ChannelName, ChannelName> = z.enum(['mail', 'webhook']);
const byChannel = z.strictObject({ channel: channelName });
const setting = {
  channel: channelName,
  target: z.string(),
  kinds: z.array(z.string()).readonly(),
  isConfirmed: z.boolean(),
};

/** `GET /notice-channels`: how the caller is told of notices outside of the page, and what is offered here. */
export const listChannels: Route<{ replies: { 200: ChannelSettings } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/notice-channels',
  summary: { en: 'How I am told', zh: '我的通知渠道' },
  responses: {
    200: z.strictObject({
      offered: z.array(channelName).readonly(),
      channels: z.array(z.strictObject(setting)).readonly(),
    }),
  },
  errors: [],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: { none: 'own' },
});

/** `PUT /notice-channels/:channel`: where to send what; a new address is confirmed by a code first. */
export const putChannel: Route<{
  params: ByChannel;
  body: ChannelWish;
  replies: { 200: SetChannel };
}> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/notice-channels/:channel',
  summary: { en: 'Set up a channel', zh: '设置通知渠道' },
  description: {
    en: 'A webhook is sent a POST with JSON. Its header finharbor-signature is "sha256=" and the HMAC-SHA256 of the body, in hex, keyed by the secret answered here; finharbor-delivery is the same at every try. Any 2xx is taken for received; redirects are not followed.',
    zh: 'Webhook 以 POST 发送 JSON。请求头 finharbor-signature 为 "sha256=" 加正文的 HMAC-SHA256（十六进制），密钥为本接口返回的 secret；finharbor-delivery 在重试时不变。返回 2xx 视为已接收，不跟随重定向。',
  },
  params: byChannel,
  body: z.strictObject({
    target: textSchema(500, 3),
    kinds: z.array(textSchema(60, 1)).max(40).readonly(),
  }),
  responses: {
    200: z.strictObject({
      ...setting,
      secret: z.string().nullable().meta({ description: 'Of a webhook until it is confirmed' }),
    }),
  },
  errors: ['channel.not_offered', 'channel.bad_target', 'channel.too_soon'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'channel.set',
});

/** `POST /notice-channels/:channel/confirmation`: confirm an address by the code that came there. */
export const postConfirmation: Route<{
  params: ByChannel;
  body: { readonly code: string };
  replies: { 204: undefined };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/notice-channels/:channel/confirmation',
  summary: { en: 'Confirm a channel', zh: '验证通知渠道' },
  params: byChannel,
  body: z.strictObject({ code: textSchema(20, 1) }),
  responses: { 204: emptyBody() },
  errors: ['channel.not_found', 'channel.wrong_code'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'channel.confirm',
});

/** `DELETE /notice-channels/:channel`: send nothing that way any more. */
export const deleteChannel: Route<{ params: ByChannel; replies: { 204: undefined } }> = defineRoute({
  ...shared,
  method: 'DELETE',
  path: '/notice-channels/:channel',
  summary: { en: 'Remove a channel', zh: '移除通知渠道' },
  params: byChannel,
  responses: { 204: emptyBody() },
  errors: ['channel.not_found'],
  access: [{ role: '*', over: 'self' }],
  openToUnverified: true,
  audit: 'channel.remove',
});
