/** Before a document goes: in words, what goes with it; or what keeps it. */
import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import { api, url } from '@/core/api';
import { useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';
import { useRemove, type Removal, type Which } from './queries';
import './removal.css';

export default function RemoveDialog({ app, which, onClose }: { app: string; which: Which; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useRemove(app);
  const found = useQuery({ queryKey: ['design', app, 'removal', which.kind, which.key], queryFn: () => api.get<Removal>(url`/apps/${app}/documents/${which.kind}/${which.key}/removal`), gcTime: 0 });
  const isUsed = found.data !== undefined && found.data.used_by.length + found.data.others > 0;
  const yes = () => {
    remove.mutate(which);
    onClose();
  };
  return (
    <Modal
      open
      title={t(isUsed ? 'removal.still_used' : 'removal.title', { name: which.name })}
      okText={t('delete')}
      okButtonProps={{ danger: true, disabled: !found.data, style: isUsed ? { display: 'none' } : {} }}
      cancelText={t(isUsed ? 'close' : 'cancel')}
      onOk={yes}
      onCancel={onClose}
    >
      {found.isError && <Failed error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Loading />}
      {found.data && (isUsed ? <StillUsed app={app} removal={found.data} /> : <Goes which={which} removal={found.data} />)}
    </Modal>
  );
}

function StillUsed({ app, removal }: { app: string; removal: Removal }) {
  const { t } = useTranslation();
  return (
    <div className="removal">
      <p>{t('removal.still_used_help')}</p>
      <Named of={removal.used_by} to={(one) => `/apps/${app}/design/${one.kind}/${one.key}`} />
      {removal.others > 0 && <p className="muted">{t('removal.others', { n: removal.others })}</p>}
    </div>
  );
}

function Goes({ which, removal }: { which: Which; removal: Removal }) {
  const { t } = useTranslation();
  return (
    <div className="removal">
      <p>{t('removal.at_once')}</p>
      <ul className="removal-said">
        {removal.records > 0 && <li>{t('removal.records', { n: removal.records })}</li>}
        {removal.runs > 0 && <li>{t('removal.runs', { n: removal.runs })}</li>}
        {which.kind === 'flow' && <li>{t('removal.runs_go_on')}</li>}
        {which.kind === 'ledger' && <li>{t('removal.ledger')}</li>}
        {which.kind === 'automation' && <li>{t('removal.automation')}</li>}
      </ul>
      {removal.along.length > 0 && (
        <>
          <p>{t('removal.along')}</p>
          <Named of={removal.along} />
        </>
      )}
      <p className="muted">{t('removal.kept')}</p>
    </div>
  );
}

type Document = Removal['along'][number];

function Named({ of, to }: { of: readonly Document[]; to?: (one: Document) => string }) {
  const { t } = useTranslation();
  const words = useWords();
  const name = (one: Document): ReactNode => words(one.title) || one.key;
  return (
    <ul className="removal-named">
      {of.map((one) => (
        <li key={`${one.kind}/${one.key}`}>
          {to ? <Link to={to(one)}>{name(one)}</Link> : name(one)}
          <em>{t(`removal.kind_${one.kind}`)}</em>
        </li>
      ))}
    </ul>
  );
}
