import { admitted, declared, reviewed, titled } from './admission.ts';
import type { Cast } from './cast.ts';
import { verified } from './certificate.ts';
import { exited } from './exit.ts';
import { supervised } from './public.ts';
import { recorded, watched } from './watched.ts';

const name = '票据智能核验 Bills checked by machine';

/** Declaration, admission, disclosure with data and models, complaints and what the public says, watch over risks, exit, and a certificate that anybody verifies. */
export async function nineStages(cast: Cast): Promise<void> {
  const id = await declared(cast, name);
  await reviewed(cast, id);
  const number = await admitted(cast, id);
  await recorded(cast, number);
  await supervised(cast, number);
  await watched(cast, number);
  await exited(cast, number, name);
  await verified(cast, { number, title: titled(name) });
}
