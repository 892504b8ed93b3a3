/** The documents that use something, by kind: each leads to where it is designed. */
import { Link } from 'react-router';
import type { Words } from '@/core/words';
import { useWords } from '@/ui/hooks';
import { useT } from '../words';
import './uses.css';

export interface User {
  kind: string;
  key: string;
  title: Words;
}

interface UseListProps<U extends User> {
  app: string;
  users: readonly U[];
  /** What of it uses it, in words. */
  partsOf?: ((use: U) => string) | undefined;
}

export function UseList<U extends User>({ app, users, partsOf }: UseListProps<U>) {
  const t = useT();
  const words = useWords();
  return (
    <div className="use-list">
      {[...new Set(users.map((one) => one.kind))].map((kind) => (
        <section key={kind}>
          <h4>{t(`uses.kind_${kind}`, { defaultValue: kind })} <em>{users.filter((one) => one.kind === kind).length}</em></h4>
          <ul>
            {users.filter((one) => one.kind === kind).map((one) => {
              const parts = partsOf?.(one);
              return (
                <li key={one.key}>
                  <Link to={designOf(app, one)}>{words(one.title) || one.key}</Link>
                  {parts && <span className="fd-muted">{parts}</span>}
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}

const designOf = (app: string, { kind, key }: User): string => (kind === 'report' ? `/apps/${app}/reports/${key}` : kind === 'permission' ? `/apps/${app}/design` : `/apps/${app}/design/${kind}/${key}`);
