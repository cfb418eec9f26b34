import { getPlace, getSession, listDemoPeople } from '@finharbor/access/contract';
import { typedClient } from '@finharbor/kernel/contract';

/** What the first page asks for; it loads no other route. */
export const firstAsked = typedClient({ getPlace, getSession, listDemoPeople }, location.origin);
