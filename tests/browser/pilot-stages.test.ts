import { test } from 'node:test';
import { stage } from '../harness/stage.ts';
import { admitted, declared, reviewed } from './pilot/admission.ts';
import { castOf } from './pilot/cast.ts';
import { exited } from './pilot/exit.ts';
import { supervised } from './pilot/public.ts';
import { recorded, watched } from './pilot/watched.ts';

const { harbor, browser } = stage(100);

test('one project goes through the nine stages of the pilot, each done on screen by whoever does it', async () => {
  await using cast = castOf(harbor(), browser(), 'en');
  const name = '票据智能核验 Bills checked by machine';
  const id = await declared(cast, name);
  await reviewed(cast, id);
  const number = await admitted(cast, id);
  await recorded(cast, number);
  await supervised(cast, number);
  await watched(cast, number);
  await exited(cast, number, name);
});
