/** 流程管理 of an app, for administrators: what runs and what they do about it; how long things take. */
import { useTranslation } from '@/locales/useTranslation';
import { useParams, useSearchParams } from 'react-router';
import { useMe } from '@/runtime/session';
import { Empty } from '@/ui/notice';
import { Page } from '@/ui/page';
import { Tabs } from '@/ui/Tabs';
import { bring } from '@/locales';
import { FlowTimes } from './FlowTimes';
import { Runs } from './Runs';
import words from './runs.words.json';
import './flow-runs.css';

bring(words);

export function FlowRunsPage() {
  const { t } = useTranslation();
  const { app = '' } = useParams();
  const me = useMe();
  const [address, setAddress] = useSearchParams();
  return (
    <Page title={t('runs.title')} back={`/apps/${app}`}>
      {me.is_admin ? (
        <div className="flow-runs">
          <Tabs
            label={t('runs.title')}
            active={address.get('tab') ?? 'monitor'}
            onChange={(tab) => setAddress({ tab }, { replace: true })}
            tabs={[
              { key: 'monitor', label: t('runs.monitor'), content: <Runs app={app} /> },
              { key: 'times', label: t('runs.times'), content: <FlowTimes app={app} /> },
            ]}
          />
        </div>
      ) : (
        <Empty icon="flow" title={t('runs.not_yours')} />
      )}
    </Page>
  );
}
