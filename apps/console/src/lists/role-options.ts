import { rolesAt } from '@finharbor/access/contract';
import { type Option, useText } from '@finharbor/ui';
import { usePlace } from '@finharbor/ui/screens';

/** Every role that accounts of this place can have. */
export function useRoleOptions(): readonly Option[] {
  const text = useText('shell');
  const roles =
    usePlace().role === 'hub' ? [...rolesAt.hub, ...rolesAt.firm, ...rolesAt.person] : rolesAt.node;
  return roles.map((id) => ({ id, label: text(`role.${id}`) }));
}
