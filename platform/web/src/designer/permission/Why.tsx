/** Why a member can or cannot: of a member, an action, a field and a record, what each group says. */
import { useQuery } from '@tanstack/react-query';
import { Drawer, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { api, url } from '@/core/api';
import type { Condition, PersonValue } from '@/core/documents';
import type { Page, RecordSummary } from '@/core/wire';
import type { components } from '@/generated/api';
import { BY_LABEL } from '@/ui/by-label';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Empty, Failed, Loading } from '@/ui/notice';
import { PersonSelect } from '@/ui/PersonSelect';
import { RemoteSelect } from '@/ui/RemoteSelect';
import { conditionInWords } from '../lib/condition-words';
import { Labelled } from '../lib/Labelled';
import { useValueNames } from '../lib/value-names';
import { useT } from '../words';
import { actionsOf } from './actions';
import { usePermission } from './context';
import { placesOf } from './shape';
import './words';

type Explanation = components['schemas']['Explanation'];
type Because = Explanation['because'][number];
const FOUND = 20;

export function Why({ flush, onClose }: { flush: () => Promise<number>; onClose: () => void }) {
  const t = useT();
  const words = useWords();
  const isPhone = useIsPhone();
  const { app, target } = usePermission();
  const [member, setMember] = useState<PersonValue | null>(null);
  const [field, setField] = useState<string | null>(null);
  const [action, setAction] = useState('view');
  const [record, setRecord] = useState<{ id: string; title: string } | null>(null);
  const [isDraft, setDraft] = useState(false);
  const [isSaved, setSaved] = useState(false);
  useEffect(() => void flush().then(() => setSaved(true), () => setSaved(true)), [flush]); // as in ViewAs
  const asked = { member: member?.id, field: field ?? undefined, action, record: record?.id, draft: isDraft || undefined };
  const at = target.on === 'form' ? url`/apps/${app}/forms/${target.id}` : url`/apps/${app}/ledgers/${target.id}`;
  const told = useQuery({ queryKey: ['design', app, 'explain', target.id, asked], queryFn: () => api.get<Explanation>(`${at}/explain`, { query: asked }), enabled: member !== null && isSaved, gcTime: 0, retry: false });
  const { plain, life } = actionsOf(target);
  const places = placesOf(target);
  const labelOf = (path: string) => {
    const place = places.find((one) => one.path === path);
    const parent = places.find((one) => one.path === place?.parent);
    return (parent ? `${words(parent.label)} · ` : '') + (words(place?.label) || path);
  };
  return (
    <Drawer open title={t('perm.why')} size={isPhone ? '100%' : 560} onClose={onClose}>
      <div className="pm-why">
        <Labelled name={t('perm.as_member')}>{(id) => <PersonSelect id={id} kind="member" value={member} onChange={setMember} placeholder={t('perm.choose_member')} />}</Labelled>
        <div className="pm-why-two">
          <Labelled name={t('perm.why_action')}>{(id) => <Select id={id} style={{ width: '100%' }} value={action} options={[...plain, ...life].map((one) => ({ value: one, label: t(`perm.act_${one}`, { defaultValue: one }) }))} onChange={setAction} />}</Labelled>
          <Labelled name={t('perm.why_field')}>{(id) => <Select id={id} style={{ width: '100%' }} allowClear showSearch={BY_LABEL} placeholder={t('perm.any_field')} value={field} options={places.map((one) => ({ value: one.path, label: labelOf(one.path) }))} onChange={(next?: string) => setField(next ?? null)} />}</Labelled>
        </div>
        {target.on === 'form' && (
          <Labelled name={t('perm.why_record')} hint={t('perm.why_record_hint')}>
            {(id) => (
              <RemoteSelect<RecordSummary>
                id={id}
                value={record}
                listKey={['why', app, target.id]}
                placeholder={t('perm.any_record')}
                load={async (search, signal) => {
                  const found = await api.post<Page<RecordSummary>>(`${at}/records/query`, { search: search || undefined, fields: [], limit: FOUND }, { signal });
                  return found.items.map((item) => ({ id: item.id, title: item.title || item.id, item }));
                }}
                onChange={(choice) => setRecord(choice ? { id: choice.id, title: choice.title } : null)}
              />
            )}
          </Labelled>
        )}
        <Segmented size="small" aria-label={t('perm.by_which')} value={isDraft ? 'draft' : 'published'} onChange={(next) => setDraft(next === 'draft')} options={[{ value: 'draft', label: t('perm.by_draft') }, { value: 'published', label: t('perm.by_published') }]} />
        {member === null ? <Empty icon="search" title={t('perm.why_empty')} /> : told.isError ? <Failed error={told.error} onRetry={() => void told.refetch()} /> : told.data ? <Told told={told.data} action={t(`perm.act_${action}`, { defaultValue: action })} field={field === null ? '' : labelOf(field)} /> : <Loading />}
      </div>
    </Drawer>
  );
}

function Told({ told, action, field }: { told: Explanation; action: string; field: string }) {
  const t = useT();
  const { member } = told;
  const what = field ? t('perm.what_field', { action, field }) : action;
  const state = told.allowed ? 'yes' : told.known ? 'no' : 'unknown';
  const facts = [member.roles.join('、'), member.departments.join('、')].filter(Boolean).join(' · ');
  // What decides comes first; groups that do not name the member come last.
  const rank = (one: Because) => (one.decides === 'allows' ? 0 : one.decides === 'not_in_group' || one.decides === 'disabled' ? 2 : 1);
  return (
    <div className="pm-told" role="status">
      <p className={`pm-verdict is-${state}`}>
        <Icon name={state === 'yes' ? 'check_circle' : 'error'} size={16} />
        <strong>{t(`perm.verdict_${state}`, { name: member.name, what })}</strong>
      </p>
      {facts && <p className="fd-hint">{t('perm.they_are', { name: member.name, facts })}</p>}
      <ul>
        {[...told.because].sort((a, b) => rank(a) - rank(b)).map((one) => <Reason key={one.group} one={one} told={told} />)}
      </ul>
    </div>
  );
}

function Reason({ one, told }: { one: Because; told: Explanation }) {
  const t = useT();
  const words = useWords();
  const { named } = usePermission();
  const nameOf = useValueNames();
  const isIn = one.decides !== 'not_in_group' && one.decides !== 'disabled';
  const say = (condition: Condition) => conditionInWords(condition, { named, t, words, most: Infinity, nameOf });
  const rows = one.rows as unknown as Condition | null; // a condition, as the document has it
  const via = one.via.map((by) => t(`perm.via_${by.kind}`, { name: by.name }));
  return (
    <li className={one.decides === 'allows' ? 'is-yes' : isIn ? 'is-no' : 'is-out'}>
      <strong>{one.words}</strong>
      {isIn && via.length > 0 && <span>{t('perm.in_by', { via: via.join('、') })}</span>}
      {isIn && rows && one.holds.length === 0 && <span>{t('perm.rows_are', { rows: say(rows) })}</span>}
      {one.holds.length > 0 && rows && (
        <ul className="pm-holds" aria-label={t('perm.rows')}>
          {one.holds.map((holds, at) => (
            <li key={at} className={holds ? 'is-yes' : 'is-no'}>
              <Icon name={holds ? 'check' : 'close'} size={12} />
              {say({ cond: [rows.cond[at]!] })}
              <small>{t(holds ? 'perm.holds' : 'perm.holds_not')}</small>
            </li>
          ))}
          {rows.cond.length > 1 && <li className="pm-rel">{t(rows.rel === 'or' ? 'perm.needs_any' : 'perm.needs_all')}</li>}
        </ul>
      )}
      {isIn && rows && /"departments(_below)?"/.test(JSON.stringify(rows)) && <span>{t('perm.departments_are', { name: told.member.name, list: told.member.departments_below.join('、') || t('perm.no_departments') })}</span>}
    </li>
  );
}
