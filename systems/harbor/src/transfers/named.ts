import type { DataAddress } from '@finharbor/dataspace';
import { z } from 'zod';
import type { Body } from '../documents.ts';

/** The endpoint type of a computation: a session of the parties' nodes, in which data is used and not shown. */
const computationEndpoint = 'urn:finharbor:endpoint:computation';

/** The format of transfers that are computations. */
export const fusionFormat = 'Finharbor-Fusion';

/** The attempt of a job that a transfer is for. */
export type NamedJob = Pick<Body<'job'>, 'job' | 'attempt' | 'session'>;

const names = {
  job: 'urn:finharbor:job',
  attempt: 'urn:finharbor:attempt',
  session: 'urn:finharbor:session',
} as const;
const named: z.ZodType<NamedJob> = z.object({
  job: z.uuid(),
  attempt: z.coerce.number().pipe(z.int().min(1).max(1_000_000)),
  session: z.uuid(),
});

/** An address that says which attempt of which job it is for, whatever else it says. */
export function addressFor(
  { job, attempt, session }: NamedJob,
  address: DataAddress = { endpointType: computationEndpoint },
): DataAddress {
  return {
    ...address,
    endpointProperties: [
      ...(address.endpointProperties ?? []),
      { name: names.job, value: job },
      { name: names.attempt, value: String(attempt) },
      { name: names.session, value: session },
    ],
  };
}

/** The attempt that an address is for; undefined where it names none. */
export function jobNamedBy(address: DataAddress | undefined): NamedJob | undefined {
  const of = (name: string): string | undefined =>
    address?.endpointProperties?.find((property) => property.name === name)?.value;
  return named.safeParse({ job: of(names.job), attempt: of(names.attempt), session: of(names.session) }).data;
}
