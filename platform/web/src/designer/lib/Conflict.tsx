/** Somebody else changed the draft: theirs, or mine. */
import { Button } from 'antd';
import { Alert } from '@/ui/Alert';
import { useT } from '../words';
import type { Autosave } from './autosave';

export function Conflict({ saving }: { saving: Autosave }) {
  const t = useT();
  if (saving.state !== 'conflict') return null;
  return (
    <Alert
      className="fd-conflict"
      type="warning"
     
      title={t('save.conflict')}
      description={t('save.conflict_help')}
      action={
        <span className="fd-row">
          <Button size="small" onClick={() => void saving.takeTheirs()}>{t('save.theirs')}</Button>
          <Button size="small" onClick={() => void saving.keepMine()}>{t('save.mine')}</Button>
        </span>
      }
    />
  );
}
