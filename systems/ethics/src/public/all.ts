import type { PublicPages } from '@finharbor/portal';
import type { EthicsContext } from '../context.ts';
import { publicDeclarationPages } from './declarations.ts';
import { publicFirmPages } from './firms.ts';
import { publicOpinionPages } from './pages.ts';
import { publicReportPages } from './reports.ts';

/** What the committee publishes on the site for everybody: opinions, firms and how they are rated, the declaration with its forms, annual reports. */
export function publicEthicsPages(ctx: EthicsContext): readonly PublicPages[] {
  return [publicOpinionPages(ctx), publicFirmPages(ctx), publicDeclarationPages(ctx), publicReportPages(ctx)];
}
