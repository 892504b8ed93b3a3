/** How many documents use a part; a click names them. */
import { Popup } from '@/ui/Popup';
import { UseList } from '../lib/UseList';
import { useT } from '../words';
import { useLedger, type Uses } from './context';
import type { Part } from './document';

export type Use = Uses['items'][number];

/** Of one part: postings are named apart, being called as fields often are. */
export const usersOf = (uses: Uses | undefined, part: Part, id: string | undefined): readonly Use[] => (id === undefined ? [] : (uses?.items ?? []).filter((one) => (part === 'postings' ? one.postings : one.parts).includes(id)));

export function UseCount({ users }: { users: readonly Use[] }) {
  const t = useT();
  const { app } = useLedger();
  if (users.length === 0) return null;
  return (
    <Popup kind="dialog" side="right" trigger={(opened) => <button type="button" className="ld-uses" {...opened}>{t('ledger.uses_n', { count: users.length })}</button>}>
      {() => (
        <div className="ld-users">
          <strong>{t('ledger.used_by')}</strong>
          <UseList app={app} users={users} />
        </div>
      )}
    </Popup>
  );
}
