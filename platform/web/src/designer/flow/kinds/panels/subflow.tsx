import { Button, Segmented, Select, Switch } from 'antd';
import type { FormDocument } from '@/core/documents';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { allFields } from '../../../lib/all-fields';
import { Labelled } from '../../../lib/Labelled';
import { useForms, useNamed, type Named } from '../../../lib/names';
import { useT } from '../../../words';
import { useFlowForm } from '../../context';
import type { PanelProps } from '../../kind';
import { useAppForms } from '../../../lib/app-forms';
import type { Settings, Source } from '../subflow';

export default function SubflowPanel({ node, patch }: PanelProps) {
  const t = useT();
  const words = useWords();
  const { form = '', each, submit = true, wait = true, rejected = 'wait' } = node as Settings;
  const forms = useAppForms();
  const options = (forms.data?.items ?? []).map((one) => ({ value: one.key, label: words(one.title), disabled: one.published === null }));
  return (
    <>
      <Labelled name={t('sub.form')}>
        {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={form || null} placeholder={t('set.form_hint')} showSearch={BY_LABEL} options={options} onChange={(next: string) => patch({ form: next, values: undefined, back: undefined })} />}
      </Labelled>
      <Each each={each} patch={patch} />
      <Values node={node} patch={patch} />
      <Labelled name={t('sub.submit')} hint={t('sub.submit_hint')} isBeside>{(id) => <Switch id={id} size="small" checked={submit} onChange={(on) => patch({ submit: on ? undefined : false })} />}</Labelled>
      <Labelled name={t('sub.wait')} isBeside>{(id) => <Switch id={id} size="small" checked={wait} onChange={(on) => patch(on ? { wait: undefined } : { wait: false, back: undefined, rejected: undefined })} />}</Labelled>
      {wait && (
        <>
          <Labelled name={t('sub.rejected')}>
            {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={rejected} options={(['wait', 'go_on', 'reject'] as const).map((one) => ({ value: one, label: t(`sub.rejected_${one}`) }))} onChange={(next: string) => patch({ rejected: next === 'wait' ? undefined : next })} />}
          </Labelled>
          <Back node={node} patch={patch} />
        </>
      )}
    </>
  );
}

/** One sub-flow, one a row, or one a member. */
function Each({ each, patch }: { each: Settings['each'] | undefined } & Pick<PanelProps, 'patch'>) {
  const t = useT();
  const words = useWords();
  const named = useNamed();
  const doc = useFlowForm();
  const subforms = doc.fields.filter((one) => one.type === 'subform').map((one) => ({ value: one.id, label: words(one.label) }));
  const members = named.filter((one) => one.field.type === 'member').map((one) => ({ value: one.path, label: one.label }));
  const mode = each?.rows !== undefined ? 'rows' : each?.members !== undefined ? 'members' : 'one';
  const choose = (next: string) => patch({ each: next === 'rows' ? { rows: subforms[0]?.value ?? '' } : next === 'members' ? { members: members[0]?.value ?? '' } : undefined, values: undefined, back: undefined });
  return (
    <>
      <Labelled name={t('sub.each')}>
        {() => <Segmented block size="small" value={mode} onChange={choose} options={[{ value: 'one', label: t('sub.each_single') }, { value: 'rows', label: t('sub.each_rows'), disabled: subforms.length === 0 }, { value: 'members', label: t('sub.each_members'), disabled: members.length === 0 }]} />}
      </Labelled>
      {mode !== 'one' && <Select size="small" style={{ width: '100%', marginBottom: 12 }} aria-label={t(`sub.each_${mode}`)} value={each?.rows ?? each?.members ?? null} options={mode === 'rows' ? subforms : members} onChange={(next: string) => patch({ each: { [mode]: next } })} />}
    </>
  );
}

function useChild(node: PanelProps['node']): FormDocument | undefined {
  const { form = '' } = node as Settings;
  return useForms([form]).get(form);
}

const MEMBER = '$member';

/** Which field of the new record gets which of ours. */
function Values({ node, patch }: PanelProps) {
  const t = useT();
  const words = useWords();
  const child = useChild(node);
  const named = useNamed();
  const { values = {}, each } = node as Settings;
  const pairs = Object.entries(values);
  const targets = (child?.fields ?? []).filter((one) => !['section', 'subform', 'formula', 'serial'].includes(one.type));
  const put = (next: [string, Source][]) => patch({ values: next.length > 0 ? Object.fromEntries(next) : undefined });
  const sources = [...(each?.members === undefined ? [] : [{ value: MEMBER, label: t('sub.the_member') }]), ...named.map((one) => ({ value: one.path, label: one.label }))];
  const free = targets.filter((one) => !(one.id in values));
  const add = () => put([...pairs, [free[0]!.id, { field: sources[0]?.value ?? '' }]]);
  return (
    <Labelled name={t('sub.values')} hint={t('sub.values_hint')}>
      {() => (
        <div className="fd-rows">
          {pairs.map(([to, source], at) => (
            <div className="fd-row" key={to}>
              <Select size="small" aria-label={t('set.copy_from')} showSearch={BY_LABEL} value={source.member ? MEMBER : (source.field ?? t('sub.a_value'))} options={sources} onChange={(next: string) => put(pairs.map((pair, n) => (n === at ? [to, next === MEMBER ? { member: true } : { field: next }] : pair)))} />
              <Icon name="chevron_right" size={13} />
              <Select size="small" aria-label={t('set.copy_to')} showSearch={BY_LABEL} value={to} options={targets.filter((one) => one.id === to || free.includes(one)).map((one) => ({ value: one.id, label: words(one.label) }))} onChange={(next: string) => put(pairs.map((pair, n) => (n === at ? [next, source] : pair)))} />
              <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={() => put(pairs.filter((_, n) => n !== at))}>
                <Icon name="close" size={13} />
              </button>
            </div>
          ))}
          <Button size="small" type="link" disabled={free.length === 0 || sources.length === 0} icon={<Icon name="add" size={13} />} onClick={add}>{t('sub.add_value')}</Button>
        </div>
      )}
    </Labelled>
  );
}

/** What comes back from the finished record. */
function Back({ node, patch }: PanelProps) {
  const t = useT();
  const words = useWords();
  const child = useChild(node);
  const named = useNamed();
  const { back = {}, each } = node as Settings;
  const pairs = Object.entries(back);
  const mine = named.filter((one) => (each?.rows === undefined ? !one.path.includes('.') : one.path.startsWith(`${each.rows}.`)));
  const put = (next: [string, string][]) => patch({ back: next.length > 0 ? Object.fromEntries(next) : undefined });
  const theirs = child ? allFields(child).filter(({ field, parent }) => !parent && field.type !== 'section' && field.type !== 'subform') : [];
  const free = mine.filter((one) => !(one.path in back));
  const option = (one: Named) => ({ value: one.path, label: one.label });
  return (
    <Labelled name={t('sub.back')} hint={t('sub.back_hint')}>
      {() => (
        <div className="fd-rows">
          {pairs.map(([ours, from], at) => (
            <div className="fd-row" key={ours}>
              <Select size="small" aria-label={t('set.copy_from')} value={from} options={theirs.map(({ field }) => ({ value: field.id, label: words(field.label) }))} onChange={(next: string) => put(pairs.map((pair, n) => (n === at ? [ours, next] : pair)))} />
              <Icon name="chevron_right" size={13} />
              <Select size="small" aria-label={t('set.copy_to')} value={ours} options={mine.filter((one) => one.path === ours || free.includes(one)).map(option)} onChange={(next: string) => put(pairs.map((pair, n) => (n === at ? [next, from] : pair)))} />
              <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={() => put(pairs.filter((_, n) => n !== at))}>
                <Icon name="close" size={13} />
              </button>
            </div>
          ))}
          <Button size="small" type="link" disabled={free.length === 0 || theirs.length === 0} icon={<Icon name="add" size={13} />} onClick={() => put([...pairs, [free[0]!.path, theirs[0]!.field.id]])}>{t('sub.add_back')}</Button>
        </div>
      )}
    </Labelled>
  );
}
