import { likeText } from '@finharbor/kernel/words';
import type { EthicsContext } from '../context.ts';
import { lineOf } from '../review/opinions.ts';
import type { OpinionLine } from '../review/routes.ts';
import type { Stage } from '../words.ts';

/** Which published opinions are asked for: the latest first, or in the order of numbers after one of them. */
export type OpinionQuery = {
  readonly number?: string | undefined;
  readonly stage?: Stage | undefined;
  /** A part of the names of firm or product, or the beginning of a number or code. */
  readonly text?: string | undefined;
  readonly before?: { readonly atMs: bigint; readonly number: string } | undefined;
  readonly afterNumber?: string | undefined;
  readonly limit: number;
};

/** The published opinions that fit. */
export async function publishedOpinions(
  { db }: Pick<EthicsContext, 'db'>,
  { number, stage, text, before, afterNumber, limit }: OpinionQuery,
): Promise<readonly OpinionLine[]> {
  const rows = await db
    .selectFrom('ethics_review')
    .selectAll()
    .where('issued_at_ms', 'is not', null)
    .$if(number !== undefined, (all) => all.where('number', '=', number!))
    .$if(stage !== undefined, (all) => all.where('stage', '=', stage!))
    .$if(text !== undefined, (all) =>
      all.where(({ or, eb }) =>
        or([
          eb('firm_name', 'ilike', `%${likeText(text!)}%`),
          eb('product', 'ilike', `%${likeText(text!)}%`),
          eb('number', 'like', `${likeText(text!.trim().toUpperCase())}%`),
          eb('firm', 'like', `firm:${likeText(text!.trim().toUpperCase())}%`),
        ]),
      ),
    )
    .$if(before !== undefined, (all) =>
      all.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('issued_at_ms', 'number'), '<', tuple(before!.atMs, before!.number)),
      ),
    )
    .$if(afterNumber !== undefined, (all) => all.where('number', '>', afterNumber!).orderBy('number'))
    .$if(afterNumber === undefined, (all) => all.orderBy('issued_at_ms', 'desc').orderBy('number', 'desc'))
    .limit(limit)
    .execute();
  return rows.map(lineOf);
}
