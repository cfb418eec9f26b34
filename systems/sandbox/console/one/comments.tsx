import { EmptyState, Query, Section, useLanguage, useText } from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { OneComment } from '../office/one-comment.tsx';
import { useSupervision } from '../reading.ts';
import type { ProjectProps } from './page.tsx';

/** What the public has said of a project; the secretary shows it with an answer, or hides it. */
export function Comments({ one: { number } }: ProjectProps): ReactElement {
  const text = useText('pilot');
  const { language } = useLanguage();
  const isSecretary = useWho()?.roles.includes('operator') ?? false;
  return (
    <Section title={text('comments.title')}>
      <p className="mb-3">
        {/* The public site is no screen of the console. */}
        <a
          className="text-accent underline underline-offset-3"
          href={`/open/${language === 'zh-CN' ? 'zh' : 'en'}/pilots/${number}`}
        >
          {text('comments.publicPage')}
        </a>
      </p>
      <Query query={useSupervision(number)}>
        {({ comments }) =>
          comments.length === 0 ? (
            <EmptyState title={text('comments.none')} body={text('comments.noneHelp')} />
          ) : (
            <ul className="grid gap-3">
              {comments.map((comment) => (
                <li key={comment.id} id={`comment-${comment.id}`}>
                  <OneComment comment={comment} isSecretary={isSecretary} />
                </li>
              ))}
            </ul>
          )
        }
      </Query>
    </Section>
  );
}
