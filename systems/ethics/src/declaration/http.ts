import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { EthicsContext } from '../context.ts';
import { personOf } from '../person.ts';
import { adopt, declarations, sign, signatures, withdraw } from './declare.ts';
import * as routes from './routes.ts';

/** The endpoints of the declaration. */
export function declarationEndpoints(ctx: EthicsContext): readonly Endpoint[] {
  return [
    endpoint(routes.listDeclarations, async () => ({
      status: 200,
      body: { items: await declarations(ctx) },
    })),
    endpoint(routes.postDeclaration, async ({ body }) => ({ status: 201, body: await adopt(ctx, body) })),
    endpoint(routes.listSignatures, async () => ({ status: 200, body: { items: await signatures(ctx) } })),
    endpoint(routes.postSignature, async ({ body: { document }, caller, about }) => {
      about({ document: document.id });
      return { status: 201, body: await sign(ctx, { firm: personOf(caller).party, document }) };
    }),
    endpoint(routes.postWithdrawal, async ({ params: { id }, caller }) => ({
      status: 200,
      body: await withdraw(ctx, { firm: personOf(caller).party, id }),
    })),
  ];
}
