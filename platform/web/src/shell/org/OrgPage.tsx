/** The organisation: members, departments, roles. */
import { useTranslation } from '@/locales/useTranslation';
import { useSearchParams } from 'react-router';
import { Page } from '@/ui/page';
import { Tabs } from '@/ui/Tabs';
import { bring } from '@/locales';
import { ApiKeys } from '../ApiKeys';
import { Calendar } from './Calendar';
import { Channels } from './Channels';
import { Departments } from './Departments';
import { Members } from './Members';
import { Roles } from './Roles';
import { Secrets } from './Secrets';
import words from './org.words.json';

bring(words);

export function OrgPage() {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  return (
    <Page title={t('nav.org')}>
      <div className="org">
        <Tabs
          label={t('nav.org')}
          active={address.get('tab') ?? 'members'}
          onChange={(tab) => setAddress({ tab }, { replace: true })}
          tabs={[
            { key: 'members', label: t('org.members'), content: <Members /> },
            { key: 'departments', label: t('org.departments'), content: <Departments /> },
            { key: 'roles', label: t('org.roles'), content: <Roles /> },
            { key: 'channels', label: t('channels.title'), content: <Channels /> },
            { key: 'keys', label: t('keys.title'), content: <ApiKeys /> },
            { key: 'secrets', label: t('secrets.title'), content: <Secrets /> },
            { key: 'calendar', label: t('org.calendar'), content: <Calendar /> },
          ]}
        />
      </div>
    </Page>
  );
}
