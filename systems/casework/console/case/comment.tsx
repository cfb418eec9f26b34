import type { CaseView } from '@finharbor/casework/contract';
import { Button, Checkbox, Form, TextArea, useLanguage, useText } from '@finharbor/ui';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { cases } from '../api.ts';
import { faultIn } from '../form/fault.ts';
import { useKept } from './kept.ts';

/** Says something about the case, to everybody with it or within the office. */
export function Comment({ one: { id, may } }: { readonly one: CaseView }): ReactElement {
  const text = useText('cases');
  const { language } = useLanguage();
  const [said, setSaid] = useState('');
  const [isInternal, setInternal] = useState(may.internal);
  const keep = useKept(id);
  const comment = useMutation({
    mutationFn: async () =>
      (await cases.postComment({ params: { id }, body: { text: said, ...(may.internal && { isInternal }) } }))
        .body,
    onSuccess(next) {
      setSaid('');
      keep(next);
    },
  });
  return (
    <Form onSubmit={() => comment.mutate()} error={faultIn(comment.error, language)}>
      <TextArea label={text('comment')} name="text" value={said} onChange={setSaid} isRequired />
      {may.internal && (
        <Checkbox name="isInternal" isSelected={isInternal} onChange={setInternal}>
          {text('internal')}
        </Checkbox>
      )}
      <Button type="submit" pending={comment.isPending}>
        {text('sendComment')}
      </Button>
    </Form>
  );
}
