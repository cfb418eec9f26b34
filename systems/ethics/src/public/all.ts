import type { PublicPages } from '@finharbor/portal';
import type { EthicsContext } from '../context.ts';
import { publicDeclarationPages } from './declarations.ts';
import { publicOpinionPages } from './pages.ts';
import { publicReportPages } from './reports.ts';

/** What the committee publishes on the site for everybody: opinions, the declaration with its forms, annual reports. */
export function publicEthicsPages(ctx: EthicsContext): readonly PublicPages[] {
  return [publicOpinionPages(ctx), publicDeclarationPages(ctx), publicReportPages(ctx)];
}
