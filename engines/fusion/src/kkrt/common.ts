import type { Run } from '../intersect/session.ts';
import { inTurns, turn } from '../kernels/turns.ts';
import { u32 } from '../ot/keystream.ts';
import { inconsistent, receiveExactly } from '../ot/wire.ts';
import { digestBytes } from './parameters.ts';
import { dealTags, newTags, receiveTags, sendTags, type Tags } from './tags.ts';

/*
 * Where both learn, the receiver says which identifiers it found, by digests that the sender has of its own: nothing in them depends
 * on the bins, which would tell about the receiver's other identifiers, or on the order of its rows.
 */

/** Bytes of a digest that are sent: 2^24 of them are distinct except with probability 2^-49. */
const width = 12;

/** Tells the sender which items both hold. */
export async function tellCommon(run: Run, digests: number, common: Uint8Array): Promise<void> {
  const count = common.reduce((sum, mark) => sum + mark, 0);
  await run.channel.send('kkrt/common/count', u32(count));
  const tags = await tagsOf(run, digests, { count, has: (item) => common[item] === 1 });
  await sendTags(run.channel, 'kkrt/common', tags);
}

/** Hears it. Errors: `fusion.inconsistent` where the receiver names what the sender does not hold. */
export async function hearCommon(run: Run, digests: number): Promise<Uint8Array> {
  const { channel, messages } = run;
  const said = await receiveExactly(channel, 'kkrt/common/count', 4);
  const count = new DataView(said.buffer, said.byteOffset).getUint32(0, true);
  if (count > messages.count) inconsistent(channel, 'it claims more identifiers than were offered');
  const own = await tagsOf(run, digests, { count: messages.count, has: () => true });
  const common = await receiveTags(channel, 'kkrt/common', { own, count, items: messages.count });
  if (common.reduce((sum, mark) => sum + mark, 0) !== count)
    inconsistent(channel, 'it claims an identifier that was not offered');
  return common;
}

type Chosen = { readonly count: number; readonly has: (item: number) => boolean };

async function tagsOf({ arena, messages }: Run, digests: number, { count, has }: Chosen): Promise<Tags> {
  const tags = newTags(arena, { count, width });
  const mark = arena.mark();
  const entries = arena.allocate(4 * turn);
  await inTurns(messages.count, (first, part) => {
    const words = arena.words(entries, part);
    for (let k = 0; k < part; k++) words[k] = has(first + k) ? first + k + 1 : 0;
    dealTags(tags, { at: digests + digestBytes * first, blocks: 1, entries, count: part });
  });
  arena.release(mark);
  return tags;
}
