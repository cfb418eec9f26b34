import { type SignedDocument, signDocument, verifyDocument } from '@finharbor/access';
import { type Bodies, hubRoutes, type NodeContext, peerOf, refreshPeers } from '@finharbor/harbor';
import { codeOf, fail, fingerprint, type Json, parsePublicKey } from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import type { NodeConfig } from './config.ts';
import { hubParty } from './hub.ts';

const hubRetryMs = 500;

/** Pins the hub by the fingerprint in this node's own configuration. Errors: `hub.fingerprint_differs`. */
export async function pinHub(ctx: NodeContext, config: NodeConfig, signal: AbortSignal): Promise<void> {
  const docs = await untilHubAnswers(() => ctx.hub.directory(), signal);
  const doc = docs.find(({ issuer }) => issuer === hubParty);
  const body = doc?.body as unknown as Bodies['enrolment'] | undefined;
  const actual = body && fingerprint(parsePublicKey(body.publicKey));
  const signed = doc && body && verifyDocument(doc, () => parsePublicKey(body.publicKey)).kind === 'valid';
  if (!signed || actual?.replaceAll(' ', '') !== config.hubFingerprint.replaceAll(' ', ''))
    fail(
      'hub.fingerprint_differs',
      `The hub at ${config.hubUrl} does not hold the key this node's configuration names.`,
    );
  await ctx.store.peers.pin(peerOf(body, ctx.clock.nowMs()));
}

/** Where this node is reached, and what it signs checkpoints with. */
export type OwnFace = { readonly config: NodeConfig; readonly url: string; readonly noteKey: string };

/** Asks the hub to be enrolled under this node's key and present addresses, and follows peers that have moved. */
export async function enrol(ctx: NodeContext, face: OwnFace, signal: AbortSignal): Promise<void> {
  const doc = enrolmentOf(ctx, face);
  await ctx.store.peers.pin(peerOf(doc.body as unknown as Bodies['enrolment'], ctx.clock.nowMs()));
  const client = typedClient({ post: hubRoutes.postEnrolment }, face.config.hubUrl);
  await untilHubAnswers(() => client.post({ body: doc }), signal);
  await refreshPeers(ctx);
}

function enrolmentOf(ctx: NodeContext, { config, url, noteKey }: OwnFace): SignedDocument {
  const body: Bodies['enrolment'] = {
    party: ctx.party,
    name: config.name,
    publicKey: ctx.key.publicKey,
    linkHost: ctx.link.address.host,
    linkPort: ctx.link.address.port,
    url,
    registrar: config.registrar,
    noteKey,
    demo: config.demo,
  };
  return signDocument(ctx.key, {
    type: 'enrolment',
    issuer: ctx.party,
    audience: ['*'],
    body: body as unknown as { [key: string]: Json },
    issuedAtMs: ctx.clock.nowMs(),
  });
}

/** Tries until the hub is up; any answer of the hub, also a refusal, ends the waiting. */
async function untilHubAnswers<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (codeOf(error) !== 'client.unreachable') throw error;
      signal.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, hubRetryMs));
    }
  }
}
