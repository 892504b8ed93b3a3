/** What the automation did, beside its drawing; what failed is tried again from here. */
import { Drawer } from 'antd';
import { useAutomations } from '@/runtime/automations/queries';
import { Runs } from '@/runtime/automations/Runs';
import { Empty, Failed, Loading } from '@/ui/notice';
import { useDesignPlace } from '../lib/place';
import { useT } from '../words';
import '@/runtime/automations/automations.css';
import './words';

export function RunLog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { app, id } = useDesignPlace();
  const list = useAutomations(app);
  const item = list.data?.items.find((one) => one.key === id);
  return (
    <Drawer open title={t('automation.log')} size={720} onClose={onClose}>
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && (item ? <Runs app={app} item={item} /> : <Empty icon="history" title={t('automation.no_runs')} />)}
    </Drawer>
  );
}
