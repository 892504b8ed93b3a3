/** How many documents use a part; a click names them. */
import { Popover } from 'antd';
import { Link } from 'react-router';
import { useWords } from '@/ui/hooks';
import { useT } from '../words';
import { useLedger, type Uses } from './context';
import type { Part } from './document';

export type Use = Uses['items'][number];

/** Of one part: postings are named apart, being called as fields often are. */
export const usersOf = (uses: Uses | undefined, part: Part, id: string | undefined): readonly Use[] => (id === undefined ? [] : (uses?.items ?? []).filter((one) => (part === 'postings' ? one.postings : one.parts).includes(id)));

export function UseCount({ users }: { users: readonly Use[] }) {
  const t = useT();
  if (users.length === 0) return null;
  return (
    <Popover trigger="click" placement="bottomRight" title={t('ledger.used_by')} content={<UseList users={users} />}>
      <button type="button" className="ld-uses">{t('ledger.uses_n', { count: users.length })}</button>
    </Popover>
  );
}

/** By kind: forms, reports, automations … each leads to where it is designed. */
export function UseList({ users, partsOf }: { users: readonly Use[]; partsOf?: (use: Use) => string }) {
  const t = useT();
  const words = useWords();
  const { app } = useLedger();
  return (
    <div className="ld-use-list">
      {[...new Set(users.map((one) => one.kind))].map((kind) => (
        <section key={kind}>
          <h4>{t(`ledger.kind_${kind}`, { defaultValue: kind })} <em>{users.filter((one) => one.kind === kind).length}</em></h4>
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

const designOf = (app: string, { kind, key }: Use): string => (kind === 'report' ? `/apps/${app}/reports/${key}` : kind === 'permission' ? `/apps/${app}/design` : `/apps/${app}/design/${kind}/${key}`);
