/** The settings of the selected group: its name, who is in it, which records it reaches. */
import { Segmented, Switch } from 'antd';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Conditions } from '../lib/Conditions';
import { Labelled } from '../lib/Labelled';
import { Many } from '../lib/Many';
import { useOrgNames } from '../lib/org';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { useGroups, usePermission } from './context';
import { isDrawable, type GroupDocument, type Members } from './document';
import { MINE, OUR_DEPARTMENT } from './presets';
import { useRemoveGroup } from './remove';
import { useSaid } from './say';

export function Panel() {
  const t = useT();
  const { problems, design } = usePermission();
  const selected = useGroups((state) => state.selected);
  const group = useGroups((state) => state.doc.groups.find((one) => one.id === state.selected));
  const remove = useRemoveGroup();
  const words = useWords();
  if (!group) return <aside className="fd-props" aria-label={t('panel.label')}><p className="fd-muted pm-none">{t('perm.none_selected')}</p></aside>;
  const own = problems.filter((one) => one.group === selected);
  return (
    <aside className="fd-props" aria-label={t('panel.label')}>
      <header className="fd-props-head">
        <Icon name="key" size={15} />
        <span className="pm-title">{words(typeof group.title === 'object' ? group.title : {}) || group.id}</span>
        <span className="pm-tools">
          <Tool icon="chevron_left" name={t('perm.back')} onClick={() => design.getState().nudge(group.id, -1)} />
          <Tool icon="chevron_right" name={t('perm.on')} onClick={() => design.getState().nudge(group.id, 1)} />
          <Tool icon="copy" name={t('tools.duplicate')} onClick={() => design.getState().duplicate(group.id)} />
          <Tool icon="delete" name={t('tools.delete')} onClick={() => remove(group.id)} />
        </span>
      </header>
      {own.map((problem) => (
        <div className="fd-problem" role="alert" key={problem.path + problem.code}>
          <Icon name="error" size={14} />
          {problem.message}
        </div>
      ))}
      {isDrawable(group) ? <Settings group={group} /> : <p className="fd-muted">{t('perm.undrawn_help')}</p>}
    </aside>
  );
}

function Tool({ icon, name, onClick }: { icon: 'chevron_left' | 'chevron_right' | 'copy' | 'delete'; name: string; onClick: () => void }) {
  return (
    <button type="button" className="icon-button" aria-label={name} title={name} onClick={onClick}>
      <Icon name={icon} size={14} />
    </button>
  );
}

function Settings({ group }: { group: GroupDocument }) {
  const t = useT();
  const { design } = usePermission();
  const patch = (changes: Partial<GroupDocument>) => design.getState().patch(group.id, changes);
  return (
    <>
      <Labelled name={t('perm.name')}>{(id) => <WordsInput id={id} value={group.title} onChange={(title) => patch({ title: title ?? {} })} />}</Labelled>
      <Labelled name={t('perm.enabled')} hint={group.enabled === false ? t('perm.enabled_hint') : undefined} isBeside>
        {(id) => <Switch id={id} size="small" checked={group.enabled !== false} onChange={(on) => design.getState().patch(group.id, { enabled: on ? undefined : false })} />}
      </Labelled>
      <Who members={group.members} onChange={(members) => patch({ members })} />
      <Rows group={group} />
    </>
  );
}

function Who({ members, onChange }: { members: Members; onChange: (members: Members) => void }) {
  const t = useT();
  const org = useOrgNames();
  const isNobody = !members.everyone && [members.roles, members.departments, members.members].every((one) => !one?.length);
  const put = (changes: Members) => {
    const next = { ...members, ...changes };
    onChange(Object.fromEntries(Object.entries(next).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value))));
  };
  return (
    <section className="pm-part">
      <h2>{t('perm.members')}</h2>
      {isNobody && <p className="fd-error">{t('perm.nobody_help')}</p>}
      <Labelled name={t('perm.everyone')} isBeside>{(id) => <Switch id={id} size="small" checked={members.everyone === true} onChange={(on) => put({ everyone: on })} />}</Labelled>
      {!members.everyone && (
        <>
          <Labelled name={t('who.roles')}>{(id) => <Many id={id} label={t('who.roles')} isWanted={false} value={members.roles ?? []} options={org.roles} onChange={(roles) => put({ roles })} />}</Labelled>
          <Labelled name={t('who.departments')} hint={t('perm.departments_hint')}>{(id) => <Many id={id} label={t('who.departments')} isWanted={false} value={members.departments ?? []} options={org.departments} onChange={(departments) => put({ departments })} />}</Labelled>
          <Labelled name={t('who.members')}>{(id) => <Many id={id} label={t('who.members')} isWanted={false} value={members.members ?? []} options={org.members} onChange={(chosen) => put({ members: chosen })} />}</Labelled>
        </>
      )}
    </section>
  );
}

type Reach = 'all' | 'mine' | 'department' | 'other';

function reachOf({ rows }: GroupDocument): Reach {
  if (!rows) return 'all';
  const text = JSON.stringify({ cond: rows.cond });
  if (rows.rel === 'or' && rows.cond.length > 1) return 'other';
  return text === JSON.stringify(MINE) ? 'mine' : text === JSON.stringify(OUR_DEPARTMENT) ? 'department' : 'other';
}

function Rows({ group }: { group: GroupDocument }) {
  const t = useT();
  const said = useSaid();
  const { design, named, target } = usePermission();
  const reach = reachOf(group);
  const put = (rows: GroupDocument['rows']) => design.getState().patch(group.id, { rows });
  const choose = (next: Reach) => put(next === 'all' ? undefined : next === 'mine' ? MINE : next === 'department' ? OUR_DEPARTMENT : (group.rows ?? MINE));
  const usual = target.on === 'form' ? (['all', 'mine', 'department'] as const) : (['all'] as const);
  const reaches: readonly Reach[] = reach === 'other' ? [...usual, 'other'] : usual;
  return (
    <section className="pm-part">
      <h2>{t('perm.rows')}</h2>
      <Segmented block size="small" aria-label={t('perm.rows')} value={reach} onChange={(next) => choose(next)} options={reaches.map((one) => ({ value: one, label: t(`perm.reach_${one}`) }))} />
      <p className="fd-hint pm-said">{said.rows(group.rows)}</p>
      <Conditions value={group.rows} left={named} right={named} form={target.id} onChange={put} />
    </section>
  );
}
