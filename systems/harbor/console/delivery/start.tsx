import { type ContractView, type DeliveryWay, waysOf } from '@finharbor/harbor/contract';
import { Button, ConfirmDialog, RadioGroup, useText } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { useProduct } from '../catalogue/products.ts';

/** The consumer's analyst has the rows of a contract's product delivered. */
export function StartDelivery({ contract }: { readonly contract: ContractView }): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const [picked, setPicked] = useState<DeliveryWay>();
  const [key] = useState(() => crypto.randomUUID());
  const text = useText('delivery');
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: product } = useProduct(contract.body.products[0]!);
  const ways = product ? waysOf(product.body) : [];
  const way = picked ?? ways[0];
  const start = useMutation({
    mutationFn: async (chosen: DeliveryWay) =>
      (
        await node.postDelivery({
          params: { id: contract.id },
          body: { way: chosen },
          idempotencyKey: `${key}${chosen}`,
        })
      ).body.job,
    onSuccess: async (job) => {
      await client.invalidateQueries({ queryKey: ['harbor'] });
      await navigate({ to: `/app/jobs/${job}` });
    },
  });
  return (
    <>
      <Button variant="primary" isDisabled={way === undefined} onPress={() => setAsked(true)}>
        {text('start')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={text('start')}
        body={
          <>
            <p className="mb-4">{text('startBody')}</p>
            {ways.length > 1 && (
              <RadioGroup
                label={text('startWay')}
                name="way"
                selected={way}
                onChange={setPicked}
                options={ways.map((id) => ({ id, label: text(`way.${id}`) }))}
              />
            )}
          </>
        }
        confirmLabel={text('start')}
        pending={start.isPending}
        error={start.error}
        onConfirm={() => way && start.mutate(way)}
      />
    </>
  );
}
